import Snapshots

extension TypescriptDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        lines.snapshot(into: &writer)
        description.snapshot(into: &writer)
        writer.append(flag: hasExited)
        time.snapshot(into: &writer)
        queue.snapshot(into: &writer)
        writer.append(flag: outputLog == .output)
        writer.append(bytes: outputLogName)
        writer.append(count: columns)
        writer.append(flag: hasRecords)
        writer.append(flag: hasOutputHeader)
        writer.append(flag: hasInputHeader)
        header.snapshot(into: &writer)
        writer.append(count: headerLength)
        endMark.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        try lines.restore(from: &reader, lineLimit: Self.lineLimit)
        description = try RecordingDescription(from: &reader)
        hasExited = try reader.flag()
        try time.restore(from: &reader)
        try queue.restore(from: &reader)
        outputLog = try reader.flag() ? .output : .typescript
        outputLogName = try reader.bytes(atMost: Self.longestLogName)
        columns = Int64(try reader.count(atMost: .max))
        hasRecords = try reader.flag()
        hasOutputHeader = try reader.flag()
        hasInputHeader = try reader.flag()
        try header.restore(from: &reader)
        headerLength = Int64(try reader.tally())
        try endMark.restore(from: &reader)
    }
}
