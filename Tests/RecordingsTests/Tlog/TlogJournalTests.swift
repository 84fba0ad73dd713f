import Foundation
import RecordingWriters
import Recordings
import TestSupport
import Testing

struct TlogJournalTests {
    private static let messages = [
        TlogText().message(1, "=80x24+5<1>1+90<1>1", input: "hä", output: "hä"),
        TlogText().message(2, at: 500, "<3+1>2+100[1/1", input: "\u{1B}[A\u{FFFD}", output: "\r\n", inputBytes: [200]),
    ]
    /// What else is in a journal: other programs' entries, among them texts that look like messages to a short glance.
    private static let others = ["Accepted password for anna", "", "{}", #"{"version":"2"}"#, #"{"a":{"ver":"2.3"}}"#]

    private static let mixed = [others[0], messages[0]] + others + [messages[1], others[1]]

    private static let plain = Reading(messages.map { $0 + "\n" }.joined())

    @Test func theMessagesOfAJournalAreRead() {
        #expect(Self.plain.keys.count == 7 && Self.plain.facts.rows.total == 2)
        for bytes in [
            TlogText.export(Self.mixed), TlogText.export(Self.mixed, withLength: true), TlogText.json(Self.mixed),
            TlogText.json(Self.mixed, asBytes: true),
        ] {
            let reading = Reading(bytes)
            #expect(reading.error == nil && reading.facts.format == .tlog)
            #expect(reading.keys == Self.plain.keys && reading.facts.rows == Self.plain.facts.rows)
            #expect(reading.facts.description == Self.plain.facts.description)
            #expect(reading.facts.span == Self.plain.facts.span)
        }
    }

    @Test func aJournalWithoutMessagesIsNoRecording() {
        for bytes in [TlogText.export(Self.others), TlogText.json(Self.others)] {
            #expect(
                Reading(bytes).error == RecordingError(.companion("a journal without a message of tlog's"), byte: 0)
            )
        }
    }

    /// Lengths that lie, entries that stop, and a message that its journal left out.
    @Test func badEntriesAreCounted() {
        let good = Self.messages[0]
        let lying = Array("__CURSOR=1\nDATA\n".utf8) + littleEndian(UInt64.max) + Array("x\n".utf8)
        let hidden = Reading(TlogText.export([good]) + lying + TlogText.export([Self.messages[1]]))
        #expect(hidden.keys.count == 4 && hidden.facts.rows.total == 1)
        let short = Array("MESSAGE\n".utf8) + littleEndian(UInt64(good.utf8.count - 4)) + Array(good.utf8) + [0x0A]
        let cut = Reading(Array("__CURSOR=1\n".utf8) + short)
        #expect(cut.facts.rows.firstMalformed?.reason == .missing("end") && cut.facts.rows.total == 1)
        let stopped = Reading(TlogText.json([good]) + Array("{\"MESSAGE\":\"{\\\"ver\\\":\\\"2.3\n".utf8))
        #expect(stopped.facts.rows.total == 3 && stopped.facts.rows.malformed == 2)
        let none = Reading(TlogText.json([good]) + Array((#"{"__CURSOR":"s","MESSAGE":null}"# + "\n").utf8))
        #expect(none.keys.count == 4 && none.facts.rows.malformed == 0)
    }

    /// The recordings that tlog is tested with: output only, some with a message that is lost or has a bad timing.
    @Test(
        .enabled(if: RealData.hasRecordings, RealData.absence),
        arguments: [
            ("journal-good.txt", 7, 0, nil, 80, 27_868),
            ("journal-missing-entry.txt", 16, 1, .lost(rows: 1), 91, 50_468),
            ("journal-bad-timing.txt", 4, 1, .word(field: "timing"), 54, 36_483),
        ] as [(String, Int64, Int64, MalformedRow.Reason?, Int, Int64)]
    )
    func realJournalsAreRead(
        name: String,
        rows: Int64,
        malformed: Int64,
        reason: MalformedRow.Reason?,
        echoes: Int,
        last: Int64
    ) throws {
        let file = RealData.recordings.appending(path: "tlog/\(name)")
        let reading = Reading(try [UInt8](Data(contentsOf: file)), pieces: [4096])
        #expect(reading.error == nil && reading.facts.format == .tlog && reading.facts.clock == .session)
        #expect(reading.facts.rows.total == rows && reading.facts.rows.malformed == malformed)
        #expect(reading.facts.rows.firstMalformed?.reason == reason)
        #expect(reading.keys.count == echoes && reading.keys.allSatisfy { $0.action == .echo })
        let times = reading.keys.map(\.time.milliseconds)
        #expect(times == times.sorted())
        #expect(reading.facts.span?.first.milliseconds == 0 && reading.facts.span?.last.milliseconds == last)
        #expect(reading.facts.description.user == RecordingName(bytes: Array("localuser1".utf8)))
        #expect(reading.facts.description.host == RecordingName(bytes: Array("mytesthost.example.test".utf8)))
        #expect(reading.facts.description.terminal == RecordingDescription.TerminalSize(columns: 103, lines: 27))
    }
}
