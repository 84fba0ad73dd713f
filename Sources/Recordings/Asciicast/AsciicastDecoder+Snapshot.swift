import Snapshots

extension AsciicastDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        writer.append(optional: span) { $1.snapshot(into: &$0) }
        writer.append(flag: isComplete)
        writer.append(optional: damage) { $1.snapshot(into: &$0) }
        writer.append(flag: hasEnded)
        writer.append(count: part.rawValue)
        writer.append(count: offset)
        writer.append(count: line)
        json.snapshot(into: &writer)
        header.snapshot(into: &writer)
        writer.append(flag: hasOutput)
        writer.append(optional: row) { $1.snapshot(into: &$0) }
        writer.append(optional: text) { $0.append(count: $1.rawValue) }
        code.snapshot(into: &writer)
        writer.append(signed: elapsed)
        writer.append(time)
        input.snapshot(into: &writer)
        output.snapshot(into: &writer)
        formerInput.snapshot(into: &writer)
        formerEcho.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        span = try reader.optional { reader throws(SnapshotCorruption) in try RecordedSpan(from: &reader) }
        isComplete = try reader.flag()
        damage = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
        hasEnded = try reader.flag()
        guard let part = Part(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.part = part
        offset = Int64(try reader.tally())
        line = Int64(try reader.tally())
        json = try JSONStream(from: &reader)
        // No more of a number can have been read than there was; an event that is one is told of by its last byte.
        guard json.unfinishedNumber.count <= offset else { throw reader.corruption }
        header = try AsciicastHeader(from: &reader)
        hasOutput = try reader.flag()
        row = try reader.optional { reader throws(SnapshotCorruption) in try AsciicastRow(from: &reader) }
        text = try reader.optional { reader throws(SnapshotCorruption) in
            let text = AsciicastRow.Text(rawValue: UInt8(try reader.count(atMost: 255)))
            guard let text else { throw reader.corruption }
            return text
        }
        // A text is being read where the JSON is within one, and nowhere else.
        guard (text != nil) == (json.place == .withinString) else { throw reader.corruption }
        code = try AsciicastCode(from: &reader)
        elapsed = try reader.signed(in: Asciicast.believedMicroseconds)
        time = try reader.timestamp()
        try input.restore(from: &reader)
        try output.restore(from: &reader)
        try formerInput.restore(from: &reader)
        try formerEcho.restore(from: &reader)
    }
}
