import Agent
import Gestures
import Scoring
import Testing

struct PublishedSessionTests {
    @Test func theStateSaysHowFarASessionHasCome() {
        func state(_ outcome: SessionReport.Outcome, isOpen: Bool = false) -> PublishedSession.State {
            PublishedSession(.example("u/1", outcome), isOpen: isOpen).state
        }
        #expect(state(.scored(1)) == .closed)
        #expect(state(.scored(1, isQuarantined: true)) == .quarantined)
        #expect(state(.notScored(.namesNobody)) == .notScored)
        #expect(state(.unreadable(UnreadableRecording("gone"))) == .unreadable)
        #expect(state(.scored(1, isQuarantined: true), isOpen: true) == .open)
        #expect(state(.notScored(.namesNobody), isOpen: true) == .open)
        #expect(state(.unreadable(UnreadableRecording("gone")), isOpen: true) == .unreadable)
    }

    @Test func aRowWithoutAScoreSaysWhy() {
        let row = PublishedSession.example("u/1", evidence: nil)
        #expect(row.score == nil && row.evidence == nil && row.band == nil)
        #expect(row.reason == NotScored.namesNobody.description)
        #expect(row.gestures == 240)
    }

    @Test func aRecordingThatCannotBeReadSaysNothingOfItsContent() {
        let report = SessionReport.example("u/1", .unreadable(UnreadableRecording("it is a FIFO")))
        let row = PublishedSession(report)
        #expect(row.reason == "it is a FIFO")
        #expect(row.gestures == nil && row.durationMs == nil)
    }

    @Test func reasonsAreInWords() throws {
        let row = PublishedSession.example("u/1", evidence: 2)
        let reason = try #require(row.reasons?.first)
        #expect(reason.words == FeatureSpace.pointer.features[0].phrases.higher)
        #expect(reason.feature == FeatureSpace.pointer.features[0].identifier)
    }
}
