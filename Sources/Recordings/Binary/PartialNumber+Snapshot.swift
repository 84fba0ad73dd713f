import Snapshots

extension PartialNumber {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: count)
        writer.append(unsigned: value)
    }

    /// What a snapshot says there is of a number of `length` bytes; nothing where that is 0.
    init(from reader: inout SnapshotReader, length: Int) throws(SnapshotCorruption) {
        count = try reader.count(atMost: max(0, length - 1))
        value = try reader.unsigned(atMost: (1 << UInt64(8 * count)) - 1)
    }
}
