import Glibc
import Testing

@testable import Scoring

struct EvidenceScaleTests {
    private static let scales = [EvidenceScale.own, EvidenceScale.population]
    private static let evidences = stride(from: 0.001, through: 60, by: 1.5)

    @Test func withoutSegmentsTheWholeIsTheEvidence() {
        #expect(EvidenceScale.combine(whole: 2.5, mostUnusualSegment: 9, segments: 0) == 2.5)
    }

    /// −ln of the harmonic mean of p and 1 − (1 − q)^k, with k = K^0.65.
    @Test(arguments: [1, 2, 7, 60], [(0.7, 0.2), (3.0, 5.0), (8.0, 1.0), (12.0, 12.0)] as [(Double, Double)])
    func combinesByTheDirectFormula(segments: Int, evidence: (Double, Double)) {
        let (whole, segment) = evidence
        let smallest = 1 - pow(1 - exp(-segment), pow(Double(segments), 0.65))
        let expected = log(0.3 / exp(-whole) + 0.7 / smallest)
        let combined = EvidenceScale.combine(whole: whole, mostUnusualSegment: segment, segments: segments)
        #expect(abs(combined - expected) < 1e-9)
    }

    @Test(arguments: [1, 3, 50, 1000])
    func risesWithTheWhole(segments: Int) {
        let combined = Self.evidences.map {
            EvidenceScale.combine(whole: $0, mostUnusualSegment: 4, segments: segments)
        }
        #expect(zip(combined, combined.dropFirst()).allSatisfy(<))
    }

    @Test(arguments: [1, 3, 50, 1000])
    func risesWithTheMostUnusualSegment(segments: Int) {
        let combined = Self.evidences.map {
            EvidenceScale.combine(whole: 0.001, mostUnusualSegment: $0, segments: segments)
        }
        #expect(zip(combined, combined.dropFirst()).allSatisfy(<=))
        #expect(combined[combined.count - 1] > combined[0] + 20)
    }

    @Test func fallsWithTheNumberOfSegments() {
        let combined = [1, 2, 4, 8, 100].map {
            EvidenceScale.combine(whole: 1, mostUnusualSegment: 6, segments: $0)
        }
        #expect(zip(combined, combined.dropFirst()).allSatisfy(>))
    }

    @Test(arguments: [1, 2, 30, 5000])
    func theApproximationForLargeEvidenceJoinsContinuously(segments: Int) {
        let exact = EvidenceScale.combine(whole: 1, mostUnusualSegment: 30, segments: segments)
        let approximate = EvidenceScale.combine(whole: 1, mostUnusualSegment: 30.0.nextUp, segments: segments)
        #expect(abs(exact - approximate) < 1e-9)
    }

    @Test func hugeEvidenceDoesNotOverflow() {
        let combined = EvidenceScale.combine(whole: 5000, mostUnusualSegment: 9000, segments: 10)
        #expect(abs(combined - (9000 - 0.65 * log(10) + log(0.7))) < 1e-9)
    }

    /// A median S of 1.504 at 20 gestures, a deviation of 1.52, and 1/m − 1/5.6 for the sessions.
    @Test(arguments: [1, 3, 40])
    func standardisesByTheFormula(sessions: Int) {
        let few = 1 / Double(sessions) - 1 / 5.6
        let expected = ((4.0 - 1.504) / 1.52 - few) / (1 + few).squareRoot()
        let standardised = EvidenceScale.own.standardise(4, gestureCount: 20, baselineSessions: sessions)
        #expect(abs(standardised - expected) < 1e-12)
    }

    @Test(arguments: scales)
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
        let evidence = stride(from: -1.3, through: 20, by: 0.1).map { scale.evidence(standardised: $0) }
        #expect(zip(evidence, evidence.dropFirst()).allSatisfy(<))
    }

    @Test(arguments: scales)
    func theMedianLegalStretchHasHalfTheProbability(scale: EvidenceScale) {
        #expect(abs(exp(-scale.evidence(standardised: 0)) - 0.5) < 1e-3)
    }

    @Test(arguments: scales)
    func evidenceHasAFloor(scale: EvidenceScale) {
        #expect(scale.evidence(standardised: -100) == EvidenceScale.leastEvidence)
    }
}

extension EvidenceScale {
    fileprivate static func combine(whole: Double, mostUnusualSegment: Double, segments: Int) -> Double {
        combine(whole: whole, ofSegments: adjustForSelection(mostUnusualSegment, among: segments))
    }
}
