import RecordingWriters
import Recordings
import Snapshots
import Synthesis
import TestSupport
import Testing

extension MadeUp {
    /// A Guacamole recording, some of its instructions bad and some of its framing broken.
    static func guacamole(rows: Int, using random: inout SplitMix64) -> [UInt8] {
        var text = guacamoleMouse(1, 1, 0, 1)
        for _ in 0..<rows { text += guacamoleInstruction(using: &random) }
        return Array(text.utf8)
    }

    private static func guacamoleInstruction(using random: inout SplitMix64) -> String {
        let odd = ["", "nan", "-7", "99999999999999999999", "1.5", "x", "ü", "1e3"]
        func number(_ range: ClosedRange<Int>) -> String {
            let isOdd = Int.random(in: 0..<60, using: &random) == 0
            return isOdd ? odd.randomElement(using: &random)! : String(Int.random(in: range, using: &random))
        }
        let letters = ["A", "ö", "本", "😀", "5.mouse,1.1;", "\n"]
        func words() -> String {
            let letter = letters.randomElement(using: &random)!
            // Few instructions within a text, lest most rows be made up of them where the framing broke before it.
            let most = 300 / (letter.utf8.count * letter.utf8.count)
            return String(repeating: letter, count: Int.random(in: 0...most, using: &random))
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<60:
            let mask = String([0, 0, 0, 1, 1, 2, 4, 8, 16, 33].randomElement(using: &random)!)
            let numbers = [number(0...2000), number(0...2000), mask, number(0...(1 << 40))]
            let count = [3, 4, 4, 4, 4].randomElement(using: &random)!
            return RecordingWriters.guacamole(["mouse"] + numbers.prefix(count))
        case 60..<70: return RecordingWriters.guacamole("sync", number(0...(1 << 40)), "1")
        case 70..<80: return RecordingWriters.guacamole("key", "109", "1", "5")
        case 80..<96: return RecordingWriters.guacamole("blob", "1", words())
        case 96: return "7.clipboard,3.abc;"
        case 97:
            return String(RecordingWriters.guacamoleMouse(5, 6, 1, 7).prefix(Int.random(in: 1...20, using: &random)))
        case 98: return "\u{0}\u{0}\u{0}"
        default: return "4.blob,9999999."
        }
    }
}

struct GuacamoleChunkingTests {
    @Test(arguments: 0..<20)
    func anyChunkingGivesTheSame(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let plain = MadeUp.guacamole(rows: Int.random(in: 1...1500, using: &random), using: &random)
        let whole = Reading(plain)
        #expect(whole.error == nil && whole.facts.format == .guacamole && !whole.events.isEmpty)
        expectTheSameInPieces(plain, whole, using: &random)
    }

    /// A bit of everything that the decoder tells apart.
    private static let sample = Array(
        (guacamole("size", "0", "1600", "1200") + guacamole("sync", "6040506", "0") + guacamoleMouse(748, 64, 0)
            + guacamole("clipboard", "日本 😀;", "text/plain") + guacamoleMouse(-8, 64, 5, 6_041_530)
            + guacamole("mouse", "1", "x", "0") + guacamoleMouse(748, 64, 8, 6_041_531) + "4.size,1.00,"
            + ";5.mous;4.sync,2.77,1.0;5.mouse,1.1,1.2,1.1;5.mo;" + guacamoleMouse(1, 2, 0, 78)
            + guacamoleMouse(1, 3, 0, 79)).utf8
    )

    @Test func everySingleCutGivesTheSame() {
        let title = Array("4.name,3.".utf8) + [0xE9, 0x41, 0x41, 0x80, 0xF0, 0x80] + Array(";".utf8)
        for bytes in [Self.sample, gzip(Self.sample), title + Self.sample] {
            let whole = Reading(bytes)
            #expect(whole.events.count == 8 && whole.facts.rows.malformed == 3)
            for cut in 1..<bytes.count {
                #expect(Reading(bytes, pieces: [cut, .max]) == whole, "cut at \(cut)")
            }
        }
    }

    @Test func aSnapshotAtAnyByteIsGoneOnWith() throws {
        let whole = Reading(Self.sample)
        for cut in 0...Self.sample.count {
            var scratch = RecordingScratch()
            var reader = RecordingReader()
            var events: [PointerEvent] = []
            try reader.read(Self.sample.span.extracting(..<cut), using: &scratch) { events += $0.pointer }
            var writer = SnapshotWriter()
            reader.snapshot(into: &writer)
            #expect(writer.bytes.count < 200)
            var saved = SnapshotReader(writer.bytes)
            var restored = try RecordingReader(from: &saved)
            try saved.finish()
            // Before the format is known, nothing is kept.
            let start = reader.facts.format == nil ? 0 : cut
            #expect(restored.resumeOffset() == Int64(start))
            try restored.read(Self.sample.span.extracting(start...), using: &scratch) { events += $0.pointer }
            let facts = try restored.finish(using: &scratch) { events += $0.pointer }
            #expect(events == whole.events && facts == whole.facts, "cut at \(cut)")
        }
    }

    @Test func aDamagedSnapshotIsNoTrap() throws {
        var random = SplitMix64(seed: 5)
        for cut in stride(from: 0, to: Self.sample.count, by: 7) {
            var scratch = RecordingScratch()
            var reader = RecordingReader()
            try reader.read(Self.sample.span.extracting(..<cut), using: &scratch) { _ in }
            var writer = SnapshotWriter()
            reader.snapshot(into: &writer)
            for index in writer.bytes.indices {
                var bytes = writer.bytes
                bytes[index] = UInt8.random(in: 0...255, using: &random)
                var saved = SnapshotReader(bytes)
                do throws(SnapshotCorruption) {
                    var restored = try RecordingReader(from: &saved)
                    _ = try? restored.read(Self.sample.span, using: &scratch) { _ in }
                } catch {
                    #expect(error.byte <= bytes.count)
                }
            }
        }
    }

    /// Typed text and copied text, whole and where the framing breaks, leave nothing behind.
    @Test func textNeverLeavesTheDecoder() throws {
        let secret = "Tr0ub4dor"
        let good = guacamoleMouse(1, 2, 0, 7)
        let keys = secret.unicodeScalars.map { guacamole("key", "\($0.value)", "1", "7") }.joined()
        for text in [
            guacamole("clipboard", "text/plain", secret), guacamole(secret, secret), "5.mouse,9.\(secret),1.1;",
            "9.clipboard,3.\(secret);", secret, "5.\(secret)", "4.sync,9.\(secret);", keys, ";5.mou\(secret)",
        ] {
            let bytes = Array((good + text + good + good).utf8)
            for cut in 0...bytes.count {
                var scratch = RecordingScratch()
                var reader = RecordingReader(format: .guacamole)
                try reader.read(bytes.span.extracting(..<cut), using: &scratch) { _ in }
                var writer = SnapshotWriter()
                reader.snapshot(into: &writer)
                let said = "\(reader.facts)" + String(decoding: writer.bytes, as: UTF8.self)
                for start in 0...(secret.count - 3) {
                    let piece = secret.dropFirst(start).prefix(3)
                    #expect(!said.contains(piece), "\(text) cut at \(cut)")
                }
            }
        }
    }
}
