import RecordingWriters
import Recordings
import Synthesis
import TestSupport
import Testing

struct TtyrecChunkingTests {
    @Test(arguments: 0..<20)
    func anyChunkingGivesTheSame(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let plain = MadeUp.ttyrec(records: Int.random(in: 1...300, using: &random), using: &random)
        let whole = Reading(plain)
        #expect(whole.error == nil && whole.facts.damage == nil)
        expectTheSameInPieces(plain, whole, using: &random)
    }

    @Test(arguments: 100..<104)
    func everySingleCutAndEverySnapshotGivesTheSame(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let plain = Array(MadeUp.ttyrec(records: 60, using: &random).prefix(2500)) + littleEndian(UInt64.max)
        let whole = Reading(plain)
        #expect(whole.error == nil && !whole.keys.isEmpty)
        try expectTheSameAtEveryCut(plain, whole)
    }
}
