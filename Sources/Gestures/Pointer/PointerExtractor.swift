public import Recordings

/// Turns a session's pointer events into samples, one event at a time, with the memory of one gesture.
///
/// A *gesture* is a run of records that are all moves or all drags; it ends on a gap over 1 s or on any other record.
/// Of records at one time the last stays; a run of fewer than 4 points is no gesture; a path is cut at 4,000 points.
/// Records with coordinates that no screen has (65,535 is an overflow that recorders write) are dropped.
public struct PointerExtractor: Sendable {
    /// The most samples of either kind that one batch of events can give: the gesture that was going on, and the batch.
    public static let mostSamples = (PointerPath.capacity + EventBatch.capacity) * 24

    /// A gap of more than this many ms ends a gesture.
    static let longestGap: Int64 = 1000

    /// How many gestures have ended.
    public internal(set) var gestureCount = 0
    /// How many events were dropped for coordinates no screen has (negative, or 32,768 px and more) or for want of a
    /// time.
    public internal(set) var unusableCount = 0
    /// How many times the client's clock leapt away from the recorder's.
    public var clockLeaps: Int { clock.leaps }
    /// How straight and how even the paths were of gestures that have ended.
    public internal(set) var paths = PathRegularity()
    /// ms from the first usable event to the last.
    public var duration: Int64 { (previous?.point.time ?? origin ?? 0) - (origin ?? 0) }

    struct Record {
        var point: PointerPath.Point
        var kind: PointerEvent.Kind
        var category: Int
        var recorder: Timestamp
        var client: Timestamp

        /// 0…4; both ways of the wheel are one.
        @inline(__always)
        static func category(of kind: PointerEvent.Kind) -> Int { min(Int(kind.rawValue), 4) }
    }

    var clock = PointerClock()
    var origin: Int64?
    var previous: Record?
    var path = PointerPath()
    var pathIsDrag = false
    var pathGap: Int64?
    private var measurer = PathMeasurer()
    var trail = RecentTrail()
    var press: PointerPath.Point?
    var lastClick: PointerPath.Point?
    var lastRelease: Int64?
    var releaseAwaitingMove: Int64?
    var lastWheel: (time: Int64, kind: PointerEvent.Kind)?
    var wheelBurst = 0
    var moveRun = 0

    /// An extractor at the beginning of a session.
    public init() {}

    /// Appends the samples of `events` to `samples`.
    ///
    /// - Precondition: at most `EventBatch.capacity` events; room for `mostSamples` in `samples`.
    public mutating func extract(_ events: Span<PointerEvent>, into samples: inout SampleBuffer) {
        for index in events.indices {
            extract(events[index], into: &samples)
        }
    }

    /// Lets the extractor take little memory until events come again.
    public mutating func pack() {
        measurer = PathMeasurer()
        path.pack()
    }

    /// Bytes of memory that it takes beside itself.
    public var byteCount: Int { path.byteCount + measurer.byteCount }

    /// Ends what is going on at the end of the session.
    public mutating func finish(into samples: inout SampleBuffer) {
        if !path.isEmpty { endGesture(press: nil, into: &samples) }
        endWheelBurst(into: &samples)
        endMoveRun(into: &samples)
    }

    // Inlined into the loop over events, so that it saves no registers for each of them.
    @inline(__always)
    private mutating func extract(_ event: PointerEvent, into samples: inout SampleBuffer) {
        guard (0..<32768).contains(event.x), (0..<32768).contains(event.y), let time = clock.advance(to: event) else {
            unusableCount += 1
            return
        }
        if origin == nil { origin = time }
        let point = PointerPath.Point(time: time, x: event.x, y: event.y)
        let category = Record.category(of: event.kind)
        let record = Record(
            point: point,
            kind: event.kind,
            category: category,
            recorder: event.recorderTime,
            client: event.clientTime
        )
        let gap = previous.map { time - $0.point.time } ?? 0
        if let previous { measureTransition(from: previous, to: record, gap: gap, into: &samples) }
        followMoveRun(category, gap: gap, into: &samples)
        followPath(record, gap: gap, into: &samples)
        switch event.kind {
        case .press: measurePress(point, gap: gap, into: &samples)
        case .release: measureRelease(point, into: &samples)
        case .wheelUp, .wheelDown: measureWheel(time, event.kind, into: &samples)
        case .move, .drag:
            if let release = releaseAwaitingMove {
                samples.append(.releaseToMove, Self.boundedSeconds(time - release))
                releaseAwaitingMove = nil
            }
        }
        trail.append(point)
        previous = record
    }

