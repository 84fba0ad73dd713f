import RecordingWriters
import Recordings
import Snapshots
import Synthesis
import TestSupport
import Testing

struct AsciicastChunkingTests {
    @Test(arguments: 1...3, 0..<8)
    func anyChunkingGivesTheSame(version: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let rows = Int.random(in: 0...300, using: &random)
        let plain = MadeUp.asciicast(version: version, rows: rows, using: &random)
        let whole = Reading(plain, format: nil)
        #expect(whole.facts.format == .asciicast && whole.error == nil)
        expectTheSameInPieces(plain, whole, using: &random)
    }

    @Test(arguments: 1...3, 100..<103)
    func everySingleCutAndEverySnapshotGivesTheSame(version: Int, seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let plain = Array(MadeUp.asciicast(version: version, rows: 40, using: &random).prefix(2500))
        let whole = Reading(plain)
        #expect(whole.error == nil && !whole.keys.isEmpty)
        try expectTheSameAtEveryCut(plain, whole)
    }

    @Test(arguments: ["true", "false", "null"])
    func aWordIsReadTheSameWhereverItIsCut(word: String) throws {
        let text = #"{"version": 2, "width": \#(word)}"# + "\n" + #"[1, "x", \#(word)]"# + "\n" + #"[2, "i", "a"]"#
        let whole = Reading(text)
        #expect(whole.error == nil && whole.keys.count == 1)
        try expectTheSameAtEveryCut(Array(text.utf8), whole)
    }

    /// What people typed is in nothing that comes out, wherever a recorder put it.
    @Test(arguments: 1...3)
    func typedTextStaysInside(version: Int) throws {
        let marker = "hunter2hunter2hunter2"
        let lines = [
            #"[1, "i", "\#(marker)"]"#, #"[1, "o", "\#(marker)"]"#, #"[1, "\#(marker)", "i"]"#,
            #"["\#(marker)", "i", "a"]"#,
            #"[1, "i", {"\#(marker)": 1}]"#, #"[1, "i", ["\#(marker)"]]"#, #"[1, "m", "\#(marker)"]"#,
        ]
        let broken = [#"[1, "i", "\#(marker)"#, marker, #"{"\#(marker)": 1}"#]
        let text =
            switch version {
            case 1: asciicast1().dropLast(2) + lines.joined(separator: ",") + "," + broken[0]
            case 2: asciicast2() + (lines + broken).joined(separator: "\n")
            default: asciicast3() + (lines + broken).joined(separator: "\n")
            }
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var said = ""
        for byte in text.utf8 {
            try reader.read([byte].span, using: &scratch) { said += "\($0.keys)" }
            var writer = SnapshotWriter()
            reader.snapshot(into: &writer)
            // What waits to be recognised is the beginning of the file.
            if reader.facts.format != nil { said += String(decoding: writer.bytes, as: UTF8.self) }
        }
        let facts = try reader.finish(using: &scratch) { said += "\($0.keys)" }
        said += "\(facts)" + (facts.rows.firstMalformed.map { "\($0.reason)" } ?? "")
        #expect(facts.rows.malformed >= 4)
        #expect(!said.contains("hunter2hunter2"))
    }
}
