import RecordingWriters
import Snapshots
import TestSupport
import Testing

@testable import Recordings

struct RecordingReaderSnapshotTests {
    private static let problems: [RecordingError.Problem] = [
        .empty, .unknownFormat, .wrongHeader(expected: "a,b"),
        .mostlyMalformed(malformed: 11, rows: 20, first: .number(field: "x")),
        .corruptCompression("invalid distance too far back"), .compressionEndsEarly, .tooLarge(limit: 1 << 33),
        .expandsTooMuch(ratio: 200),
    ]

    private static let reasons: [MalformedRow.Reason] = [
        .fieldCount, .number(field: "client timestamp"), .word(field: "state"), .tooLong(limit: 4096),
        .lost(rows: 3), .outOfOrder, .foreign,
    ]

    @Test(arguments: problems, [nil, Int64(7)])
    func errorsComeBack(problem: RecordingError.Problem, line: Int64?) throws {
        let error = RecordingError(problem, line: line, byte: 1 << 40)
        var writer = SnapshotWriter()
        error.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        #expect(try RecordingError(from: &reader) == error)
        try reader.finish()
    }

    @Test(arguments: reasons)
    func countsOfRowsComeBack(reason: MalformedRow.Reason) throws {
        var rows = RowCounts()
        rows.total = 1 << 33
        rows.malformed = 3
        rows.unplaced = 200
        rows.firstMalformed = MalformedRow(line: 12, byte: 480, reason: reason)
        var writer = SnapshotWriter()
        rows.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        #expect(try RowCounts(from: &reader) == rows)
    }

    private func restored(_ recording: borrowing RecordingReader) throws -> RecordingReader {
        var writer = SnapshotWriter()
        recording.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        let restored = try RecordingReader(from: &reader)
        try reader.finish()
        return restored
    }

    /// What cannot be read cannot be read after a restart either, for the same reason.
    @Test(arguments: ["no recording of any format\n", "record timestamp,client timestamp,button\n1,1,1\n"])
    func aFailureComesBack(text: String) throws {
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var failure: RecordingError?
        do throws(RecordingError) {
            try reader.read(Array(text.utf8).span, using: &scratch) { _ in }
        } catch {
            failure = error
        }
        #expect(failure != nil)
        var again = try restored(reader)
        #expect(again.wantedStream == nil)
        do throws(RecordingError) {
            try again.read(Array("more\n".utf8).span, using: &scratch) { _ in }
            Issue.record("the recording was read on")
        } catch {
            #expect(error == failure)
        }
    }

    private static let text =
        "record timestamp,client timestamp,button,state,x,y\n"
        + (0..<500).map { "\($0).5,\($0).25,NoButton,Move,\($0),7\n" }.joined()

    /// Corrupt data ends what is decoded; nothing of it is read again.
    @Test func damageComesBack() throws {
        var bytes = gzip(Array(Self.text.utf8))
        for index in bytes.count / 2..<bytes.count / 2 + 40 { bytes[index] = 0xFF }
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        try reader.read(bytes.span, using: &scratch) { _ in }
        var again = try restored(reader)
        #expect(again.facts.damage != nil)
        #expect(again.facts == reader.facts)
        #expect(again.resumeOffset() == Int64(bytes.count))
        let facts = try again.finish(using: &scratch) { _ in }
        #expect(try reader.finish(using: &scratch) { _ in } == facts)
    }

    /// What waits for another stream behind corrupt data is decompressed again.
    @Test(arguments: [1, 100, .max])
    func whatWaitsOfADamagedStreamIsNotKept(rows: Int) throws {
        let timing = String(repeating: "4 0.001 1\n", count: 20_000)
        var bytes = gzip(Array(timing.utf8), level: 9)
        bytes[bytes.count - 6] ^= 1
        let streams = [
            StreamName.main: bytes, StreamName("ttyout"): Array(repeating: UInt8(ascii: "x"), count: 20_000),
        ]
        let whole = Reading(streams: streams, format: .sudoLog)
        #expect(whole.error == nil && whole.facts.damage != nil)
        #expect(whole.facts.rows.total == 20_000)
        let restarted = try RestartedStreamsReading(
            streams,
            piece: rows == .max ? 1 << 20 : rows * 97,
            format: .sudoLog
        )
        #expect(restarted.facts == whole.facts)
        #expect(restarted.keys == whole.keys)
        #expect(restarted.commands == whole.commands && restarted.titles == whole.titles)
        #expect(restarted.longestSnapshot < 4000)
    }

    /// A compressed file that lost what had been decoded is told as cut, and no row is read twice.
    @Test func aCompressedFileThatShrankEndsEarly() throws {
        let bytes = gzip(Array(Self.text.utf8))
        let kept = bytes.count / 4
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var count = 0
        try reader.read(bytes.span, using: &scratch) { count += $0.pointer.count }
        var again = try restored(reader)
        #expect(again.resumeOffset() == 0)
        #expect(again.facts == reader.facts)
        try again.read(bytes.span.extracting(..<kept), using: &scratch) { count += $0.pointer.count }
        let facts = try again.finish(using: &scratch) { count += $0.pointer.count }
        #expect(facts.endsEarlyAt == Int64(kept))
        #expect(count == 500)
    }

    /// Stopped while a compressed file is read again from its start.
    @Test func aSnapshotOfAResumingReaderIsThatOfTheStoppedOne() throws {
        let bytes = gzip(Array(Self.text.utf8))
        let cut = bytes.count * 3 / 4
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var events: [PointerEvent] = []
        try reader.read(bytes.span.extracting(..<cut), using: &scratch) { events += $0.pointer }
        var again = try restored(reader)
        try again.read(bytes.span.extracting(..<(cut / 3)), using: &scratch) { events += $0.pointer }
        var third = try restored(again)
        #expect(third.resumeOffset() == 0)
        #expect(third.facts == reader.facts)
        try third.read(bytes.span, using: &scratch) { events += $0.pointer }
        let facts = try third.finish(using: &scratch) { events += $0.pointer }
        let whole = Reading(bytes)
        #expect(events == whole.events)
        #expect(facts == whole.facts)
    }

    /// A plain file that is compressed while it is read, wherever that happens.
    @Test(arguments: [0, 1, 20, 51, 300, 5000, text.utf8.count])
    func aCompressedCopyIsGoneOnWith(cut: Int) throws {
        let bytes = Array(Self.text.utf8)
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var events: [PointerEvent] = []
        try reader.read(bytes.span.extracting(..<cut), using: &scratch) { events += $0.pointer }
        reader.continueInCompressedCopy()
        var again = try restored(reader)
        #expect(again.resumeOffset() == 0)
        try again.read(gzip(bytes).span, using: &scratch) { events += $0.pointer }
        let facts = try again.finish(using: &scratch) { events += $0.pointer }
        let whole = Reading(gzip(bytes))
        #expect(events == whole.events)
        #expect(facts == whole.facts)
    }

    @Test func anUnknownFormatIsACorruption() throws {
        var writer = SnapshotWriter()
        RecordingReader(format: .sessionCSV).snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        #expect(throws: SnapshotCorruption.self) { _ = try RecordingReader(from: &reader, formats: []).facts }
    }
}
