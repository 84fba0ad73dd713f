import Foundation
import RecordingWriters
import Recordings
import TestSupport
import Testing

/// Real sessions, converted to Gait's own format.
@Suite(.enabled(if: RealData.isPresent, RealData.absence))
struct JSONLinesConversionTests {
    /// Some sessions of each user.
    private static func sessions() throws -> [[UInt8]] {
        try RealData.entries(of: RealData.balabitTest).flatMap { user in
            try RealData.entries(of: user).prefix(3).map { [UInt8](try Data(contentsOf: $0)) }
        }
    }

    /// Events have whole ms, and so both clocks come back to the last bit.
    @Test func eventsInWholeMillisecondsComeBack() throws {
        let sessions = try Self.sessions()
        #expect(sessions.count >= 10)
        for session in sessions {
            let original = Reading(session)
            let converted = jsonLines(original.events)
            for reading in [Reading(converted), Reading(converted, pieces: [1000]), Reading(gzip(converted))] {
                #expect(reading.events == original.events)
                #expect(reading.facts.format == .jsonLines)
                #expect(reading.facts.rows.total == Int64(original.events.count) && reading.facts.rows.malformed == 0)
            }
        }
    }

    /// Times below a millisecond round as those of the CSV do: an adapter may hand on what it has.
    @Test func timesBelowAMillisecondRoundAsThoseOfTheCSV() throws {
        for session in try Self.sessions() {
            var text = jsonLinesHeader + "\n"
            for line in session.split(separator: UInt8(ascii: "\n")).dropFirst() {
                let fields = line.split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
                let time = try #require(Double(fields[0])) * 1000
                let client = try #require(Double(fields[1])) * 1000
                text += #"{"t":\#(time),"client":\#(client),"kind":"move","x":\#(fields[4]),"y":\#(fields[5])}"# + "\n"
            }
            let (original, converted) = (Reading(session).events, Reading(text).events)
            #expect(converted.map(\.recorderTime) == original.map(\.recorderTime))
            #expect(converted.map(\.clientTime) == original.map(\.clientTime))
            #expect(converted.map(\.x) == original.map(\.x) && converted.map(\.y) == original.map(\.y))
        }
    }
}
