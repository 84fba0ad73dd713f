import Snapshots

/// The least of many hashes, of which two sketches of the same have the same, and which of them came more than once
/// (A. Broder, "On the resemblance and containment of documents", 1997).
struct BottomSketch: Sendable, Equatable {
    /// A hash that is kept.
    struct Entry: Sendable, Equatable {
        var hash: UInt32
        /// Whether it came more than once.
        var isRepeated = false
    }

    /// The largest hash that would be kept.
    private(set) var limit = UInt32.max
    /// The hashes, ascending.
    private(set) var entries: [Entry] = []

    private let capacity: Int

    /// A sketch of at most so many hashes.
    init(capacity: Int) { self.capacity = capacity }

    /// A sketch of what was kept before.
    ///
    /// - Precondition: at most `capacity` hashes, which ascend.
    init(_ entries: [Entry], capacity: Int) {
        self.capacity = capacity
        self.entries = entries
        if let last = entries.last, entries.count == capacity { limit = last.hash }
    }

    /// The hashes, ascending.
    var hashes: [UInt32] { entries.map(\.hash) }
    /// How many hashes came more than once.
    var repeatedCount: Int { entries.count(where: \.isRepeated) }

    /// Keeps `hash` if it is among the least; the largest may give way.
    mutating func add(_ hash: UInt32) {
        guard hash <= limit else { return }
        var index = entries.count
        while index > 0, entries[index - 1].hash > hash { index -= 1 }
        if index > 0, entries[index - 1].hash == hash {
            entries[index - 1].isRepeated = true
            return
        }
        if entries.isEmpty { entries.reserveCapacity(capacity) }
        if entries.count < capacity { entries.append(Entry(hash: hash)) }
        var places = entries.mutableSpan
        for place in stride(from: places.count - 1, to: index, by: -1) { places[place] = places[place - 1] }
        places[index] = Entry(hash: hash)
        if entries.count == capacity { limit = entries[capacity - 1].hash }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: entries.count)
        for entry in entries {
            writer.append(count: entry.hash)
            writer.append(flag: entry.isRepeated)
        }
    }

    init(from reader: inout SnapshotReader, capacity: Int) throws(SnapshotCorruption) {
        var entries: [Entry] = []
        for _ in 0..<(try reader.count(atMost: capacity)) {
            let hash = UInt32(try reader.count(atMost: Int(UInt32.max)))
            if let last = entries.last, hash <= last.hash { throw reader.corruption }
            entries.append(Entry(hash: hash, isRepeated: try reader.flag()))
        }
        self.init(entries, capacity: capacity)
    }
}
