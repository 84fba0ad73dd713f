import RecordingWriters
import Recordings
import Synthesis
import TestSupport
import Testing

/// Recordings that a seeded generator makes up, some of their rows bad.
enum MadeUp {
    static func sessionCSV(rows: Int, using random: inout SplitMix64) -> [UInt8] {
        var text = "record timestamp,client timestamp,button,state,x,y\n"
        for _ in 0..<rows { text += row(using: &random) }
        return Array(text.utf8)
    }

    private static func row(using random: inout SplitMix64) -> String {
        let odd = ["", "nan", "1e-05", "-1.5", "inf", "x", "12", "\u{0}", String(repeating: "3", count: 300)]
        func number(_ ordinary: String) -> String {
            Int.random(in: 0..<40, using: &random) == 0 ? odd.randomElement(using: &random)! : ordinary
        }
        func coordinate() -> String { number(String(Int.random(in: 0...2000, using: &random))) }
        func time() -> String {
            let whole = Int.random(in: 0...(1 << Int.random(in: 0...20, using: &random)), using: &random)
            let fraction = Int.random(in: 0...(1 << Int.random(in: 0...38, using: &random)), using: &random)
            return number("\(whole).\(fraction)")
        }
        let words = [
            "NoButton,Move", "NoButton,Move", "NoButton,Drag", "Left,Pressed", "Left,Released", "Scroll,Up",
            "Scroll,Down", "Middle,Pressed", "Right,Released", "New,Thing",
        ]
        let end = ["\n", "\n", "\n", "\n", "\r\n", "\n\n"].randomElement(using: &random)!
        let word = words.randomElement(using: &random)!
        return "\(time()),\(time()),\(word),\(coordinate()),\(coordinate())\(end)"
    }

    static func pieces(upTo most: Int, using random: inout SplitMix64) -> [Int] {
        (0..<2000).map { _ in Int.random(in: 1...most, using: &random) }
    }
}

/// Expects that a recording gives in random pieces what it gave in one, and compressed the same.
func expectTheSameInPieces(
    _ plain: [UInt8],
    _ whole: Reading,
    using random: inout SplitMix64,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let packed = gzip(plain)
    let unpacked = Reading(packed)
    #expect(unpacked.events == whole.events && unpacked.keys == whole.keys, sourceLocation: sourceLocation)
    #expect(unpacked.commands == whole.commands && unpacked.titles == whole.titles, sourceLocation: sourceLocation)
    #expect(unpacked.facts.rows == whole.facts.rows, sourceLocation: sourceLocation)
    #expect(unpacked.facts.bytesDecoded == Int64(plain.count), sourceLocation: sourceLocation)
    #expect(unpacked.facts.bytesRead == Int64(packed.count), sourceLocation: sourceLocation)
    for most in [1, 2, 3, 7, 50, 97, 400, 5000] {
        let pieces = MadeUp.pieces(upTo: most, using: &random)
        #expect(Reading(plain, pieces: pieces) == whole, sourceLocation: sourceLocation)
        #expect(Reading(packed, pieces: pieces) == unpacked, sourceLocation: sourceLocation)
    }
}

/// Expects that a recording, cut in two anywhere, gives what it gave in one, also where the reader is restored at the cut.
func expectTheSameAtEveryCut(
    _ bytes: [UInt8],
    _ whole: Reading,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    for cut in 1..<bytes.count {
        #expect(Reading(bytes, pieces: [cut, .max]) == whole, "cut at \(cut)", sourceLocation: sourceLocation)
        let restarted = try RestartedReading(bytes, at: cut)
        #expect(restarted.events == whole.events && restarted.keys == whole.keys, sourceLocation: sourceLocation)
        #expect(
            restarted.commands == whole.commands && restarted.titles == whole.titles,
            "cut at \(cut)",
            sourceLocation: sourceLocation
        )
        #expect(restarted.facts == whole.facts && restarted.isRestoredWhole, sourceLocation: sourceLocation)
    }
}

struct ChunkingTests {
    @Test(arguments: 0..<20)
    func anyChunkingGivesTheSame(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let plain = MadeUp.sessionCSV(rows: Int.random(in: 0...400, using: &random), using: &random)
        let whole = Reading(plain)
        #expect(
            Int64(whole.events.count) == whole.facts.rows.total - whole.facts.rows.malformed - whole.facts.rows.unplaced
        )
        expectTheSameInPieces(plain, whole, using: &random)
    }

    @Test func everySingleCutGivesTheSame() {
        let row = "0.145999908447,0.0159999999742,NoButton,Move,459,359\r\n"
        let plain = Array(sessionCSV().utf8) + Array(String(repeating: row, count: 4).utf8)
        for bytes in [
            plain, [0xEF, 0xBB, 0xBF] + plain, gzip(plain), gzip(plain) + gzip(Array(row.utf8)) + [0x1F, 0],
        ] {
            let whole = Reading(bytes)
            #expect(whole.events.count >= 4)
            for cut in 1..<bytes.count {
                #expect(Reading(bytes, pieces: [cut, .max]) == whole)
            }
        }
    }

    @Test func batchesAreNeverEmptyNorTooLarge() throws {
        var random = SplitMix64(seed: 99)
        let plain = MadeUp.sessionCSV(rows: 5000, using: &random)
        var scratch = RecordingScratch()
        var reader = RecordingReader()
        var sizes: [Int] = []
        try reader.read(plain.span, using: &scratch) { sizes.append($0.pointer.count) }
        _ = try reader.finish(using: &scratch) { sizes.append($0.pointer.count) }
        #expect(sizes.allSatisfy { 1...EventBatch.capacity ~= $0 })
        #expect(sizes.dropLast().allSatisfy { $0 == EventBatch.capacity - EventBatch.mostEventsOfRow + 1 })
    }
}
