@testable import Recordings
import RecordingWriters
import Snapshots
import Synthesis
import TestSupport
import Testing

struct JSONLinesFileTests {
    private let row = #"{"t":5,"kind":"move","x":1,"y":2}"#

    @Test(arguments: [
        jsonLinesHeader, #"{"format": "gait-jsonl", "version": 1}"#, "\u{FEFF}" + jsonLinesHeader,
        "\n\r\n \t\n" + jsonLinesHeader,
        "\u{FEFF}\n" + jsonLinesHeader, #" {"format" :"gait-jsonl","version":1e0,"user":"anna","clock":"wall"}"#,
        #"{"format":"gait-jsonl","kind":"move","start":"2026-05-04T10:00:00Z","more":{"a":[1]},"version":1.0}"#,
    ])
    func headersOfVersionOneAreRead(header: String) {
        for end in ["\n", "\r\n", "\n\n", " \n"] {
            for pieces in [[Int.max], [1]] {
                let reading = Reading("\(header)\(end)\(row)\(end)\(row)", pieces: pieces)
                #expect(reading.facts.format == .jsonLines)
                #expect(reading.events.count == 2 && reading.facts.rows.total == 2)
            }
        }
        let empty = Reading(header)
        #expect(empty.error == nil && empty.events.isEmpty && empty.facts.rows == RowCounts())
    }

