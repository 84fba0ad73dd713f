import Snapshots

extension RecordingDescription {
    func snapshot(into writer: inout SnapshotWriter) {
        for name in [user, host, account, address, command] {
            writer.append(optional: name) { $0.append(bytes: $1.bytes) }
        }
        writer.append(optional: terminal) {
            $0.append(count: $1.columns)
            $0.append(count: $1.lines)
        }
        writer.append(start)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        user = try reader.recordingName()
        host = try reader.recordingName()
        account = try reader.recordingName()
        address = try reader.recordingName()
        command = try reader.recordingName()
        terminal = try reader.optional { reader throws(SnapshotCorruption) in
            TerminalSize(
                columns: UInt16(try reader.count(atMost: Int(UInt16.max))),
                lines: UInt16(try reader.count(atMost: Int(UInt16.max)))
            )
        }
        start = try reader.timestamp()
    }
}

extension RecordedSpan {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(first)
        writer.append(last)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        first = try reader.timestamp()
        last = try reader.timestamp()
        guard first.isMissing == last.isMissing else { throw reader.corruption }
    }
}

extension SnapshotReader {
    /// The next name, if there is one.
    mutating func recordingName() throws(SnapshotCorruption) -> RecordingName? {
        try optional { reader throws(SnapshotCorruption) in
            let bytes = try reader.bytes(atMost: RecordingDescription.longestName)
            guard !bytes.isEmpty else { throw reader.corruption }
            return RecordingName(bytes: bytes)
        }
    }
}
