public import Recordings

/// How finely a recording samples the pointer, and from when to when it does: measured on the events as they come, in
/// constant memory.
///
/// Recorders differ widely: some keep every report of the device, others a position a second, others several positions
/// under one time. What they keep decides whether there are gestures to measure.
public struct PointerSignal: Sendable, Equatable {
    /// So many intervals at least say something of a recording.
    private static let fewestIntervals = 20
    /// Longer intervals are pauses, in ms.
    static let longestInterval: Int64 = 1 << 14 - 1

    /// When the first event reached the recorder that says when it did; missing before that.
    public internal(set) var first = Timestamp.missing
    /// When the last event reached the recorder that says when it did; missing before that.
    public internal(set) var last = Timestamp.missing
    /// The intervals between movements that follow each other: how many are 0 ms, and then of 1 ms and more, of 2, 4, 8, …
    var intervals = InlineArray<16, UInt32>(repeating: 0)
    /// When the last event was, if that was a movement.
    var previous = Timestamp.missing
    /// The greatest common divisor of all intervals, in ms; 0 before one is longer than 0 ms.
    var commonDivisor: Int64 = 0

    /// Nothing seen yet.
    public init() {}

    /// Whether both have measured the same.
    public static func == (a: PointerSignal, b: PointerSignal) -> Bool {
        a.first == b.first && a.last == b.last && a.previous == b.previous && a.commonDivisor == b.commonDivisor
            && a.intervals.indices.allSatisfy { a.intervals[$0] == b.intervals[$0] }
    }

    /// Takes note of events, in the order of the recording.
    public mutating func add(_ events: Span<PointerEvent>) {
        if first.isMissing, let event = events.indices.first(where: { !events[$0].recorderTime.isMissing }) {
            first = events[event].recorderTime
        }
        if let event = events.indices.last(where: { !events[$0].recorderTime.isMissing }) {
            last = events[event].recorderTime
        }
        let missing = Timestamp.missing
        // By one access, and in registers, lest each event wait for what the one before stored.
        var intervals = intervals.mutableSpan
        var (previous, divisor) = (previous, commonDivisor)
        for index in events.indices {
            let event = events[index]
            // As gestures are timed.
            let time = event.clientTime.isMissing ? event.recorderTime : event.clientTime
            let isMotion = event.kind == .move || event.kind == .drag
            // Where one of both is missing, they are farther apart than any interval.
            let interval = time.milliseconds &- previous.milliseconds
            previous = isMotion ? time : missing
            guard isMotion, 0...Self.longestInterval ~= interval, !time.isMissing else { continue }
            let range = Int64.bitWidth - interval.leadingZeroBitCount
            if intervals[range] < .max { intervals[range] += 1 }
            if divisor != 1 { divisor = Self.commonDivisor(interval, divisor) }
        }
        self.previous = previous
        commonDivisor = divisor
    }

    private static func commonDivisor(_ interval: Int64, _ known: Int64) -> Int64 {
        var (divisor, rest) = (interval, known)
        while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
        return divisor
    }

    /// The steps in which the clock goes, in ms: the greatest common divisor of the intervals between movements; `nil` where
    /// there are too few of them.
    public var clockStep: Int64? { count >= Self.fewestIntervals && commonDivisor > 0 ? commonDivisor : nil }

    /// The share of positions that come in bursts, under the time of the one before; `nil` where there are too few.
    public var burstShare: Double? {
        let total = count
        return total >= Self.fewestIntervals ? Double(intervals[0]) / Double(total) : nil
    }

    /// ms that the median of the intervals between movements is at least, a power of two or 0; `nil` where there are too few
    /// of them.
    public var typicalInterval: Int64? {
        let total = count
        guard total >= Self.fewestIntervals else { return nil }
        var below = 0
        for range in intervals.indices {
            below += Int(intervals[range])
            if below * 2 >= total { return range == 0 ? 0 : 1 << (range - 1) }
        }
        return nil
    }

    private var count: Int { intervals.indices.reduce(0) { $0 + Int(intervals[$1]) } }
}
