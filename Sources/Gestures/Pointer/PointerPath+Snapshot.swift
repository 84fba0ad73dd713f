import Snapshots

extension PointerPath.Point {
    /// The coordinates in px that a screen has.
    static let coordinates: Range<Int32> = 0..<32768
}

extension SnapshotWriter {
    /// Appends how many ms before `now` something was.
    mutating func append(time: Int64, before now: Int64) {
        append(count: now - time)
    }

    /// Appends a place and how many ms before `now` it was reached.
    mutating func append(_ point: PointerPath.Point, before now: Int64) {
        append(time: point.time, before: now)
        append(count: point.x)
        append(count: point.y)
    }

    /// Appends points in the order of time: the first, and how each differs from the one before.
    mutating func append(_ points: [PointerPath.Point], before now: Int64) {
        append(count: points.count)
        guard var last = points.first else { return }
        append(last, before: now)
        for point in points.dropFirst() {
            append(count: point.time - last.time)
            append(signed: Int64(point.x - last.x))
            append(signed: Int64(point.y - last.y))
            last = point
        }
    }
}

extension SnapshotReader {
    /// The next time, at most `largestAge` before `now`.
    mutating func time(before now: Int64) throws(SnapshotCorruption) -> Int64 {
        now - Int64(try unsigned(atMost: UInt64(PointerClock.largestAge)))
    }

    /// The next place and time.
    mutating func point(before now: Int64) throws(SnapshotCorruption) -> PointerPath.Point {
        let time = try time(before: now)
        return PointerPath.Point(time: time, x: try coordinate(), y: try coordinate())
    }

    /// The next points, at most `limit` of them, none after `now`, each as many ms after the one before as `gaps` says.
    mutating func points(
        atMost limit: Int,
        before now: Int64,
        gaps: ClosedRange<UInt64>
    ) throws(SnapshotCorruption) -> [PointerPath.Point] {
        let count = try count(atMost: limit)
        guard count > 0 else { return [] }
        var points = [try point(before: now)]
        for _ in 1..<count {
            let last = points[points.count - 1]
            let gap = try unsigned(atMost: gaps.upperBound)
            let time = last.time + Int64(gap)
            guard gap >= gaps.lowerBound, time <= now else { throw corruption }
            points.append(.init(time: time, x: try coordinate(from: last.x), y: try coordinate(from: last.y)))
        }
        return points
    }

    private mutating func coordinate() throws(SnapshotCorruption) -> Int32 {
        Int32(try count(atMost: Int(PointerPath.Point.coordinates.upperBound) - 1))
    }

    private mutating func coordinate(from last: Int32) throws(SnapshotCorruption) -> Int32 {
        let coordinates = PointerPath.Point.coordinates
        let range = Int64(coordinates.lowerBound - last)...Int64(coordinates.upperBound - 1 - last)
        return last + Int32(try signed(in: range))
    }
}
