import Snapshots

/// How often which time came between two events, on the scale of `IntervalScale`: 768 bytes, about a tenth while it is packed,
/// and none before the first time.
struct GapHistogram: Sendable {
    /// The counts of all cells, which stay at the largest they can have; none before the first time, and while they are packed.
    private var unpacked: [UInt16] = []
    /// The counts in gamma code; `nil` while they are not packed.
    private var packed: [UInt8]?

    /// Nothing counted yet.
    init() {}

    /// What was counted before.
    ///
    /// - Precondition: there is a count for each cell, or there are none.
    init(_ counts: [UInt16]) {
        precondition(counts.isEmpty || counts.count == IntervalScale.cellCount, "a count for each cell")
        unpacked = counts
    }

    /// The counts of all cells; none before the first time.
    var counts: [UInt16] {
        guard let packed else { return unpacked }
        var reader = SnapshotReader(packed)
        do throws(SnapshotCorruption) {
            return try reader.smallIntegers(count: IntervalScale.cellCount).map { UInt16($0) }
        } catch {
            preconditionFailure("what was packed here can be unpacked: \(error)")
        }
    }

    /// Bytes of memory that the counts take.
    var byteCount: Int { unpacked.capacity * MemoryLayout<UInt16>.stride + (packed?.capacity ?? 0) }

    /// Lets the counts take little memory until a time comes again.
    mutating func pack() {
        guard !unpacked.isEmpty else { return }
        var writer = SnapshotWriter()
        writer.append(small: unpacked.map(UInt32.init))
        packed = writer.bytes.fitted
        unpacked = []
    }

    /// Counts a time, in ms.
    mutating func add(_ time: Int64) {
        if unpacked.isEmpty {
            unpacked = packed == nil ? [UInt16](repeating: 0, count: IntervalScale.cellCount) : counts
            packed = nil
        }
        let cell = IntervalScale.cell(of: time)
        if unpacked[cell] < .max { unpacked[cell] += 1 }
    }
}
