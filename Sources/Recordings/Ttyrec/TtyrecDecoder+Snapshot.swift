import Snapshots

extension TtyrecDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        writer.append(optional: span) { $1.snapshot(into: &$0) }
        writer.append(optional: damage) { $1.snapshot(into: &$0) }
        parts.snapshot(into: &writer)
        writer.append(count: offset)
        // It is needed until the first head is whole.
        writer.append(bytes: heads > 0 ? [] : beginning)
        writer.append(count: part.rawValue)
        partial.snapshot(into: &writer)
        writer.append(count: recordStart)
        writer.append(count: heads)
        writer.append(count: seconds)
        writer.append(count: microseconds)
        writer.append(count: rest)
        output.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        span = try reader.optional { reader throws(SnapshotCorruption) in try RecordedSpan(from: &reader) }
        damage = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
        parts = try PartSequence(from: &reader)
        offset = Int64(try reader.tally())
        beginning = try reader.bytes(atMost: Ttyrec.headLength)
        guard let part = Part(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.part = part
        let length = part == .time ? 8 : part == .length ? 4 : 0
        partial = try PartialNumber(from: &reader, length: length, offset: offset)
        recordStart = Int64(try reader.unsigned(atMost: UInt64(offset)))
        heads = try reader.count(atMost: 2)
        seconds = UInt32(try reader.count(atMost: Int(UInt32.max)))
        microseconds = UInt32(try reader.count(atMost: Int(UInt32.max)))
        rest = try reader.count(atMost: Int(Ttyrec.longestRecord))
        let isHead = Ttyrec.isHead(seconds: seconds, microseconds: microseconds, length: UInt32(rest))
        guard isHead && rest > 0 || part != .output else { throw reader.corruption }
        try output.restore(from: &reader)
    }
}
