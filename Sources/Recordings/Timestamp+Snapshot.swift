package import Snapshots

extension SnapshotWriter {
    /// Appends a clock reading, or its absence.
    package mutating func append(_ timestamp: Timestamp) {
        append(flag: !timestamp.isMissing)
        if !timestamp.isMissing { append(signed: timestamp.milliseconds) }
    }
}

extension SnapshotReader {
    /// The next clock reading, or its absence.
    package mutating func timestamp() throws(SnapshotCorruption) -> Timestamp {
        guard try flag() else { return .missing }
        return Timestamp(milliseconds: try signed(in: -Timestamp.limit...Timestamp.limit))
    }
}
