import RecordingWriters
import Recordings
import Snapshots
import Synthesis
import TestSupport
import Testing

extension MadeUp {
    static func wallix(chunks: Int, using random: inout SplitMix64) -> WallixWriter {
        var writer = WallixWriter()
        var time = UInt64.random(in: 0...1000, using: &random)
        for _ in 0..<chunks {
            time += UInt64.random(in: 0...20_000, using: &random)
            switch Int.random(in: 0..<30, using: &random) {
            case 0: writer.times(time, WallixWriter.start + time)
            case 1, 2:
                let length = Int.random(in: 0...(1 << Int.random(in: 0...11, using: &random)), using: &random)
                let kind = UInt16.random(in: 0...9, using: &random) | 0x1000
                writer.chunks += WallixWriter.chunk(
                    kind,
                    (0..<length).map { _ in UInt8.random(in: 0...9, using: &random) }
                )
            case 3:
                let length = Int.random(in: 0...16, using: &random)
                writer.chunks += WallixWriter.chunk(0x03F0, [UInt8](repeating: 1, count: length))
            default:
                let x = UInt16.random(in: 0...1919, using: &random)
                let y = UInt16.random(in: 0...1079, using: &random)
                writer.stamp(time, x, y, typed: Bool.random(using: &random) ? "" : "abc")
            }
        }
        return writer
    }
}

struct WallixChunkingTests {
    @Test(arguments: 0..<20)
    func anyChunkingGivesTheSame(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let writer = MadeUp.wallix(chunks: Int.random(in: 0...5000, using: &random), using: &random)
        let expected = Reading(writer.bytes)
        let frameLength = Int.random(in: 1...5000, using: &random)
        for bytes in [writer.bytes, writer.compressed(), writer.compressed(frameLength: frameLength)] {
            let whole = Reading(bytes)
            #expect(whole.error == nil && whole.facts.damage == nil)
            #expect(whole.events == expected.events && whole.facts.rows == expected.facts.rows)
            for most in [1, 2, 3, 7, 50, 400, 5000] {
                #expect(Reading(bytes, pieces: MadeUp.pieces(upTo: most, using: &random)) == whole)
            }
        }
    }

    /// One byte of compressed data can be the end of many events, more than a batch has room for.
    @Test func repeatedStampsFillManyBatches() {
        var writer = WallixWriter()
        for _ in 0..<100_000 { writer.stamp(8_000, 5, 5) }
        let bytes = writer.compressed()
        let whole = Reading(bytes)
        #expect(whole.events.count == 100_000)
        #expect(Reading(bytes, pieces: [1]) == whole)
        #expect(Reading(bytes, pieces: [2]) == whole)
    }

    @Test(arguments: 100..<103)
    func everySingleCutAndEverySnapshotGivesTheSame(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let writer = MadeUp.wallix(chunks: 40, using: &random)
        for bytes in [
            writer.bytes, writer.compressed(), writer.compressed(frameLength: 33), gzip(writer.compressed()),
        ] {
            let whole = Reading(bytes)
            #expect(!whole.events.isEmpty)
            try expectTheSameAtEveryCut(bytes, whole)
        }
    }

    /// Stopped while a compressed recording is read again from its start, and gone on with in a compressed copy of its file.
    @Test(arguments: [false, true])
    func aSnapshotOfAReplayIsThatOfTheStoppedOne(isCopied: Bool) throws {
        var random = SplitMix64(seed: 7)
        let bytes = MadeUp.wallix(chunks: 3000, using: &random).compressed(frameLength: 500)
        let whole = Reading(bytes)
        let cut = bytes.count * 3 / 4
        var scratch = RecordingScratch()
        var events: [PointerEvent] = []
        func restored(_ reader: borrowing RecordingReader) throws -> RecordingReader {
            var writer = SnapshotWriter()
            reader.snapshot(into: &writer)
            var snapshot = SnapshotReader(writer.bytes)
            let restored = try RecordingReader(from: &snapshot)
            try snapshot.finish()
            return restored
        }
        var first = RecordingReader()
        try first.read(bytes.span.extracting(..<cut), using: &scratch) { events += $0.pointer }
        var second = try restored(first)
        #expect(second.resumeOffset() == 0 && second.facts == first.facts)
        try second.read(bytes.span.extracting(..<(cut / 2)), using: &scratch) { events += $0.pointer }
        #expect(second.facts == first.facts)
        if isCopied { second.continueInCompressedCopy() }
        var third = try restored(second)
        #expect(third.resumeOffset() == 0 && third.facts.rows == first.facts.rows)
        let rest = isCopied ? gzip(bytes) : bytes
        try third.read(rest.span, using: &scratch) { events += $0.pointer }
        let facts = try third.finish(using: &scratch) { events += $0.pointer }
        #expect(events == whole.events)
        #expect(facts.rows == whole.facts.rows && facts.endsEarlyAt == nil)
    }

    @Test func aReplayOfAFileThatShrankEndsEarly() throws {
        var random = SplitMix64(seed: 8)
        let bytes = MadeUp.wallix(chunks: 3000, using: &random).compressed()
        var scratch = RecordingScratch()
        var first = RecordingReader()
        try first.read(bytes.span, using: &scratch) { _ in }
        var writer = SnapshotWriter()
        first.snapshot(into: &writer)
        #expect(writer.bytes.count < 100)
        var snapshot = SnapshotReader(writer.bytes)
        var second = try RecordingReader(from: &snapshot)
        var count = 0
        try second.read(bytes.span.extracting(..<(bytes.count / 2)), using: &scratch) { count += $0.pointer.count }
        let facts = try second.finish(using: &scratch) { count += $0.pointer.count }
        #expect(count == 0 && facts.endsEarlyAt == Int64(bytes.count / 2))
    }
}
