import RecordingWriters
import Recordings
import Synthesis
import TestSupport
import Testing

extension MadeUp {
    static func pyRDP(records: Int, using random: inout SplitMix64) -> [UInt8] {
        var writer = PyRDPWriter()
        writer.record(7, [UInt8](repeating: 3, count: Int.random(in: 0...400, using: &random)))
        for index in 0..<records {
            let time = PyRDPWriter.start + UInt64(index * 8)
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                let length = Int.random(in: 0...(1 << Int.random(in: 0...12, using: &random)), using: &random)
                writer.record(UInt16.random(in: 2...9, using: &random) | 8, time: time, bytes(length, using: &random))
            case 1:
                writer.record(1, time: time, bytes(Int.random(in: 0...40, using: &random), using: &random))
            default:
                let count = Int.random(in: 1...(1 << Int.random(in: 0...7, using: &random)), using: &random)
                writer.input(time: time, (0..<count).map { _ in event(using: &random) })
            }
        }
        if Bool.random(using: &random) { writer.record(5) }
        return writer.bytes
    }

    private static func bytes(_ count: Int, using random: inout SplitMix64) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private static func event(using random: inout SplitMix64) -> [UInt8] {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: [0x00, 0x1E]
        case 1: [0x60]
        case 2: [0x80, 0x41, 0]
        default:
            PyRDPWriter.pointer(
                [0x0800, 0x9000, 0x1000, 0xA000, 0x2000, 0x0278, 0x0388, 0x0478].randomElement(using: &random)!,
                UInt16.random(in: 0...1920, using: &random),
                UInt16.random(in: 0...1080, using: &random)
            )
        }
    }
}

struct PyRDPChunkingTests {
    @Test(arguments: 0..<20)
    func anyChunkingGivesTheSame(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let plain = MadeUp.pyRDP(records: Int.random(in: 1...300, using: &random), using: &random)
        let whole = Reading(plain)
        #expect(whole.error == nil)
        expectTheSameInPieces(plain, whole, using: &random)
    }

    @Test(arguments: 100..<104)
    func everySingleCutAndEverySnapshotGivesTheSame(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let plain = Array(MadeUp.pyRDP(records: 12, using: &random).prefix(3000))
        let whole = Reading(plain)
        try expectTheSameAtEveryCut(plain, whole)
    }
}
