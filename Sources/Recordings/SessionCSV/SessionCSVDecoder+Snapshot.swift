import Snapshots

extension SessionCSVDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        snapshotLines(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        try restoreLines(from: &reader)
    }
}
