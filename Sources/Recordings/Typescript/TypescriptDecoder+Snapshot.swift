import Snapshots

extension TypescriptDecoder {
    func bytesToRepeat(of stream: StreamName) -> Int64 {
        switch stream {
        case .main: lineBytesToRepeat
        case outputLog.stream: Int64(header.text.count)
        default: 0
        }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        snapshotLines(into: &writer)
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
        writer.append(count: header.length - Int64(header.text.count))
        endMark.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        try restoreLines(from: &reader)
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
        let headerLength = Int64(try reader.tally())
        guard headerLength == 0 || headerLength > Int64(Self.lineLimit) else { throw reader.corruption }
        header = UnfinishedLine(length: headerLength)
        try endMark.restore(from: &reader)
    }
}
