import Recordings
import Snapshots

extension PointerClock {
    /// The largest magnitude, in ms, of a time in a snapshot. Eight thousand million events of a day each stay below.
    static let largestTime: Int64 = 1 << 60
    /// The largest age in ms. Times of any age below it can be subtracted from one another.
    static let largestAge: Int64 = 1 << 61

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: leaps)
        writer.append(optional: now) { $0.append(signed: $1) }
        writer.append(signed: correction)
        writer.append(lastRecorder)
        writer.append(lastClient)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        leaps = try reader.tally()
        now = try reader.optional { reader throws(SnapshotCorruption) in
            try reader.signed(in: -Self.largestTime...Self.largestTime)
        }
        correction = try reader.signed(in: -Self.largestAge...Self.largestAge)
        lastRecorder = try reader.timestamp()
        lastClient = try reader.timestamp()
    }
}
