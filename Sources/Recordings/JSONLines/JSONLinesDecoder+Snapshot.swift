import Snapshots

extension JSONLinesDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        snapshotLines(into: &writer)
        writer.append(flag: isComplete)
        writer.append(optional: clock) { $0.append(text: $1.rawValue) }
        description.snapshot(into: &writer)
        keys.snapshot(into: &writer)
        input.snapshot(into: &writer)
        output.snapshot(into: &writer)
        writer.append(optional: span) { $1.snapshot(into: &$0) }
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        try restoreLines(from: &reader)
        isComplete = try reader.flag()
        let word = try reader.optional { reader throws(SnapshotCorruption) in try reader.text() }
        clock = word.flatMap(RecordingContents.Clock.init)
        description = try RecordingDescription(from: &reader)
        try keys.restore(from: &reader)
        try input.restore(from: &reader)
        try output.restore(from: &reader)
        span = try reader.optional { reader throws(SnapshotCorruption) in try RecordedSpan(from: &reader) }
    }
}
