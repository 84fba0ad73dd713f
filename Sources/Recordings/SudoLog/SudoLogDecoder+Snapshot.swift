import Snapshots

extension SudoLogDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        snapshotLines(into: &writer)
        writer.append(count: part.rawValue)
        switch part {
        case .json: json.snapshot(into: &writer)
        case .log:
            writer.append(count: log.length)
            writer.append(bytes: log.text)
        case .records, .restOfLog:
            description.snapshot(into: &writer)
            time.snapshot(into: &writer)
            queue.snapshot(into: &writer)
        }
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        try restoreLines(from: &reader)
        guard let part = Part(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.part = part
        switch part {
        case .json: try json.restore(from: &reader)
        case .log:
            let length = try reader.tally()
            log = UnfinishedLine(text: try reader.bytes(atMost: Self.logLimit), length: Int64(length))
        case .records, .restOfLog:
            description = try RecordingDescription(from: &reader)
            try restoreRecords(from: &reader)
        }
    }
}