    @Test(arguments: [
        #"{"format":"gait-jsonl"}"#, #"{"format":"gait-jsonl","version":"1"}"#,
        #"{"format":"gait-jsonl","version":null}"#,
        #"{"format":"gait-jsonl","version":1"#, #"{"format":"gait-jsonl","version":1}}"#, #"{"format":"gait-jsonl",}"#,
        #"{"format":"gait-jsonl" "version":1}"#, #"{"format":"gait-jsonl","version":1e999}"#,
        #"{"format":"gait-jsonl""#,
        #"{"format":"gait-jsonl","version":01}"#, "{\"format\":\n\"gait-jsonl\",\"version\":1}",
    ])
    func wrongHeadersAreUnreadable(header: String) {
        let expected = RecordingError(.wrongHeader(expected: jsonLinesHeader), line: 1, byte: 0)
        #expect(Reading("\(header)\n\(row)\n").error == expected)
        #expect(Reading("\(header)\n\(row)\n", pieces: [1]).error == expected)
        #expect(Reading(header).error == expected)
        #expect(
            Reading("\n\(header)").error == RecordingError(.wrongHeader(expected: jsonLinesHeader), line: 2, byte: 1)
        )
    }

    @Test(arguments: [row(""), row(",\"x\":1"), "\n\n", ""])
    func aRecordingOfAnotherFormatIsTold(text: String) {
        #expect(Reading("x" + text, format: .jsonLines).error?.problem == .wrongHeader(expected: jsonLinesHeader))
        #expect(
            Reading(text.isEmpty ? "\n" : text, format: .jsonLines).error?.problem
                == .wrongHeader(expected: jsonLinesHeader)
        )
    }

    private static func row(_ more: String) -> String { #"{"t":5,"kind":"move","y":2\#(more)}"# }

    @Test(arguments: ["0", "2", "-1", "1.5", "1e300", "9223372036854775808"])
    func otherVersionsAreUnsupported(version: String) {
        for pieces in [[Int.max], [1]] {
            let reading = Reading(
                #"{"format":"gait-jsonl","version":\#(version)}"# + "\n" + row,
                pieces: pieces
            )
            let description = "the recording is of another version of gait-jsonl than 1"
            #expect(reading.error?.description.contains(description) == true)
        }
    }

    @Test(arguments: [4100, 5000, 1 << 20])
    func longHeadersAreUnsupported(length: Int) {
        let start = #"{"format":"gait-jsonl","version":1,"notes":""#
        let header = start + String(repeating: "x", count: length - start.utf8.count - 2) + #""}"#
        let whole = Reading(header + "\n" + row + "\n")
        #expect(whole.error?.description.contains("a header of more than 4096 bytes") == true)
        #expect(whole.events.isEmpty)
        for text in [header, header + "\n"] {
            for pieces in [[1000], [length - 1, 1], [length, 1]] { #expect(Reading(text, pieces: pieces) == whole) }
        }
        // It is told as soon as it is clear.
        #expect(Reading(String(header.prefix(4100))) == whole)
    }

    @Test func lineOfTheLimitIsStillRead() {
        let long = row.dropLast() + String(repeating: " ", count: 4096 - row.utf8.count) + "}"
        for pieces in [[Int.max], [1], [1000]] {
            let reading = Reading(jsonLines(String(long), long + " "), pieces: pieces)
            #expect(reading.events.count == 1)
            #expect(reading.facts.rows.firstMalformed?.reason == .tooLong(limit: 4096))
        }
    }

    @Test(arguments: [#"{"kind":"end"}"#, #"{"t":9,"kind":"\u0065nd","x":"?"} "#])
    func whatFollowsTheEndMarkIsIgnored(mark: String) {
        for rest in ["", "\n", "\n\(row)\n", "\nrubbish\n", "\n" + String(repeating: "{", count: 10_000)] {
            for pieces in [[Int.max], [1], [100]] {
                let reading = Reading(jsonLines(row, row) + mark + rest, pieces: pieces)
                #expect(reading.events.count == 2)
                #expect(reading.facts.rows.total == 2 && reading.facts.rows.malformed == 0)
                #expect(reading.facts.bytesRead == Int64((jsonLines(row, row) + mark + rest).utf8.count))
            }
        }
    }

    /// The decoder says that the recording is complete once its end mark is whole, not before, and after a restart too.
    @Test func theEndMarkMakesTheRecordingComplete() throws {
        let bytes = Array((jsonLines(row) + #"{"kind":"end"}"# + "\n").utf8)
        var decoder = JSONLinesDecoder()
        var batch = EventBatch()
        #expect(try decoder.decode(bytes.span.extracting(droppingLast: 1), into: &batch) == bytes.count - 1)
        #expect(!decoder.isComplete)
        #expect(try decoder.decode(bytes.span.extracting(last: 1), into: &batch) == 1)
        #expect(decoder.isComplete && decoder.wantedStream == .main)
        var writer = SnapshotWriter()
        decoder.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        var restored = JSONLinesDecoder()
        try restored.restore(from: &reader)
        #expect(restored.isComplete)
        var ending = JSONLinesDecoder()
        batch.removeAll()
        _ = try ending.decode(bytes.span.extracting(droppingLast: 1), into: &batch)
        try ending.endStream(isCut: false, into: &batch)
        #expect(ending.isComplete && ending.wantedStream == nil)
    }

    @Test func aPartThatGoesOnMayLackTheHeader() throws {
        for text in [row, jsonLinesHeader + "\n" + row, "\n\(row)\n", "\u{FEFF}\(row)"] {
            var scratch = RecordingScratch()
            var reader = RecordingReader(format: .jsonLines, isContinuation: true)
            var count = 0
            try reader.read(Array(text.utf8).span, using: &scratch) { count += $0.pointer.count }
            let rows = try reader.finish(using: &scratch) { count += $0.pointer.count }.rows
            #expect(count == 1 && rows.total == 1)
        }
    }

    @Test func anUnfinishedRowOfACutStreamIsLeftOut() {
        let packed = gzip(Array(jsonLines(row, row).utf8), level: 0)
        // The stored block ends behind the last line's closing brace; the check value is lost.
        let reading = Reading(Array(packed.dropLast(9)))
        #expect(reading.events.count == 1)
        #expect(reading.facts.endsEarlyAt != nil)
    }

    @Test func moreThanHalfMalformedIsUnreadable() {
        func reading(good: Int, bad: Int) -> Reading {
            let rows = Array(repeating: row, count: good) + Array(repeating: "{}", count: bad)
            return Reading(([jsonLinesHeader] + rows).map { $0 + "\n" }.joined())
        }
        #expect(reading(good: 10, bad: 10).error == nil)
        let problem = RecordingError.Problem.mostlyMalformed(malformed: 11, rows: 20, first: .missing("kind"))
        #expect(reading(good: 9, bad: 11).error?.problem == problem)
    }
}
