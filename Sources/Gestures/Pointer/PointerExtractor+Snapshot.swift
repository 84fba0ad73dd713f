import Recordings
public import Snapshots

extension PointerExtractor {
    /// Appends everything that the samples still to come depend on: a few hundred bytes, and three or four for each
    /// point of the gesture that is going on, of which there are at most 4,000.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: gestureCount)
        writer.append(count: unusableCount)
        paths.snapshot(into: &writer)
        clock.snapshot(into: &writer)
        // No event was usable before the clock began, and the last one that was is what it shows.
        guard let now = clock.now, let previous else { return }
        previous.snapshot(into: &writer)
        writer.append(time: origin ?? now, before: now)
        writer.append(Array(path.points), before: now)
        writer.append(flag: pathIsDrag)
        writer.append(optional: pathGap) { $0.append(count: $1) }
        writer.append(trail.points(at: now), before: now)
        writer.append(optional: press) { $0.append($1, before: now) }
        writer.append(optional: lastClick) { $0.append($1, before: now) }
        writer.append(optional: lastRelease) { $0.append(time: $1, before: now) }
        writer.append(optional: releaseAwaitingMove) { $0.append(time: $1, before: now) }
        writer.append(optional: lastWheel) { writer, wheel in
            writer.append(time: wheel.time, before: now)
            writer.append(count: wheel.kind.rawValue)
        }
        writer.append(count: wheelBurst)
        writer.append(count: moveRun)
    }

    /// An extractor that goes on where one was when it took a snapshot.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init()
        gestureCount = try reader.tally()
        unusableCount = try reader.tally()
        paths = try PathRegularity(from: &reader)
        clock = try PointerClock(from: &reader)
        guard let now = clock.now else { return }
        previous = try Record(from: &reader, time: now)
        origin = try reader.time(before: now)
        path = PointerPath(
            along: try reader.points(atMost: PointerPath.capacity, before: now, gaps: 1...UInt64(Self.longestGap))
        )
        // Only a path that is full does not reach to the last record.
        if let last = path.points.last, last.time < now, path.count < PointerPath.capacity {
            throw reader.corruption
        }
        pathIsDrag = try reader.flag()
        pathGap = try reader.optional { reader throws(SnapshotCorruption) in
            Int64(try reader.unsigned(atMost: UInt64(PointerClock.largestAge)))
        }
        trail = RecentTrail(
            try reader.points(atMost: RecentTrail.capacity, before: now, gaps: 0...UInt64(RecentTrail.span))
        )
        press = try reader.optional { reader throws(SnapshotCorruption) in try reader.point(before: now) }
        lastClick = try reader.optional { reader throws(SnapshotCorruption) in try reader.point(before: now) }
        lastRelease = try reader.optional { reader throws(SnapshotCorruption) in try reader.time(before: now) }
        releaseAwaitingMove = try reader.optional { reader throws(SnapshotCorruption) in try reader.time(before: now) }
        lastWheel = try reader.optional { reader throws(SnapshotCorruption) in
            (time: try reader.time(before: now), kind: try reader.eventKind())
        }
        wheelBurst = try reader.tally()
        moveRun = try reader.tally()
    }
}

extension PointerExtractor.Record {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(point, before: point.time)
        writer.append(count: kind.rawValue)
        writer.append(recorder)
        writer.append(client)
    }

    fileprivate init(from reader: inout SnapshotReader, time: Int64) throws(SnapshotCorruption) {
        point = try reader.point(before: time)
        guard point.time == time else { throw reader.corruption }
        kind = try reader.eventKind()
        recorder = try reader.timestamp()
        client = try reader.timestamp()
        category = Self.category(of: kind)
    }
}

extension RecentTrail {
    /// The records that count at `time`, oldest first.
    fileprivate func points(at time: Int64) -> [PointerPath.Point] {
        var trail = self
        trail.forget(before: time)
        return (0..<trail.count).map { trail[$0] }
    }

    /// A trail of records that were kept before, oldest first.
    fileprivate init(_ points: [PointerPath.Point]) {
        self.init()
        for point in points { append(point) }
    }
}

extension SnapshotReader {
    fileprivate mutating func eventKind() throws(SnapshotCorruption) -> PointerEvent.Kind {
        guard let kind = PointerEvent.Kind(rawValue: UInt8(try count(atMost: 255))) else { throw corruption }
        return kind
    }
}
