import Gestures
import Profiles
import Statistics
import Synthesis
import Testing

@testable import Scoring

struct OwnerFitTests {
    private let owner = SyntheticOwner(middle: 5)

    @Test(arguments: [0, 1, 11])
    func fewerThanTwelveWindowsAreNotFitted(count: Int) {
        let windows = Array(owner.windows(sessions: 3, perSession: 4).prefix(count))
        #expect(OwnerFit(windows, sessionCount: 3, space: SyntheticOwner.scoringSpace) == nil)
    }

    @Test func twelveWindowsAreFitted() {
        let windows = owner.windows(sessions: 3, perSession: 4)
        #expect(OwnerFit(windows, sessionCount: 3, space: SyntheticOwner.scoringSpace)?.model.sessionCount == 3)
    }

    @Test func aProfileOfFewerThanTwelveWindowsIsNotFitted() {
        var profile = Profile()
        #expect(OwnerFit(profile, space: SyntheticOwner.scoringSpace) == nil)
        var generator = SplitMix64(seed: 4)
        for count in [11, 1] {
            var sketch = SessionSketch(session: "of \(count)")
            for index in 0..<count {
                sketch.add(.of(owner.counts(samples: 60, &generator), index: index))
            }
            #expect(OwnerFit(profile, space: SyntheticOwner.scoringSpace) == nil)
            profile.learn(sketch)
        }
        #expect(OwnerFit(profile, space: SyntheticOwner.scoringSpace)?.model.sessionCount == 2)
    }

    @Test(arguments: [-3.0, 3.0])
    func anUnusualHistogramHasMoreEvidenceThanTheOwners(shift: Double) throws {
        let model = try #require(owner.fit()).model
        var generator = SplitMix64(seed: 9)
        for _ in 0..<20 {
            let usual = model.evidence(in: owner.counts(samples: 60, &generator))
            let unusual = model.evidence(in: owner.counts(samples: 60, shift: shift, &generator))
            #expect(unusual.moments > usual.moments + 1)
            #expect(unusual.typicality > usual.typicality + 1)
        }
    }

    @Test func aBackgroundTakesOffWhatIsCommonUnlessOthersAreKnown() throws {
        let background = Background(spread: 0.2, weight: 0.5)
        var parameters = EngineParameters.pointer
        parameters.background = background
        let windows = owner.windows(sessions: 6, perSession: 6)
        let fit = OwnerFit(windows, sessionCount: 6, space: SyntheticOwner.scoringSpace, parameters: parameters)
        let model = try #require(fit).model
        let plain = try #require(owner.fit()).model
        var generator = SplitMix64(seed: 17)
        for shift in [0.0, 1, -3, 4] {
            let cells = [CellCount](occurringIn: owner.counts(samples: 60, shift: shift, &generator))
            let deviation = model.deviation(of: cells, amongOthers: false)
            let common = try #require(deviation.moments.common)
            let takenOff = 0.5 * common.whitened.distance / model.momentCalibration.scale
            #expect(takenOff > 0)
            let without = plain.evidence(in: plain.deviation(of: cells, amongOthers: false))
            #expect(abs(without.moments - model.evidence(in: deviation).moments - takenOff) < 1e-9)
            #expect(model.evidence(in: model.deviation(of: cells, amongOthers: true)) == without)
        }
    }

    /// With a weight below 1, however unusual it is among people.
    @Test func whatIsUnlikeEverybodyStillHasEvidence() throws {
        var parameters = EngineParameters.pointer
        parameters.background = Background(spread: 0.2, weight: 0.5)
        let windows = owner.windows(sessions: 6, perSession: 6)
        let fit = OwnerFit(windows, sessionCount: 6, space: SyntheticOwner.scoringSpace, parameters: parameters)
        let model = try #require(fit).model
        var generator = SplitMix64(seed: 19)
        let usual = owner.counts(samples: 60, &generator)
        for shift in [-5.0, 7] {
            let unlike = owner.counts(samples: 60, shift: shift, &generator)
            #expect(model.evidence(in: unlike).moments > model.evidence(in: usual).moments + 1)
        }
    }

    @Test func theOwnersNextWindowsLieAroundZero() throws {
        let model = try #require(owner.fit()).model
        var generator = SplitMix64(seed: 21)
        let evidence = (0..<50).map { _ in model.evidence(in: owner.counts(samples: 60, &generator)) }
        let moments = try #require(evidence.map(\.moments).median())
        let typicality = try #require(evidence.map(\.typicality).median())
        #expect(abs(moments) < 1)
        #expect(abs(typicality) < 1)
    }

    @Test func anEmptyHistogramIsAtNoDistance() throws {
        let model = try #require(owner.fit()).model
        let evidence = model.evidence(in: [UInt32](repeating: 0, count: SyntheticOwner.space.cellCount))
        #expect(evidence.moments == model.momentCalibration(0))
        #expect(evidence.typicality == model.typicalityCalibration(0))
    }

    /// Two samples are too few to be measured, wherever they lie.
    @Test func aFeatureOfTwoSamplesIsMissing() throws {
        let model = try #require(owner.fit()).model
        var generator = SplitMix64(seed: 3)
        var missing = owner.counts(samples: 60, &generator)
        let cells = SyntheticOwner.space.cells(of: 2)
        for cell in cells { missing[cell] = 0 }
        var two = missing
        two[cells.upperBound - 1] = 2
        var three = missing
        three[cells.upperBound - 1] = 3
        #expect(model.evidence(in: two) == model.evidence(in: missing))
        #expect(model.evidence(in: three).typicality > model.evidence(in: missing).typicality)
    }

    @Test func theOrderOfTheWindowsDoesNotMatter() throws {
        var generator = SplitMix64(seed: 8)
        let windows = owner.windows(sessions: 6, perSession: 6)
        let counts = owner.counts(samples: 60, shift: 1, &generator)
        let a = try #require(OwnerFit(windows, sessionCount: 6, space: SyntheticOwner.scoringSpace)).model
        let b = try #require(
            OwnerFit(windows.shuffled(using: &generator), sessionCount: 6, space: SyntheticOwner.scoringSpace)
        ).model
        #expect(abs(a.evidence(in: counts).unweightedSum - b.evidence(in: counts).unweightedSum) < 1e-9)
    }
}

extension SessionWindow {
    /// A window of `counts`, a second a gesture.
    static func of(_ counts: [UInt32], index: Int, size: Int = 30, gestureCount: Int? = nil) -> SessionWindow {
        SessionWindow(
            size: size,
            index: index,
            gestureCount: gestureCount ?? size,
            sampleCount: Int(counts.reduce(0, +)),
            start: Int64(index * size) * 1000,
            end: Int64((index + 1) * size) * 1000,
            cells: [CellCount](occurringIn: counts),
            cellCount: counts.count
        )
    }
}
