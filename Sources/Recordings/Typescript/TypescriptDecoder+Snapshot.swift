import Snapshots

extension TypescriptDecoder {
    func bytesToRepeat(of stream: StreamName) -> Int64 {
        switch stream {
        case .main: lineBytesToRepeat
        case outputLog.stream: outputHeader.bytesToRepeat
        case TypescriptLog.input.stream: inputHeader.bytesToRepeat
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
        outputHeader.snapshot(into: &writer)
        inputHeader.snapshot(into: &writer)
        endMark.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        try restoreLines(from: &reader)
        description = try RecordingDescription(from: &reader)
        hasExited = try reader.flag()
        try restoreRecords(from: &reader)
        outputLog = try reader.flag() ? .output : .typescript
        outputLogName = try reader.bytes(atMost: Self.longestLogName)
        columns = Int64(try reader.count(atMost: .max))
        hasRecords = try reader.flag()
        try outputHeader.restore(from: &reader)
        try inputHeader.restore(from: &reader)
        try endMark.restore(from: &reader)
    }
}
