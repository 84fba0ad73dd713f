import Snapshots

/// Turns presses and releases of named keys into key events: pairs them, leaves out repetitions, and forgets the names.
struct KeyTracker {
    /// More keys are never held at once by a person; one more replaces the one that was pressed first.
    private static let mostHeld = 8
    /// A held key is repeated again within so many ms. One that is pressed later had come up, unnoticed.
    private static let longestRepeatDelay: Int64 = 1000

    private struct HeldKey {
        var code: UInt32
        var pressed: Timestamp
        var repeated: Timestamp

        func isOlder(than other: HeldKey) -> Bool { pressed.milliseconds < other.pressed.milliseconds }
    }

    private var held: [HeldKey] = []
    private var letters = LetterPair()

    /// The key called `code` went down, for the first time or again while it is held, on the recorder's clock.
    ///
    /// - Precondition: there is a time.
    mutating func press(_ key: Key, code: UInt32, at time: Timestamp, into batch: inout EventBatch) {
        if let index = held.firstIndex(where: { $0.code == code }) {
            if 0...Self.longestRepeatDelay ~= time.milliseconds - held[index].repeated.milliseconds {
                held[index].repeated = time
                return
            }
            held.remove(at: index)
        }
        batch.append(
            KeyEvent(
                time: time,
                action: .press,
                keyClass: key.keyClass,
                digraph: letters.follow(key),
                heldKeys: UInt8(held.count)
            )
        )
        if held.count == Self.mostHeld, let oldest = held.indices.min(by: { held[$0].isOlder(than: held[$1]) }) {
            held.remove(at: oldest)
        }
        // By their names, so that what is saved says nothing of their order.
        let place = held.firstIndex { $0.code > code } ?? held.endIndex
        held.insert(HeldKey(code: code, pressed: time, repeated: time), at: place)
    }

    /// The key called `code` came up, on the recorder's clock.
    ///
    /// - Precondition: there is a time.
    mutating func release(_ key: Key, code: UInt32, at time: Timestamp, into batch: inout EventBatch) {
        guard let index = held.firstIndex(where: { $0.code == code }) else { return }
        let pressed = held.remove(at: index).pressed
        batch.append(
            KeyEvent(
                time: time,
                action: .release,
                keyClass: key.keyClass,
                holdTime: UInt32(clamping: time.milliseconds - pressed.milliseconds)
            )
        )
    }

    func snapshot(into writer: inout SnapshotWriter) {
        letters.snapshot(into: &writer)
        writer.append(count: held.count)
        for key in held {
            writer.append(count: Int(key.code))
            writer.append(signed: key.pressed.milliseconds)
            writer.append(signed: key.repeated.milliseconds)
        }
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        try letters.restore(from: &reader)
        held = []
        for _ in 0..<(try reader.count(atMost: Self.mostHeld)) {
            let code = UInt32(try reader.count(atMost: Int(UInt32.max)))
            if let last = held.last, last.code >= code { throw reader.corruption }
            held.append(HeldKey(code: code, pressed: try reader.presentTime(), repeated: try reader.presentTime()))
        }
    }
}

extension SnapshotReader {
    fileprivate mutating func presentTime() throws(SnapshotCorruption) -> Timestamp {
        Timestamp(milliseconds: try signed(in: -Timestamp.limit...Timestamp.limit))
    }
}
