import Snapshots

/// Finds frequent digraphs in a succession of keys, by remembering one letter.
struct LetterPair {
    private var previous: UInt8?

    /// The frequent digraph that `key` ends.
    @inline(__always)
    mutating func follow(_ key: Key) -> FrequentDigraph? {
        // Shift and its siblings do not come between two letters.
        guard key.keyClass != .shift, key.keyClass != .modifier else { return nil }
        defer { previous = key.letter }
        guard let previous, let letter = key.letter else { return nil }
        return FrequentDigraph(previous, letter)
    }

    /// Forgets the letter.
    mutating func interrupt() { previous = nil }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(optional: previous) { $0.append(count: Int($1)) }
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        previous = try reader.optional { reader throws(SnapshotCorruption) in UInt8(try reader.count(atMost: 25)) }
    }
}
