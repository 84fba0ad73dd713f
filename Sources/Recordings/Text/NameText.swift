import Snapshots

/// A name as far as it has been read: no more of it than tells whether it is too long.
struct NameText: TextSink {
    private(set) var bytes: [UInt8] = []

    /// No bytes.
    init() {}

    /// The name; nil where there are no bytes, or more than are believed.
    var name: RecordingName? { RecordingName(bounded: bytes.span) }

    mutating func take(_ byte: UInt8) {
        if bytes.count <= RecordingDescription.longestName { bytes.append(byte) }
    }

    mutating func take(_ bytes: Span<UInt8>) {
        for index in 0..<min(bytes.count, RecordingDescription.longestName + 1) { take(bytes[index]) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        bytes = try reader.bytes(atMost: RecordingDescription.longestName + 1)
    }
}