    @inline(__always)
    private func measureTransition(from old: Record, to new: Record, gap: Int64, into samples: inout SampleBuffer) {
        if !new.recorder.isMissing && !old.recorder.isMissing {
            let increment = new.recorder.milliseconds - old.recorder.milliseconds
            samples.append(.recorderInterval, whole: min(max(increment, 0), 60_000))
            if !new.client.isMissing && !old.client.isMissing {
                let clientIncrement = new.client.milliseconds - old.client.milliseconds
                samples.append(.lagChange, whole: increment - clientIncrement)
            }
        }
        if gap > 200 { samples.append(.pause, Double(gap) / 1000) }
        samples.append(.recordPair, cell: old.category * 5 + new.category)
        if old.kind == .release { samples.append(.pauseAfterRelease, Self.boundedSeconds(gap)) }
    }

    @inline(__always)
    private mutating func followMoveRun(_ category: Int, gap: Int64, into samples: inout SampleBuffer) {
        if category == 0 && previous?.category == 0 && gap <= Self.longestGap {
            moveRun += 1
        } else {
            endMoveRun(into: &samples)
            moveRun = category == 0 ? 1 : 0
        }
    }

    @inline(__always)
    private mutating func followPath(_ record: Record, gap: Int64, into samples: inout SampleBuffer) {
        let isMotion = record.kind == .move || record.kind == .drag
        let continues =
            isMotion && !path.isEmpty && (record.kind == .drag) == pathIsDrag && gap <= Self.longestGap
            && previous?.kind == record.kind
        if !path.isEmpty && !continues {
            endGesture(press: record.kind == .press ? record.point.time : nil, into: &samples)
        }
        if continues {
            samples.append(.sampleInterval, whole: gap)
            path.extend(to: record.point)
        } else if isMotion {
            path.begin(at: record.point)
            pathIsDrag = record.kind == .drag
            pathGap = previous == nil ? nil : gap
        }
    }

    private mutating func endGesture(press: Int64?, into samples: inout SampleBuffer) {
        defer { path.removeAll() }
        let points = path.points
        guard let first = points.first, let last = points.last, points.count >= PointerPath.fewestPoints else { return }
        let context = GestureContext(isDrag: pathIsDrag, gapBefore: pathGap, press: press)
        paths.add(measurer.measure(points.span, in: context, into: &samples))
        gestureCount += 1
        let origin = origin ?? first.time
        samples.markGesture(start: first.time - origin, end: last.time - origin)
    }

    private mutating func measurePress(_ point: PointerPath.Point, gap: Int64, into samples: inout SampleBuffer) {
        trail.forget(before: point.time)
        samples.append(.approachPath, trail.length(to: point))
        samples.append(.approachRecords, whole: Int64(min(trail.count, 40)))
        if previous != nil { samples.append(.pauseBeforePress, Self.boundedSeconds(gap)) }
        if let lastRelease { samples.append(.releaseToPress, Self.boundedSeconds(point.time - lastRelease)) }
        press = point
        endWheelBurst(into: &samples)
    }

    private mutating func measureRelease(_ point: PointerPath.Point, into samples: inout SampleBuffer) {
        if let press {
            let held = max(Double(point.time - press.time) / 1000, 0.001)
            let moved = press.distance(to: point)
            if moved <= 4 {
                samples.append(.clickHold, held)
            } else {
                samples.append(.dragTime, held)
                samples.append(.dragDistance, moved)
            }
            if let lastClick {
                let interval = Double(press.time - lastClick.time) / 1000
                samples.append(.clickInterval, min(max(interval, 0.01), 600))
                if interval < 0.6 { samples.append(.doubleClickInterval, interval) }
                samples.append(.clickDistance, lastClick.distance(to: press))
            }
            lastClick = press
            self.press = nil
        }
        lastRelease = point.time
        releaseAwaitingMove = point.time
    }

    private mutating func measureWheel(_ time: Int64, _ kind: PointerEvent.Kind, into samples: inout SampleBuffer) {
        if let lastWheel {
            let interval = time - lastWheel.time
            if interval < 2000 { samples.append(.wheelInterval, max(Double(interval) / 1000, 0.001)) }
            if interval > 700 || lastWheel.kind != kind { endWheelBurst(into: &samples) }
        }
        wheelBurst += 1
        lastWheel = (time, kind)
    }

    private mutating func endWheelBurst(into samples: inout SampleBuffer) {
        if wheelBurst > 0 { samples.append(.wheelBurst, whole: Int64(wheelBurst)) }
        wheelBurst = 0
    }

    private mutating func endMoveRun(into samples: inout SampleBuffer) {
        if moveRun > 0 { samples.append(.moveRun, whole: Int64(moveRun)) }
        moveRun = 0
    }

    /// `milliseconds` in s, within 1 ms and one minute.
    private static func boundedSeconds(_ milliseconds: Int64) -> Double {
        min(max(Double(milliseconds) / 1000, 0.001), 60)
    }
}
