import Snapshots

/// Counts of samples in their cells, which take a fifth of the memory or less while nothing is added to them.
struct PackableCounts: Sendable {
    /// The counts; empty while they are packed.
    var unpacked: [UInt32]

    /// The counts in gamma code; `nil` while they are not packed.
    private var packed: [UInt8]?
    private let cellCount: Int

    /// Nothing in any of so many cells.
    init(cellCount: Int) {
        unpacked = [UInt32](repeating: 0, count: cellCount)
        self.cellCount = cellCount
    }

    /// The counts, packed or not.
    var counts: [UInt32] {
        guard let packed else { return unpacked }
        var reader = SnapshotReader(packed)
        do throws(SnapshotCorruption) {
            return try reader.smallIntegers(count: cellCount)
        } catch {
            preconditionFailure("what was packed here can be unpacked: \(error)")
        }
    }

    /// Bytes of memory that they take.
    var byteCount: Int { unpacked.capacity * MemoryLayout<UInt32>.stride + (packed?.capacity ?? 0) }

    /// Lets the counts be added to.
    mutating func unpack() {
        guard packed != nil else { return }
        unpacked = counts
        packed = nil
    }

    /// Lets the counts take little memory.
    mutating func pack() {
        guard packed == nil else { return }
        var writer = SnapshotWriter()
        writer.append(small: unpacked)
        packed = writer.bytes.fitted
        unpacked = []
    }

    /// Appends the counts.
    func snapshot(into writer: inout SnapshotWriter) {
        if let packed { writer.append(raw: packed) } else { writer.append(small: unpacked) }
    }

    /// The next counts, unpacked.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are none.
    init(from reader: inout SnapshotReader, cellCount: Int) throws(SnapshotCorruption) {
        unpacked = try reader.smallIntegers(count: cellCount)
        self.cellCount = cellCount
    }
}
