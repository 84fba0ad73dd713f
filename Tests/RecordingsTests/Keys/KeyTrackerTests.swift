import Snapshots
import Synthesis
import Testing

@testable import Recordings

struct KeyTrackerTests {
    fileprivate enum Step {
        case down(Character, Int64)
        case up(Character, Int64)
    }

    private func events(_ steps: Step...) -> [KeyEvent] {
        var tracker = KeyTracker()
        var batch = EventBatch()
        for step in steps { tracker.take(step.character, isDown: step.isDown, at: step.time, into: &batch) }
        return batch.keys
    }

    @Test func aReleaseSaysHowLongTheKeyWasHeld() {
        let events = events(.down("a", 100), .up("a", 180))
        #expect(
            events == [
                KeyEvent(time: Timestamp(milliseconds: 100), action: .press, keyClass: .letterLeft),
                KeyEvent(time: Timestamp(milliseconds: 180), action: .release, keyClass: .letterLeft, holdTime: 80),
            ]
        )
    }

    @Test func keysThatOverlapAreToldApart() {
        let events = events(.down("t", 0), .down("h", 50), .up("t", 70), .down("e", 90), .up("h", 110), .up("e", 190))
        #expect(events.map(\.heldKeys) == [0, 1, 0, 1, 0, 0])
        #expect(events.map(\.holdTime) == [0, 0, 70, 0, 60, 100])
        #expect(events.map { $0.digraph?.rank } == [nil, 0, nil, 1, nil, nil])
    }

    @Test func repetitionsOfAHeldKeyAreLeftOut() {
        let events = events(.down("x", 0), .down("x", 500), .down("x", 530), .down("x", 560), .up("x", 580))
        #expect(events.map(\.action) == [.press, .release] && events.last?.holdTime == 580)
    }

    @Test func aKeyWhoseReleaseWasLostIsPressedAnew() {
        let events = events(.down("x", 0), .down("x", 5000), .up("x", 5080))
        #expect(events.map(\.action) == [.press, .press, .release] && events.last?.holdTime == 80)
    }

    @Test func aReleaseWithoutAPressIsNoEvent() {
        #expect(events(.up("x", 10)).isEmpty)
    }

    @Test func shiftDoesNotComeBetweenTwoLetters() {
        var tracker = KeyTracker()
        var batch = EventBatch()
        let time = Timestamp(milliseconds: 1)
        tracker.press(Key(character: 0x74), code: 0x74, at: time, into: &batch)
        tracker.press(Key(.shift), code: 0xFFE1, at: time, into: &batch)
        tracker.press(Key(character: 0x48), code: 0x48, at: time, into: &batch)
        #expect(batch.keys.map { $0.digraph?.rank } == [nil, nil, 0])
    }

    @Test(arguments: 0..<20)
    func anySuccessionIsBoundedAndSurvivesSnapshots(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var whole = KeyTracker()
        var restored = KeyTracker()
        var (one, other) = (EventBatch(), EventBatch())
        for _ in 0..<500 {
            let key = Character(Unicode.Scalar(UInt8(0x61 + random.next() % 26)))
            let time = Int64(random.next() % 10_000)
            let isDown = random.next() % 3 > 0
            whole.take(key, isDown: isDown, at: time, into: &one)
            restored.take(key, isDown: isDown, at: time, into: &other)
            var writer = SnapshotWriter()
            restored.snapshot(into: &writer)
            #expect(writer.bytes.count < 200)
            var reader = SnapshotReader(writer.bytes)
            restored = KeyTracker()
            try restored.restore(from: &reader)
            try reader.finish()
        }
        #expect(one.keys == other.keys && one.keys.allSatisfy { $0.heldKeys <= 8 })
    }
}

extension KeyTrackerTests.Step {
    fileprivate var isDown: Bool { if case .down = self { true } else { false } }
    fileprivate var character: Character {
        switch self {
        case .down(let key, _), .up(let key, _): key
        }
    }
    fileprivate var time: Int64 {
        switch self {
        case .down(_, let time), .up(_, let time): time
        }
    }
}

extension KeyTracker {
    fileprivate mutating func take(_ key: Character, isDown: Bool, at time: Int64, into batch: inout EventBatch) {
        let code = key.unicodeScalars.first?.value ?? 0
        let time = Timestamp(milliseconds: time)
        if isDown {
            press(Key(character: code), code: code, at: time, into: &batch)
        } else {
            release(Key(character: code), code: code, at: time, into: &batch)
        }
    }
}
