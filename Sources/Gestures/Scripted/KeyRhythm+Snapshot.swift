import Recordings
import Snapshots

extension KeyRhythm {
    func snapshot(into writer: inout SnapshotWriter) {
        gaps.snapshot(into: &writer)
        holds.snapshot(into: &writer)
        writer.append(optional: last) { writer, last in
            writer.append(signed: last.time)
            writer.append(count: last.keyClass.rawValue)
        }
        writer.append(count: pairs.count)
        for pair in pairs {
            writer.append(count: pair.count)
            writer.append(count: pair.sum)
        }
        writer.append(count: squares)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        gaps = try GapHistogram(from: &reader)
        holds = try GapHistogram(from: &reader)
        last = try reader.optional { reader throws(SnapshotCorruption) in
            let time = try reader.signed(in: -Timestamp.limit...Timestamp.limit)
            guard let keyClass = KeyClass(rawValue: UInt8(try reader.count(atMost: 255))) else {
                throw reader.corruption
            }
            return Press(time: time, keyClass: keyClass)
        }
        let count = try reader.count(atMost: KeyPair.count)
        guard count == 0 || count == KeyPair.count else { throw reader.corruption }
        for _ in 0..<count { pairs.append(PairSum(count: try reader.tally(), sum: try reader.tally())) }
        squares = try reader.tally()
    }
}
