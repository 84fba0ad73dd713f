import Glibc
import Testing

@testable import Scoring

struct AssessmentTests {
    private func assessment(evidence: Double) -> Assessment {
        Assessment(
            whole: StretchEvidence(
                moments: 0,
                typicality: 0,
                population: nil,
                sum: 0,
                standardised: 0,
                evidence: evidence
            ),
            segment: nil,
            segmentCount: 0,
            baselineSessions: 5,
            evidence: evidence,
            reasons: [],
            handShare: 1
        )
    }

    @Test func oneInAThousandScores50() {
        #expect(abs(assessment(evidence: log(1000)).score - 50) < 1e-9)
        #expect(abs(assessment(evidence: 2 * log(1000)).score - 75) < 1e-9)
    }

    @Test func scoreRisesWithTheEvidence() {
        let scores = stride(from: 0.001, through: 200, by: 0.5).map { assessment(evidence: $0).score }
        #expect(zip(scores, scores.dropFirst()).allSatisfy(<))
    }

    @Test(arguments: [-.infinity, -5, 0, 0.001, 1e6, .infinity] as [Double])
    func scoreAndProbabilityStayInRange(evidence: Double) {
        let assessment = assessment(evidence: evidence)
        #expect((0...100).contains(assessment.score))
        #expect(assessment.tailProbability > 0)
        #expect(assessment.tailProbability < 1)
    }

    @Test(
        arguments: [
            (0.001, .one), (0.00101, .ten), (0.01, .ten), (0.0101, .fifty), (0.05, .fifty), (0.0501, .usual),
            (1, .usual),
        ] as [(Double, Band)]
    )
    func bandsEndAtTheirFalseAlarms(probability: Double, band: Band) {
        #expect(Band(tailProbability: probability) == band)
    }

    @Test func bandNeverGrowsMoreUsualWithTheEvidence() {
        let bands = stride(from: 0.0, through: 12, by: 0.1).map { assessment(evidence: $0).band }
        let ranks = bands.map { Band.allCases.firstIndex(of: $0) ?? -1 }
        #expect(zip(ranks, ranks.dropFirst()).allSatisfy(>=))
        #expect(Set(bands).count == Band.allCases.count)
    }
}
