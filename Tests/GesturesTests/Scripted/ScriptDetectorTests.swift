import Recordings
import Snapshots
import Synthesis
import Testing

@testable import Gestures

/// The pieces in which events come, and stops between them, make no difference.
struct ScriptDetectorTests {
    private static func events(_ seed: UInt64) throws -> (pointer: [PointerEvent], keys: [KeyEvent]) {
        let human = Array(try Corpus(users: 1, sessionsPerUser: 3, seed: seed)[0].events)
        let program = ScriptedPointing(path: seed % 2 == 0 ? .straight(.eased) : .teleport).events(
            clicks: 60,
            seed: seed
        )
        let typing = ScriptedTyping(gaps: .uniform(150, 0.3), holds: 12...12)
        return (seed % 3 == 0 ? human : program, typing.events(300, seed: seed))
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func piecesAndStopsMakeNoDifference(seed: UInt64) throws {
        let (pointer, keys) = try Self.events(seed)
        let whole = WatchedSession(pointer, keys)
        #expect(whole.signs.count > (seed % 3 == 0 ? 0 : 1) && !whole.input.isEmpty)
        for size in [1, 2, 7, 100, 1023, 1025, 100_000] {
            let pieces = try WatchedSession(pointer, keys, inPiecesOf: size)
            #expect(pieces.signs == whole.signs)
            #expect(pieces.input == whole.input)
            #expect(pieces.bytes == whole.bytes)
        }
    }

    @Test func whatIsNotThereTakesNoMemory() {
        let neither = WatchedSession([])
        #expect(neither.byteCount == 0 && neither.signs.isEmpty && neither.input == .none)
        let keys = ScriptedTyping(gaps: .human(150), holds: 50...140).events(400, seed: 1)
        var detector = WatchedSession([], keys)
        #expect((1...3500).contains(detector.byteCount))
        detector.pack()
        #expect((1...1700).contains(detector.byteCount))
    }

    /// Events that say no place on a screen, or no time, are left out.
    @Test func whatCannotBeUsedIsLeftOut() throws {
        let (pointer, _) = try Self.events(1)
        let unusable = pointer.flatMap { event -> [PointerEvent] in
            var (beyond, timeless) = (event, event)
            beyond.x = 65_535
            timeless.recorderTime = .missing
            timeless.clientTime = .missing
            timeless.x += 1
            return [beyond, timeless, event]
        }
        let (found, usual) = (WatchedSession(unusable), WatchedSession(pointer))
        #expect(found.signs == usual.signs && found.input == usual.input)
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func damageIsNoTrap(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let (pointer, keys) = try Self.events(seed)
        let intact = WatchedSession(Array(pointer.prefix(500)), Array(keys.prefix(300))).bytes
        for _ in 0..<2000 {
            var bytes = intact
            bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
            if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
            var reader = SnapshotReader(bytes)
            guard var detector = try? WatchedSession(from: &reader) else { continue }
            detector.add(pointer)
            detector.add(keys)
            _ = detector.signs
        }
    }
}
