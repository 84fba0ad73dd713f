import Snapshots

/// Finds in what a terminal showed the echoes of single keys: records of one character, of a line's end, or of what rubs a
/// character out. A record is what the recorder says was shown at one time.
struct TerminalEcho {
    /// No echo is longer.
    private static let longest = 4

    /// The record's first bytes, the first one lowest.
    private var bytes: UInt32 = 0
    private var count: UInt8 = 0
    private var letters = LetterPair()

    /// Whether the record is too long for an echo already, so that what else it holds does not matter.
    var isTooLong: Bool { count > Self.longest }

    /// Takes the next byte of the record.
    @inline(__always)
    mutating func take(_ byte: UInt8) {
        guard count <= Self.longest else { return }
        if count < Self.longest { bytes |= UInt32(byte) << (8 * UInt32(count)) }
        count += 1
    }

    /// Takes the next bytes of the record.
    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>) {
        guard !isTooLong else { return }
        if count == 0, bytes.count > Self.longest {
            for index in 0..<Self.longest { self.bytes |= UInt32(bytes[index]) << UInt32(8 * index) }
            count = UInt8(Self.longest) + 1
            return
        }
        for index in 0..<Swift.min(bytes.count, Self.longest + 1) { take(bytes[index]) }
    }

    /// The record's bytes, where it is no longer than an echo.
    var record: [UInt8] {
        isTooLong ? [] : (0..<UInt32(count)).map { UInt8(truncatingIfNeeded: bytes >> (8 * $0)) }
    }

    /// What is known of the key that a record is the echo of.
    struct Finding: Equatable {
        var keyClass: KeyClass
        /// The frequent digraph that ends with it; nil where there is none.
        var digraph: FrequentDigraph?
    }

    /// Ends the record; returns what it is the echo of, if of anything.
    @inline(__always)
    mutating func endRecord() -> Finding? {
        defer {
            bytes = 0
            count = 0
        }
        guard count > 0 else { return nil }
        guard let key else {
            letters.interrupt()
            return nil
        }
        return Finding(keyClass: key.keyClass, digraph: letters.follow(key))
    }

    private static let lineEnd: UInt32 = 0x0A0D
    /// Backspace, space, backspace.
    private static let rubbedOut: UInt32 = 0x08_2008
    /// Backspace, `ESC [ K`.
    private static let erased: UInt32 = 0x4B5B_1B08

    /// The key that the record is the echo of.
    @inline(__always)
    private var key: Key? {
        // Nearly all of what is typed.
        if count == 1, 0x20...0x7E ~= bytes { return Key(character: bytes) }
        return rareKey
    }

    private var rareKey: Key? {
        switch (count, bytes) {
        case (2, Self.lineEnd): return Key(.enter)
        case (3, Self.rubbedOut), (4, Self.erased): return Key(.erase)
        case (1, 0x09): return Key(.tab)
        case (2...4, _) where bytes & 0xC0 == 0xC0:
            var sequence = TerminalSequence()
            for index in 0..<UInt32(count) {
                let outcome = sequence.take(UInt8(truncatingIfNeeded: bytes >> (8 * index)))
                if case .key(let key) = outcome { return index + 1 == count ? key : nil }
            }
            return nil
        default: return nil
        }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: bytes)
        writer.append(count: count)
        letters.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        bytes = UInt32(try reader.count(atMost: Int(UInt32.max)))
        count = UInt8(try reader.count(atMost: Self.longest + 1))
        try letters.restore(from: &reader)
    }
}

extension KeyEvent {
    /// The echo that was shown at `time`.
    init(_ echo: TerminalEcho.Finding, at time: Timestamp) {
        self.init(time: time, action: .echo, keyClass: echo.keyClass, digraph: echo.digraph)
    }
}
