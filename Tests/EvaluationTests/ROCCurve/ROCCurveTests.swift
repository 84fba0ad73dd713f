import Evaluation
import Synthesis
import Testing

/// Expected numbers are those of scikit-learn 1.9.1 on the same scores.
@Suite struct ROCCurveTests {
    /// Nine legal and nine illegal sessions, with ties within and between the two.
    private static let tied: [LabelledScore] = zip(
        [0.1, 0.4, 0.35, 0.8, 0.4, 0.4, -1.5, 2.25, 0.9, 0.9, 0, 3.5, 0.05, 1.25, 2.25, -0.25, 0.35, 1.25],
        [0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1]
    ).map { LabelledScore(score: $0, isIllegal: $1 == 1) }

    /// Legal and illegal sessions as `0` and `1`, the highest score first, no two alike.
    private static func ranked(_ labels: String) -> [LabelledScore] {
        labels.enumerated().map { LabelledScore(score: -Double($0.offset), isIllegal: $0.element == "1") }
    }

    private static func random(seed: UInt64, count: Int, distinctScores: Int) -> [LabelledScore] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { index in
            // The first two make sure that both kinds occur.
            let isIllegal = index < 2 ? index == 0 : Bool.random(using: &generator)
            let score = Int.random(in: 0..<distinctScores, using: &generator) + (isIllegal ? distinctScores / 8 : 0)
            return LabelledScore(score: Double(score - distinctScores / 2) / 4, isIllegal: isIllegal)
        }
    }

    @Test func pointsAreThoseOfScikitLearn() throws {
        let curve = try #require(try ROCCurve(Self.tied))
        #expect(
            curve.points.map(\.threshold)
                == [.infinity, 3.5, 2.25, 1.25, 0.9, 0.8, 0.4, 0.35, 0.1, 0.05, 0, -0.25, -1.5]
        )
        #expect(curve.points.map(\.falsePositives) == [0, 0, 0, 1, 2, 2, 4, 5, 6, 6, 7, 8, 9])
        #expect(curve.points.map(\.truePositives) == [0, 1, 3, 4, 5, 6, 7, 8, 8, 9, 9, 9, 9])
        #expect(curve.points.map(\.falsePositiveRate) == curve.points.map { Double($0.falsePositives) / 9 })
        #expect(curve.points.map(\.truePositiveRate) == curve.points.map { Double($0.truePositives) / 9 })
    }

    @Test func summariesAreThoseOfScikitLearn() throws {
        let curve = try #require(try ROCCurve(Self.tied))
        // scikit-learn sums trapezia in floating point, which is off by one unit in the last place here.
        #expect(abs(curve.areaUnderCurve - 0.7839506172839505) < 1e-15)
        #expect(curve.equalErrorRate == 0.27777777777777785)
        #expect(curve.equalErrorPoint.threshold == 0.8)
    }

    @Test(
        arguments: zip([0, 0.01, 0.2, 0.25, 0.5, 1], [3.0, 3, 4, 6, 7, 9])
    )
    func truePositiveRateIsTheLargestWithinTheLimit(limit: Double, caught: Double) throws {
        let curve = try #require(try ROCCurve(Self.tied))
        #expect(curve.truePositiveRate(atFalsePositiveRate: limit) == caught / 9)
    }

    @Test func falsePositiveRateEqualToTheLimitIsWithinIt() throws {
        let curve = try #require(try ROCCurve(Self.ranked("1" + "0" + "1" + String(repeating: "0", count: 99))))
        #expect(curve.truePositiveRate(atFalsePositiveRate: 0.01) == 1)
    }

    @Test func equalErrorsAreSoughtAtCornersOnly() throws {
        let curve = try #require(try ROCCurve(Self.ranked("001101")))
        #expect(curve.equalErrorRate == 0.49999999999999994)
    }

    @Test func ofEquallyGoodThresholdsTheHighestHasTheEqualErrorRate() throws {
        let curve = try #require(try ROCCurve(Self.ranked("10")))
        #expect(curve.equalErrorPoint.threshold == 0)
        #expect(curve.equalErrorRate == 0)
    }

    @Test(arguments: [("1100", 1.0, 0.0), ("0011", 0.0, 1.0), ("10", 1.0, 0.0)])
    func separatedSessions(labels: String, area: Double, equalErrorRate: Double) throws {
        let curve = try #require(try ROCCurve(Self.ranked(labels)))
        #expect(curve.areaUnderCurve == area)
        #expect(curve.equalErrorRate == equalErrorRate)
    }

    @Test func equalScoresTellNothing() throws {
        let scores = [true, false, false, true, true].map { LabelledScore(score: 7, isIllegal: $0) }
        let curve = try #require(try ROCCurve(scores))
        #expect(curve.areaUnderCurve == 0.5)
        #expect(curve.equalErrorRate == 0.5)
        #expect(curve.points.count == 2)
    }

    @Test func withoutOneKindThereIsNoCurve() throws {
        #expect(try ROCCurve([]) == nil)
        #expect(try ROCCurve([LabelledScore(score: 1, isIllegal: true)]) == nil)
        #expect(try ROCCurve([LabelledScore(score: 1, isIllegal: false)]) == nil)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func nonFiniteScoreIsRefused(score: Double) {
        let scores = [LabelledScore(score: 0, isIllegal: false), LabelledScore(score: score, isIllegal: false)]
        #expect(throws: EvaluationError.nonFiniteScore(index: 1)) { try ROCCurve(scores) }
    }

    @Test func zerosOfBothSignsAreOneScoreInAnyOrder() throws {
        let scores = [LabelledScore(score: -0.0, isIllegal: false), LabelledScore(score: 0.0, isIllegal: true)]
        for order in [scores, scores.reversed()] {
            let curve = try #require(try ROCCurve(order))
            #expect(curve.points.map(\.threshold) == [.infinity, 0])
            #expect(curve.points[1].threshold.sign == .plus)
        }
    }

    @Test(arguments: [(2, 3), (10, 4), (101, 12), (300, 1000)])
    func areaIsTheShareOfPairsInTheRightOrder(count: Int, distinctScores: Int) throws {
        for seed in 0..<8 as Range<UInt64> {
            let scores = Self.random(seed: seed, count: count, distinctScores: distinctScores)
            var won = 0.0
            var pairs = 0.0
            for illegal in scores where illegal.isIllegal {
                for legal in scores where !legal.isIllegal {
                    pairs += 1
                    won += illegal.score > legal.score ? 1 : illegal.score == legal.score ? 0.5 : 0
                }
            }
            #expect(try ROCCurve(scores)?.areaUnderCurve == won / pairs)
        }
    }

    @Test func everyPointCountsWhatItsThresholdCatches() throws {
        let scores = Self.random(seed: 3, count: 150, distinctScores: 30)
        let curve = try #require(try ROCCurve(scores))
        for point in curve.points {
            let caught = scores.filter { $0.score >= point.threshold }
            #expect(point.truePositives == caught.count { $0.isIllegal })
            #expect(point.falsePositives == caught.count { !$0.isIllegal })
        }
    }

    @Test func orderOfTheSessionsPlaysNoPart() throws {
        let scores = Self.random(seed: 5, count: 120, distinctScores: 20)
        let curve = try ROCCurve(scores)
        var generator = SplitMix64(seed: 6)
        for _ in 0..<20 {
            #expect(try ROCCurve(scores.shuffled(using: &generator)) == curve)
        }
    }

    @Test(arguments: [{ 3 * $0 + 7 }, { $0 * $0 * $0 }, { $0 / (1 + $0.magnitude) }] as [@Sendable (Double) -> Double])
    func increasingTransformChangesNoRate(transform: @Sendable (Double) -> Double) throws {
        let scores = Self.random(seed: 8, count: 200, distinctScores: 40)
        let transformed = scores.map { LabelledScore(score: transform($0.score), isIllegal: $0.isIllegal) }
        let curve = try #require(try ROCCurve(scores))
        let other = try #require(try ROCCurve(transformed))
        #expect(curve.areaUnderCurve == other.areaUnderCurve)
        #expect(curve.equalErrorRate == other.equalErrorRate)
        #expect(curve.points.map(\.truePositives) == other.points.map(\.truePositives))
    }

    @Test func turningTheScoreRoundTurnsTheAreaRound() throws {
        let scores = Self.random(seed: 9, count: 64, distinctScores: 16)
        let turned = scores.map { LabelledScore(score: -$0.score, isIllegal: $0.isIllegal) }
        let area = try #require(try ROCCurve(scores)).areaUnderCurve
        let turnedArea = try #require(try ROCCurve(turned)).areaUnderCurve
        #expect(abs(area + turnedArea - 1) < 1e-15)
    }
}
