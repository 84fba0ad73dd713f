import Snapshots

extension SessionCSVDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        lines.snapshot(into: &writer, mayKeep: Self.mayKeep)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        try lines.restore(from: &reader, lineLimit: Self.lineLimit, mayKeep: Self.mayKeep)
    }
}
