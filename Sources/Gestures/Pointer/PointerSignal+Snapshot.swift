import Recordings
public import Snapshots

extension PointerSignal {
    /// Appends what was measured.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(first)
        writer.append(last)
        writer.append(previous)
        for range in intervals.indices { writer.append(unsigned: UInt64(intervals[range])) }
        writer.append(count: commonDivisor)
    }

    /// What was measured when the snapshot was taken.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init()
        first = try reader.timestamp()
        last = try reader.timestamp()
        previous = try reader.timestamp()
        for range in intervals.indices {
            intervals[range] = UInt32(try reader.unsigned(atMost: UInt64(UInt32.max)))
        }
        commonDivisor = Int64(try reader.count(atMost: Int(Self.longestInterval)))
    }
}
