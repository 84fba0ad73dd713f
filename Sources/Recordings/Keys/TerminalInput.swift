import Snapshots

/// Turns what a terminal was sent into key events. A record is what the recorder says came at one time.
struct TerminalInput {
    /// A record with more keys than this was not typed.
    private static let mostTyped = 3

    /// The first `mostTyped` keys of the record.
    private var keys: [3 of Key] = .init(repeating: Key(.other))
    private var keyCount: UInt32 = 0
    private var sequence = TerminalSequence()
    /// Whether the terminal has said that what comes is pasted.
    private var isPasting = false
    /// Whether any of the record is pasted.
    private var isPaste = false
    private var letters = LetterPair()

    /// Takes the next byte of the record.
    mutating func take(_ byte: UInt8) {
        switch sequence.take(byte) {
        case .unfinished, .answer: break
        case .key(let key): take(key)
        case .pasteBegins:
            isPasting = true
            isPaste = true
        case .pasteEnds: isPasting = false
        }
    }

    /// Takes the next bytes of the record.
    mutating func take(_ bytes: Span<UInt8>) {
        for index in bytes.indices {
            let byte = bytes[index]
            guard sequence.isAtRest, 0x20...0x7E ~= byte else {
                take(byte)
                continue
            }
            if keyCount < Self.mostTyped {
                take(Key(character: UInt32(byte)))
            } else if keyCount < .max {
                // Of so many keys only their number counts.
                keyCount += 1
            }
        }
    }

    /// Takes the record's next key, where that is what the recorder says.
    mutating func take(_ key: Key) {
        if keyCount < Self.mostTyped { keys[Int(keyCount)] = key }
        if keyCount < .max { keyCount += 1 }
    }

    /// Ends the record, which came at `time` on the recorder's clock.
    mutating func endRecord(at time: Timestamp, into batch: inout EventBatch) {
        if let key = sequence.endRecord() { take(key) }
        defer { beginRecord() }
        guard keyCount > 0 else { return }
        guard !isPaste, keyCount <= Self.mostTyped else {
            letters.interrupt()
            return batch.append(KeyEvent(time: time, action: .paste, keyClass: .other, count: keyCount))
        }
        for index in 0..<Int(keyCount) {
            let key = keys[index]
            batch.append(
                KeyEvent(
                    time: time,
                    action: .input,
                    keyClass: key.keyClass,
                    digraph: letters.follow(key),
                    count: keyCount
                )
            )
        }
    }

    /// Ends a record whose events are not wanted.
    mutating func skipRecord() {
        if let key = sequence.endRecord() { take(key) }
        defer { beginRecord() }
        if isPaste || keyCount > Self.mostTyped {
            letters.interrupt()
        } else {
            for index in 0..<Int(keyCount) { _ = letters.follow(keys[index]) }
        }
    }

    private mutating func beginRecord() {
        // Nothing of what was typed is kept that no event needs any more.
        keys = .init(repeating: Key(.other))
        keyCount = 0
        isPaste = isPasting
    }

    func snapshot(into writer: inout SnapshotWriter) {
        for index in keys.indices { keys[index].snapshot(into: &writer) }
        writer.append(count: keyCount)
        sequence.snapshot(into: &writer)
        writer.append(flag: isPasting)
        writer.append(flag: isPaste)
        letters.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        for index in keys.indices { keys[index] = try Key(from: &reader) }
        keyCount = UInt32(try reader.count(atMost: Int(UInt32.max)))
        try sequence.restore(from: &reader)
        isPasting = try reader.flag()
        isPaste = try reader.flag()
        try letters.restore(from: &reader)
    }
}
