import Snapshots

/// How far a decoder has come among the parts of a recording, each of which is a stream: behind the last it wants one that
/// has nothing in it.
struct PartSequence {
    /// The part that is read, from 1 on.
    private(set) var number = 1
    /// Whether anything was read of it.
    private var isBegun = false
    /// Whether all parts were read.
    private(set) var hasEnded = false

    /// The stream of the part that is read; nil once there is none.
    var wantedStream: StreamName? { hasEnded ? nil : .part(number) }

    /// Takes note of so many bytes of the part.
    mutating func take(_ count: Int) {
        if count > 0 { isBegun = true }
    }

    /// Takes note that nothing more comes of the part.
    mutating func endPart() {
        hasEnded = !isBegun
        number += 1
        isBegun = false
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: number)
        writer.append(flag: isBegun)
        writer.append(flag: hasEnded)
    }

    init() {}

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        number = try reader.count(atMost: RecordingParts.most + 2)
        guard number > 0 else { throw reader.corruption }
        isBegun = try reader.flag()
        hasEnded = try reader.flag()
    }
}
