import Snapshots

extension SudoLogJSON {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: state.rawValue)
        writer.append(count: depth)
        writer.append(flag: isInTimestamp)
        writer.append(flag: awaitsKey)
        writer.append(count: member.rawValue)
        writer.append(bytes: text)
        writer.append(count: codeUnit)
        writer.append(count: digitsLeft)
        writer.append(optional: seconds) { $0.append(count: $1) }
        writer.append(optional: nanoseconds) { $0.append(count: $1) }
        writer.append(count: columns)
        writer.append(count: lines)
        description.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        guard let state = State(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.state = state
        depth = try reader.count(atMost: Self.deepestNesting)
        guard (depth == 0) == (state == .beforeObject || state == .ended) else { throw reader.corruption }
        isInTimestamp = try reader.flag()
        awaitsKey = try reader.flag()
        guard let member = Member(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.member = member
        text = try reader.bytes(atMost: Self.longestText + 1)
        codeUnit = UInt16(try reader.count(atMost: Int(UInt16.max)))
        digitsLeft = try reader.count(atMost: 4)
        guard digitsLeft > 0 || state != .inCodeUnit else { throw reader.corruption }
        seconds = try reader.optional { reader throws(SnapshotCorruption) in Int64(try reader.count(atMost: .max)) }
        nanoseconds = try reader.optional { reader throws(SnapshotCorruption) in Int64(try reader.count(atMost: .max)) }
        columns = Int64(try reader.count(atMost: .max))
        lines = Int64(try reader.count(atMost: .max))
        description = try RecordingDescription(from: &reader)
    }
}
