import Snapshots

extension SessionCSVDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        writer.append(flag: hasEnded)
        writer.append(flag: hasHeader)
        writer.append(flag: mayLackHeader)
        writer.append(count: line)
        writer.append(count: offset)
        writer.append(count: unfinished.length)
        writer.append(bytes: unfinished.text)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        hasEnded = try reader.flag()
        hasHeader = try reader.flag()
        mayLackHeader = try reader.flag()
        line = Int64(try reader.tally())
        offset = Int64(try reader.tally())
        let length = try reader.unsigned(atMost: UInt64(offset))
        unfinished.length = Int64(length)
        unfinished.text = try reader.bytes(atMost: SessionCSV.lineLimit)
        guard unfinished.text.count == min(Int(length), SessionCSV.lineLimit) else { throw reader.corruption }
    }
}
