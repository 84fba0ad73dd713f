import Snapshots

extension JSONLinesDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        lines.snapshot(into: &writer)
        writer.append(flag: isComplete)
        writer.append(optional: clock) { $0.append(text: $1.rawValue) }
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        try lines.restore(from: &reader, lineLimit: Self.lineLimit)
        isComplete = try reader.flag()
        let word = try reader.optional { reader throws(SnapshotCorruption) in try reader.text() }
        clock = word.flatMap(RecordingContents.Clock.init)
    }
}
