import Snapshots

extension JSONLinesDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        writer.append(flag: hasEnded)
        writer.append(flag: hasHeader)
        writer.append(flag: mayLackHeader)
        writer.append(flag: isComplete)
        writer.append(optional: clock) { $0.append(text: $1.rawValue) }
        lines.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        hasEnded = try reader.flag()
        hasHeader = try reader.flag()
        mayLackHeader = try reader.flag()
        isComplete = try reader.flag()
        let word = try reader.optional { reader throws(SnapshotCorruption) in try reader.text() }
        clock = word.flatMap(RecordingContents.Clock.init)
        try lines.restore(from: &reader, lineLimit: Self.lineLimit)
    }
}
