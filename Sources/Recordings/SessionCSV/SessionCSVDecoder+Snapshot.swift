import Snapshots

extension SessionCSVDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        writer.append(flag: hasEnded)
        writer.append(flag: hasHeader)
        writer.append(flag: mayLackHeader)
        lines.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        hasEnded = try reader.flag()
        hasHeader = try reader.flag()
        mayLackHeader = try reader.flag()
        try lines.restore(from: &reader, lineLimit: Self.lineLimit)
    }
}
