import Glibc
import Testing

@testable import Synthesis

@Suite struct GeneratorTests {
    /// The vectors are those of the authors' reference implementation in C.
    @Test func splitMix64FollowsItsReference() {
        var generator = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<5).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ]
        )
    }

    /// The vectors are those of the authors' reference implementation in C.
    @Test func xoshiro256FollowsItsReference() {
        var generator = Xoshiro256(state: (1, 2, 3, 4))
        #expect(
            (0..<10).map { _ in generator.next() } == [
                11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
                607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
                10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
            ]
        )
    }

    @Test func derivedSeedsDependOnEveryIndexAndItsPlace() {
        let seeds = [
            SplitMix64.seed(from: 1, for: 2, 3), SplitMix64.seed(from: 1, for: 3, 2),
            SplitMix64.seed(from: 2, for: 2, 3),
            SplitMix64.seed(from: 1, for: 2), SplitMix64.seed(from: 1, for: 2, 4), SplitMix64.seed(from: 1, for: 0, 0),
            SplitMix64.seed(from: 1, for: 0),
        ]
        #expect(Set(seeds).count == seeds.count)
    }

    @Test(arguments: [1e-300, 1e-9, 0.3, 0.707_106_781, 1.000_001, 1.414_213_563, 2, 10, 12_345.678, 1e300])
    func logarithmAgreesWithTheSystems(_ x: Double) {
        let expected = Glibc.log(x)
        #expect((Portable.log(x) - expected).magnitude <= 1e-14 * max(expected.magnitude, 1e-2))
    }

    @Test(arguments: [-700, -30.5, -1, -1e-9, 0, 0.346, 0.347, 1, 12.34, 700])
    func exponentialAgreesWithTheSystems(_ x: Double) {
        let expected = Glibc.exp(x)
        #expect((Portable.exp(x) - expected).magnitude <= 1e-13 * expected)
    }

    @Test func exponentialStaysFinite() {
        #expect(Portable.exp(.infinity).isFinite)
        #expect(Portable.exp(-.infinity) > 0)
    }
}

@Suite struct DrawTests {
    private static let count = 40_000

    /// Mean, standard deviation and share below 1 of many draws.
    private func summary(_ draw: (inout Xoshiro256) -> Double) -> (mean: Double, deviation: Double, belowOne: Double) {
        var random = Xoshiro256(seed: 42)
        var (sum, squares, below) = (0.0, 0.0, 0.0)
        for _ in 0..<Self.count {
            let value = draw(&random)
            sum += value
            squares += value * value
            below += value < 1 ? 1 : 0
        }
        let n = Double(Self.count)
        return (sum / n, (squares / n - sum / n * sum / n).squareRoot(), below / n)
    }

    @Test func normalDrawsAreStandardNormal() {
        let (mean, deviation, belowOne) = summary { $0.normal() }
        #expect(mean.magnitude < 0.02)
        #expect((deviation - 1).magnitude < 0.015)
        #expect((belowOne - 0.841_345).magnitude < 0.008)
    }

    @Test func nearNormalDrawsHaveMeanZeroAndVarianceOne() {
        let (mean, deviation, _) = summary { $0.nearNormal() }
        #expect(mean.magnitude < 0.02)
        #expect((deviation - 1).magnitude < 0.015)
    }

    @Test func logNormalDrawsHaveTheirMedian() {
        let (_, _, belowOne) = summary { $0.logNormal(median: 1, spread: 0.7) }
        #expect((belowOne - 0.5).magnitude < 0.01)
    }

    @Test func geometricDrawsHaveTheirMeanAndLimit() {
        let (mean, _, none) = summary { Double($0.geometric(mean: 3, limit: 1_000)) }
        #expect((mean - 3).magnitude < 0.1)
        #expect((none - 0.25).magnitude < 0.01)
        var random = Xoshiro256(seed: 1)
        #expect((0..<1_000).allSatisfy { _ in random.geometric(mean: 50, limit: 4) <= 4 })
    }

    @Test func choicesFollowTheirWeights() {
        var random = Xoshiro256(seed: 7)
        var counts = [0.0, 0, 0]
        for _ in 0..<Self.count { counts[random.index(weights: [1, 0, 3])] += 1 }
        #expect(counts[1] == 0)
        #expect((counts[2] / Double(Self.count) - 0.75).magnitude < 0.01)
    }

    @Test func indicesCoverTheirRangeEvenly() {
        var random = Xoshiro256(seed: 7)
        var counts = [Double](repeating: 0, count: 7)
        for _ in 0..<Self.count { counts[random.index(below: 7)] += 1 }
        #expect(counts.allSatisfy { ($0 * 7 / Double(Self.count) - 1).magnitude < 0.06 })
    }
}
