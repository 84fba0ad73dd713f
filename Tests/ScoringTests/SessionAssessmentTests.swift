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
        #expect(found.strongest.modality == .keystrokes)
        #expect(found[.pointer]?.evidence == 1)
        #expect(found[.terminalInput] == nil)
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
