import Recordings
import Snapshots

extension PointerScript {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: place.value)
        writer.append(signed: time)
        movement.snapshot(into: &writer)
        for count in [paths.long, paths.straight, paths.stepped, paths.even, paths.far, paths.direct] {
            writer.append(count: count)
        }
        writer.append(optional: press) { writer, press in
            writer.append(count: press.place.value)
            writer.append(signed: press.time)
            writer.append(count: press.steps)
        }
        clickGaps.snapshot(into: &writer)
        replay.snapshot(into: &writer)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init(at: try reader.place(), time: try reader.milliseconds())
        movement = try PointerMovement(from: &reader)
        paths.long = try reader.tally()
        paths.straight = try reader.tally()
        paths.stepped = try reader.tally()
        paths.even = try reader.tally()
        paths.far = try reader.tally()
        paths.direct = try reader.tally()
        press = try reader.optional { reader throws(SnapshotCorruption) in
            Press(place: try reader.place(), time: try reader.milliseconds(), steps: try reader.tally())
        }
        clickGaps = try GapHistogram(from: &reader)
        replay = try PathReplay(from: &reader)
    }
}

extension PointerMovement {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: steps)
        for number in [x, y, reachX, reachY] { writer.append(signed: Int64(number)) }
        writer.append(count: length)
        writer.append(count: squares)
        writer.append(flag: cone.isStraight)
        for direction in [cone.first, cone.left, cone.right] {
            writer.append(bitPattern: direction.x)
            writer.append(bitPattern: direction.y)
        }
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init()
        steps = try reader.tally()
        (x, y) = (try reader.distance(), try reader.distance())
        (reachX, reachY) = (try reader.distance(), try reader.distance())
        length = try reader.tally()
        squares = try reader.tally()
        cone.isStraight = try reader.flag()
        cone.first = try StraightCone.Direction(from: &reader)
        cone.left = try StraightCone.Direction(from: &reader)
        cone.right = try StraightCone.Direction(from: &reader)
    }
}

extension StraightCone.Direction {
    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init(x: try reader.double(), y: try reader.double())
    }
}

extension SnapshotReader {
    fileprivate mutating func place() throws(SnapshotCorruption) -> PointerPlace {
        let value = try count(atMost: Int(UInt32.max))
        guard let place = PointerPlace(x: Int32(value >> 16), y: Int32(value & 0xFFFF)) else { throw corruption }
        return place
    }

    /// The distance of two places, or its bits.
    fileprivate mutating func distance() throws(SnapshotCorruption) -> Int32 {
        Int32(try signed(in: -32_768...32_767))
    }

    fileprivate mutating func milliseconds() throws(SnapshotCorruption) -> Int64 {
        try signed(in: -Timestamp.limit...Timestamp.limit)
    }
}
