import Recordings
import Snapshots

extension PointerScript {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: place.value)
        writer.append(signed: time)
        for count in [far, direct] { writer.append(count: count) }
        writer.append(optional: press) { writer, press in
            writer.append(count: press.place.value)
            writer.append(signed: press.time)
            writer.append(count: press.moves)
        }
        clickGaps.snapshot(into: &writer)
        replay.snapshot(into: &writer)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init(at: try reader.place(), time: try reader.milliseconds())
        far = try reader.tally()
        direct = try reader.count(atMost: far)
        press = try reader.optional { reader throws(SnapshotCorruption) in
            Press(place: try reader.place(), time: try reader.milliseconds(), moves: try reader.tally())
        }
        clickGaps = try GapHistogram(from: &reader)
        replay = try PathReplay(from: &reader)
    }
}

extension SnapshotReader {
    fileprivate mutating func place() throws(SnapshotCorruption) -> PointerPlace {
        let value = try count(atMost: Int(UInt32.max))
        guard let place = PointerPlace(x: Int32(value >> 16), y: Int32(value & 0xFFFF)) else { throw corruption }
        return place
    }

    fileprivate mutating func milliseconds() throws(SnapshotCorruption) -> Int64 {
        try signed(in: -Timestamp.limit...Timestamp.limit)
    }
}
