import Foundation
import Recordings
import TestSupport
import Testing

@Suite(.enabled(if: RealData.hasRecordings, RealData.absence))
struct AsciicastRealRecordingsTests {
    private static let folder = RealData.recordings.appending(path: "asciicast")

    private static func reading(_ name: String) throws -> Reading {
        Reading(try [UInt8](Data(contentsOf: folder.appending(path: name))), pieces: [1000])
    }

    @Test func everyFileIsRead() throws {
        let files = try RealData.entries(of: Self.folder)
        #expect(files.count == 10)
        for file in files {
            let reading = try Self.reading(file.lastPathComponent)
            #expect(reading.error == nil && reading.facts.damage == nil, "\(file.lastPathComponent)")
            #expect(reading.facts.format == .asciicast && reading.facts.rows.malformed == 0)
            #expect(reading.facts.rows.total > 0)
            #expect(reading.facts.description.terminal != nil)
            #expect(reading.facts.isComplete == (file.pathExtension == "json"))
        }
    }

    /// The keys `vim tests/vim.cast`, as far as fish leaves them to be typed, the way through vim, and its end.
    @Test func theInputOfADemonstrationIsReadAtItsTimes() throws {
        let reading = try Self.reading("demo.cast")
        let typed = reading.keys.filter { $0.action == .input }
        let start: Int64 = 1_509_091_818_000
        #expect(typed.prefix(4).map { $0.time.milliseconds - start } == [1512, 1616, 1695, 2752])
        #expect(typed.prefix(4).map(\.keyClass) == [.letterLeft, .letterRight, .letterRight, .enter])
        #expect(reading.facts.clock == .wall && reading.facts.span?.first.milliseconds == start)
        #expect(reading.facts.description.terminal == .init(columns: 75, lines: 18))
    }

    /// In the old version there is output alone; what was typed shows as echoes.
    @Test func theEchoesOfAnOldDemonstrationAreRead() throws {
        let reading = try Self.reading("demo.json")
        #expect(reading.keys.allSatisfy { $0.action == .echo } && reading.facts.clock == .session)
        #expect(reading.keys.prefix(4).map(\.keyClass) == [.letterLeft, .letterRight, .letterRight, .enter])
        #expect(reading.keys.prefix(4).map(\.time.milliseconds) == [1937, 2001, 2033, 2224])
        #expect(reading.facts.span?.last.milliseconds == 6457)
    }

    @Test func relativeAndAbsoluteTimesAreTheSame() throws {
        let second = try Self.reading("full-v2.cast")
        let third = try Self.reading("full-v3.cast")
        let start: Int64 = 1_509_091_818_000
        #expect(second.keys.map { $0.time.milliseconds - start } == [0, 2300, 10500])
        #expect(third.keys.map { $0.time.milliseconds - start } == [0, 1300, 13400])
        #expect(second.keys.map(\.action) == [.echo, .input, .echo])
        #expect(second.keys.map(\.keyClass) == [.otherLetter, .enter, .enter])
        #expect(second.keys.map(\.keyClass) == third.keys.map(\.keyClass))
    }
}
