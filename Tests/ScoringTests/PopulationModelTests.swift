import Scoring
import Synthesis
import Testing

struct PopulationModelTests {
    private let left = SyntheticOwner(middle: 4)
    private let right = SyntheticOwner(middle: 7)

    private func population() throws -> PopulationModel {
        let fits = ["left": try #require(left.fit(seed: 1)), "right": try #require(right.fit(seed: 2))]
        return try #require(PopulationModel(fits))
    }

    @Test func needsTwoOwners() throws {
        #expect(PopulationModel([:]) == nil)
        #expect(PopulationModel(["left": try #require(left.fit())]) == nil)
        #expect(try population().owners == ["left", "right"])
    }

    @Test func somebodyUnknownHasNoPlace() throws {
        #expect(try population().place(of: "nobody") == nil)
    }

    @Test func anOwnersHistogramIsNearerToTheOwnerThanToAnother() throws {
        let population = try population()
        let place = try #require(population.place(of: "left"))
        var generator = SplitMix64(seed: 30)
        for _ in 0..<20 {
            let own = place.evidence(in: left.counts(samples: 60, &generator))
            let other = place.evidence(in: right.counts(samples: 60, &generator))
            #expect(other > own + 1)
        }
    }

    @Test func aStretchHasPopulationEvidenceOnlyWithAPopulation() throws {
        let model = try #require(left.fit(seed: 1)).model
        var generator = SplitMix64(seed: 31)
        let counts = left.counts(samples: 60, &generator)
        let place = try #require(try population().place(of: "left"))
        let alone = SessionScorer(owner: model).assess(counts, gestureCount: 30).whole
        let among = SessionScorer(owner: model, population: place).assess(counts, gestureCount: 30).whole
        #expect(alone.population == nil)
        #expect(alone.sum == alone.moments + 0.7 * alone.typicality)
        #expect(among.population == place.evidence(in: counts))
        #expect(among.sum == alone.sum + place.evidence(in: counts))
    }
}
