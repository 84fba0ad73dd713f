import Foundation
import Gestures
import Testing

@testable import Scoring

struct SessionAssessmentTests {
    private static func assessment(_ evidence: Double) -> Assessment {
        let stretch = StretchEvidence(
            moments: 1,
            typicality: 2,
            population: nil,
            sum: 3,
            standardised: 4,
            evidence: evidence
        )
        return Assessment(
            whole: stretch,
            segment: nil,
            segmentCount: 0,
            allowance: nil,
            baselineSessions: 5,
            evidence: evidence,
            reasons: [],
            handShare: 0.5
        )
    }

    private static func assessments(_ evidence: [(Modality, Double)]) -> ModalityMap<Assessment> {
        var map = ModalityMap<Assessment>()
        for (modality, value) in evidence { map[modality] = assessment(value) }
        return map
    }

    @Test func theStrongestComesFirst() throws {
        let found = try #require(
            SessionAssessment(Self.assessments([(.pointer, 1), (.keystrokes, 6), (.terminalEcho, 1)]))
        )
        #expect(found.modalities.map(\.modality) == [.keystrokes, .pointer, .terminalEcho])
        #expect(found.strongest?.modality == .keystrokes)
        #expect(found[.pointer]?.evidence == 1)
        #expect(found[.terminalInput] == nil)
    }

    @Test func whatIsOffHasNoSay() throws {
        var off = Combination()
        off.uses[.modality(.keystrokes)] = .off
        let both = Self.assessments([(.pointer, 1), (.keystrokes, 6)])
        let found = try #require(SessionAssessment(both, by: off))
        #expect(found == SessionAssessment(Self.assessments([(.pointer, 1)])))
        off.uses[.modality(.pointer)] = .off
        #expect(SessionAssessment(both, by: off) == nil)
    }

    @Test(arguments: [CombinationRule.evidence, .trimmedMean], [(9.0, 0.1), (0.1, 9.0), (3.0, 3.0)])
    func othersMakeNothingLessOfWhatIsTrusted(rule: CombinationRule, evidence: (Double, Double)) throws {
        let both = Self.assessments([(.pointer, evidence.0), (.keystrokes, evidence.1)])
        let plain = try #require(SessionAssessment(both, by: Combination(rule: rule)))
        let found = try #require(
            SessionAssessment(both, by: Combination(rule: rule, uses: [.modality(.pointer): .trust]))
        )
        #expect(found.evidence == max(plain.evidence, evidence.0))
        #expect(found.modalities.filter(\.isTrusted).map(\.modality) == [.pointer])
        #expect(try JSONDecoder().decode(SessionAssessment.self, from: JSONEncoder().encode(found)) == found)
    }

    @Test(arguments: [([2], 2), ([1, 5, 9], 5), ([4, 4, 4, 4], 4)] as [([Double], Double)])
    func theHighestAndTheLowestCanCountForNothing(evidence: [Double], expected: Double) {
        #expect(abs(CombinationRule.trimmedMean.combine(evidence, variance: 1) - expected) < 1e-9)
    }

    @Test func theTrimmedMeanIsOfScores() {
        let scores = [3.0, 8].map { BareEvidence(evidence: $0).score }
        let combined = BareEvidence(evidence: CombinationRule.trimmedMean.combine([3, 8], variance: 2))
        #expect(abs(combined.score - (scores[0] + scores[1]) / 2) < 1e-9)
        #expect(CombinationRule.trimmedMean.combine([1e6, 1e6, 1e6], variance: 3).isFinite)
    }

    @Test func nothingIsNoAssessment() {
        #expect(SessionAssessment(ModalityMap()) == nil)
    }

    @Test(
        arguments: [
            [(.pointer, 2.5)], [(.keystrokes, 2.5)], [(.pointer, 2.5), (.terminalInput, 7.25), (.terminalEcho, 0.5)],
        ] as [[(Modality, Double)]]
    )
    func isReadBackFromJSON(evidence: [(Modality, Double)]) throws {
        let found = try #require(SessionAssessment(Self.assessments(evidence)))
        let json = try JSONEncoder().encode(found)
        #expect(try JSONDecoder().decode(SessionAssessment.self, from: json) == found)
    }

    /// What the ledger holds of sessions from before there were other modalities.
    @Test func anAssessmentByItselfIsOfThePointer() throws {
        let json = try JSONEncoder().encode(Self.assessment(3))
        let found = try JSONDecoder().decode(SessionAssessment.self, from: json)
        #expect(found == SessionAssessment(Self.assessment(3), of: .pointer))
    }
}
