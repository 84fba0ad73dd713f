import Foundation
import RecordingWriters
import Recordings
import TestSupport
import Testing

/// Real sessions of another recorder, written as guacd would have and read again.
@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct GuacamoleConversionTests {
    /// Both formats count whole ms, so that not even a ms is lost. One clock remains of two.
    @Test func eventsAreTheSameButForTheSecondClock() throws {
        for user in try RealData.entries(of: RealData.balabitTraining) {
            let later = RealData.balabitTest.appending(path: user.lastPathComponent)
            let sessions = try RealData.entries(of: user).prefix(2) + RealData.entries(of: later).prefix(20)
            var count = 0
            var unsayable = 0
            for session in sessions {
                let events = Reading([UInt8](try Data(contentsOf: session))).events
                var encoder = GuacamoleEncoder()
                for event in events { encoder.append(event) }
                let bytes = Array(encoder.text.utf8)
                let reading = Reading(bytes, pieces: [65536])
                try #require(reading.error == nil)
                #expect(reading.facts.rows.malformed == 0)
                #expect(reading.events == encoder.expected, "\(session.path)")
                #expect(Reading(gzip(bytes), pieces: [4096]).events == encoder.expected, "\(session.path)")
                let changed = zip(events, encoder.expected).count { $0.kind != $1.kind || $0.x != $1.x || $0.y != $1.y }
                if encoder.unsayable == 0 { #expect(changed == 0, "\(session.path)") }
                count += events.count
                unsayable += encoder.unsayable
            }
            // Two of the sessions' two million events press a button that is down already, two are of a fourth button.
            #expect(count > 10_000 && unsayable <= 4)
        }
    }
}
