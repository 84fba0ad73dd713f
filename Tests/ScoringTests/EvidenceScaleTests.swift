import Glibc
import Testing

@testable import Scoring

struct EvidenceScaleTests {
    private static let scales = [EvidenceScales.pointer, .keystrokes, .characters].flatMap { [$0.own, $0.population] }

    @Test(arguments: scales)
    func withoutSegmentsThereIsNoAllowance(scale: EvidenceScale) {
        #expect(scale.allowance(forSegments: 0) == nil)
    }

    /// The median greatest T of three segments is 0.3816 and that of four 0.4623.
    @Test(arguments: [(3, 0.3816), (4, 0.4623)])
    func allowsTheMedianOfTheGreatest(segments: Int, median: Double) throws {
        let allowance = try #require(EvidenceScale.own.allowance(forSegments: segments))
        #expect(abs(allowance - median) < 1e-12)
    }

    @Test(arguments: scales)
    func theSameGreatestIsLessUnusualAmongMore(scale: EvidenceScale) {
        let allowances = [1, 2, 3, 8, 48, 100, 5000].compactMap { scale.allowance(forSegments: $0) }
        #expect(zip(allowances, allowances.dropFirst()).allSatisfy(<))
    }

    /// One segment has no choice to correct: its own median is 0.
    @Test(arguments: scales)
    func aSingleSegmentHardlyCountsLess(scale: EvidenceScale) throws {
        let allowance = try #require(scale.allowance(forSegments: 1))
        #expect(abs(allowance) < 0.1)
    }

    /// A median S of 1.734 and a deviation of 2.264 at 10 gestures, and 1/m − 1/5.6 for the sessions.
    @Test(arguments: [1, 3, 40])
    func standardisesByTheFormula(sessions: Int) {
        let few = 1 / Double(sessions) - 1 / 5.6
        let expected = ((4.0 - 1.734) / 2.264 - few) / (1 + few).squareRoot()
        let standardised = EvidenceScale.own.standardise(4, gestureCount: 10, baselineSessions: sessions)
        #expect(abs(standardised - expected) < 1e-12)
    }

    /// Of typing, whose longer stretches also show what a short one has too few keys for, that is not so.
    @Test(arguments: [EvidenceScale.own, .population])
    func theSameSumIsMoreUnusualInALongerStretch(scale: EvidenceScale) {
        let standardised = [10, 15, 30, 60, 200, 1000, 1600].map {
            scale.standardise(3, gestureCount: $0, baselineSessions: 6)
        }
        #expect(zip(standardised, standardised.dropFirst()).allSatisfy(<))
    }

    @Test(arguments: scales)
    func lengthsBeyondTheMeasuredOnesCountAsTheNearest(scale: EvidenceScale) {
        let standardised = { scale.standardise(3, gestureCount: $0, baselineSessions: 6) }
        #expect(standardised(0) == standardised(10))
        #expect(standardised(100_000) == standardised(1600))
    }

    @Test(arguments: scales)
    func theSameSumIsLessUnusualWithFewSessions(scale: EvidenceScale) {
        let standardised = [0, 1, 2, 4, 8, 64].map { scale.standardise(5, gestureCount: 60, baselineSessions: $0) }
        #expect(standardised[0] == standardised[1])
        #expect(zip(standardised.dropFirst(), standardised.dropFirst(2)).allSatisfy(<))
    }

    @Test(arguments: scales)
    func evidenceRisesWithWhatIsStandardised(scale: EvidenceScale) {
        let evidence = stride(from: -1.0, through: 20, by: 0.1).map { scale.evidence(standardised: $0) }
        #expect(zip(evidence, evidence.dropFirst()).allSatisfy(<))
    }

    /// The tail is that of some of the sessions of which the median is taken.
    @Test(arguments: scales)
    func theMedianLegalStretchHasAboutHalfTheProbability(scale: EvidenceScale) {
        #expect(abs(exp(-scale.evidence(standardised: 0)) - 0.5) < 0.06)
    }

    @Test(arguments: scales)
    func evidenceHasAFloor(scale: EvidenceScale) {
        #expect(scale.evidence(standardised: -100) == EvidenceScale.leastEvidence)
    }
}
