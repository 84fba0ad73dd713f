import Snapshots

extension PartialNumber {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: count)
        writer.append(unsigned: value)
    }

    /// What a snapshot says there is of a number of `length` bytes; nothing where that is 0.
    ///
    /// - Parameter offset: how many bytes there were in all, lest the number begins before them.
    init(from reader: inout SnapshotReader, length: Int, offset: Int64) throws(SnapshotCorruption) {
        count = try reader.count(atMost: min(max(0, length - 1), Int(offset)))
        value = try reader.unsigned(atMost: (1 << UInt64(8 * count)) - 1)
    }
}
