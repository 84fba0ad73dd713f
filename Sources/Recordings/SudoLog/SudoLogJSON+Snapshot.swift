import Snapshots

extension SudoLogJSON {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(flag: isBroken)
        stream.snapshot(into: &writer)
        writer.append(count: member.rawValue)
        writer.append(flag: isInTimestamp)
        writer.append(bytes: name.bytes)
        writer.append(optional: seconds) { $0.append(signed: $1) }
        writer.append(optional: nanoseconds) { $0.append(signed: $1) }
        writer.append(signed: columns)
        writer.append(signed: lines)
        description.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        isBroken = try reader.flag()
        stream = try JSONStream(from: &reader)
        guard let member = Member(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.member = member
        isInTimestamp = try reader.flag()
        name = try NameText(from: &reader)
        seconds = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        nanoseconds = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        columns = try reader.signed()
        lines = try reader.signed()
        description = try RecordingDescription(from: &reader)
    }
}
