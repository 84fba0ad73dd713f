import RecordingWriters
import Recordings
import Snapshots
import Synthesis
import TestSupport
import Testing

struct JSONLinesChunkingTests {
    @Test(arguments: 0..<20)
    func anyChunkingGivesTheSame(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let plain = MadeUp.jsonLines(rows: Int.random(in: 0...400, using: &random), using: &random)
        let whole = Reading(plain)
        #expect(whole.facts.format == .jsonLines && whole.error == nil)
        let rows = whole.facts.rows
        #expect(Int64(whole.events.count) == rows.total - rows.malformed - rows.unplaced)
        expectTheSameInPieces(plain, whole, using: &random)
    }

    private static let lines = [
        #"{"t":145.9,"kind":"press","x":459,"y":359,"button":"left","client":16}"#, "",
        #"{"kind":"k\u0065y","key":"a\"b"}"#,
        #"{"t":5,"kind":"move","x":1,"y":}"#, #"{"t":1e1,"kind":"wheel-up","x":1,"y":2,"z":[{}]}"#, #"{"kind":"end"}"#,
        "}",
    ]

    @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}", " \n"])
    func everySingleCutGivesTheSame(end: String, start: String) {
        let plain = Array((start + ([jsonLinesHeader] + Self.lines).map { $0 + end }.joined()).utf8)
        for bytes in [plain, gzip(plain), gzip(plain) + [0x1F, 0]] {
            let whole = Reading(bytes)
            #expect(whole.events.count == 2 && whole.facts.rows.malformed == 1)
            for cut in 1..<bytes.count { #expect(Reading(bytes, pieces: [cut, .max]) == whole) }
        }
    }

    @Test func aSnapshotAtAnyByteGoesOnTheSame() throws {
        let long = #"{"kind":"key","text":"\#(String(repeating: "a", count: 4200))"}"#
        let bytes = Array(([jsonLinesHeader, long] + Self.lines).map { $0 + "\n" }.joined().utf8)
        let whole = Reading(bytes)
        for cut in 0...bytes.count {
            var scratch = RecordingScratch()
            var events: [PointerEvent] = []
            var first = RecordingReader()
            try first.read(bytes.span.extracting(..<cut), using: &scratch) { events += $0.pointer }
            var writer = SnapshotWriter()
            first.snapshot(into: &writer)
            var snapshot = SnapshotReader(writer.bytes)
            var second = try RecordingReader(from: &snapshot)
            try snapshot.finish()
            #expect(second.facts == first.facts)
            let rest = bytes.span.extracting(Int(second.resumeOffset())...)
            try second.read(rest, using: &scratch) { events += $0.pointer }
            let facts = try second.finish(using: &scratch) { events += $0.pointer }
            #expect(events == whole.events && facts == whole.facts)
        }
    }

    /// A line that is still being written is read again instead of being kept, because what people typed may be in it.
    @Test(arguments: [false, true])
    func anUnfinishedLineIsInNoSnapshot(isCompressed: Bool) throws {
        let marker = "hunter2hunter2"
        let text = jsonLines(#"{"t":1,"kind":"input","text":"\#(marker)"}"#, #"{"t":2,"kind":"input","text":"a"}"#)
        let plain = Array(text.utf8)
        let start = try #require(plain.firstRange(of: Array(marker.utf8))?.lowerBound)
        // What is not compressed lies as it is in the file, so that a cut there is one in the text.
        let bytes = isCompressed ? gzip(plain, level: 0) : plain
        let cut = start + 8 + (isCompressed ? bytes.count - plain.count - 8 : 0)
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        try reader.read(bytes.span.extracting(..<cut), using: &scratch) { _ in }
        var writer = SnapshotWriter()
        reader.snapshot(into: &writer)
        #expect(writer.bytes.firstRange(of: Array("hunter".utf8)) == nil)
        let again = try RestartedReading(bytes, at: cut)
        #expect(again.isRestoredWhole && again.keys == Reading(bytes).keys && again.facts == Reading(bytes).facts)
    }

    /// What people typed is in nothing that comes out, wherever an adapter put it.
    @Test func typedTextStaysInside() throws {
        let marker = "hunter2hunter2"
        let lines = [
            #"{"t":5,"kind":"key","key":"\#(marker)"}"#, #"{"kind":"\#(marker)","x":1}"#, marker, #""\#(marker)""#,
            #"{"t":"\#(marker)","kind":"move","x":1,"y":2}"#,
            #"{"t":5,"kind":"press","x":1,"y":2,"button":"\#(marker)"}"#,
            #"{"\#(marker)":1,"kind":"move","t":5,"x":"\#(marker)","y":2}"#, #"{"kind":"key","text":"\#(marker)"#,
            #"{"kind":"key","text":"\#(String(repeating: marker, count: 400))"}"#,
        ]
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var said = ""
        for line in [jsonLinesHeader] + lines {
            try reader.read(Array((line + "\n").utf8).span, using: &scratch) { said += "\($0.pointer)" }
            said += Self.said(by: reader)
        }
        // At last known to be too long.
        let endless = #"{"kind":"key","text":"\#(String(repeating: marker, count: 400))"#
        for byte in endless.utf8 {
            try reader.read([byte].span, using: &scratch) { said += "\($0.pointer)" }
            let now = Self.said(by: reader)
            try #require(!now.contains("hunter2"))
        }
        #expect(reader.facts.rows.malformed == 6)
        #expect(!said.contains("hunter2"))
        let header = #"{"format":"gait-jsonl","version":2,"user":"\#(marker)"}"# + "\n"
        for wrong in [header, header.replacing("2,", with: "\"\(marker)\",")] {
            #expect(Reading(wrong).error.map { !"\($0)".contains("hunter2") } == true)
        }
    }

    private static func said(by reader: borrowing RecordingReader) -> String {
        var writer = SnapshotWriter()
        reader.snapshot(into: &writer)
        return String(decoding: writer.bytes, as: UTF8.self) + "\(reader.facts)"
            + (reader.facts.rows.firstMalformed.map { "\($0.reason)" } ?? "")
    }
}
