import Snapshots

/// The clock of a recording whose rows say how long they came after the row before.
struct TimingClock {
    /// The longest that a session is believed to last, in ns: 146 years.
    static let longest: Int64 = 1 << 62

    /// When a session began.
    struct Start: Equatable {
        /// The largest number of seconds since 1970 that is believed: the end of the year 9999.
        private static let latest: Int64 = 253_402_300_799

        /// Whole ms since 1970.
        fileprivate(set) var milliseconds: Int64
        /// What is left, below 1,000,000 ns.
        fileprivate(set) var nanoseconds: Int64

        fileprivate init(milliseconds: Int64, nanoseconds: Int64) {
            self.milliseconds = milliseconds
            self.nanoseconds = nanoseconds
        }

        /// The instant so long after the beginning of 1970; nil where that is no time of this calendar.
        init?(seconds: Int64, nanoseconds: Int64 = 0) {
            guard 0...Self.latest ~= seconds, 0..<1_000_000_000 ~= nanoseconds else { return nil }
            milliseconds = seconds * 1000 + nanoseconds / 1_000_000
            self.nanoseconds = nanoseconds % 1_000_000
        }
    }

    /// When the session began; nil where the recording does not say.
    var start: Start?
    /// ns from the session's start to the last row.
    private(set) var elapsed: Int64 = 0
    /// Whether there was a row.
    private var hasRows = false
    /// ns that the session lasted at least, as the recording says apart from its rows.
    private var duration: Int64 = 0
    /// ns from the recording's start to that of the session in it that is the last.
    private var sessionOffset: Int64 = 0

    /// Takes note of a row that came `delay` ns after the one before.
    ///
    /// - Precondition: the delay is one that `TimingCursor` believes.
    @inline(__always)
    mutating func advance(by delay: Int64) {
        hasRows = true
        elapsed = min(elapsed + delay, Self.longest)
    }

    /// When the last session of the recording began; nil where it does not say when it began itself.
    var sessionStart: Start? {
        guard let start else { return nil }
        let nanoseconds = start.nanoseconds + sessionOffset
        return Start(milliseconds: start.milliseconds + nanoseconds / 1_000_000, nanoseconds: nanoseconds % 1_000_000)
    }

    /// Takes note of how long the session lasted, in ns.
    mutating func end(after duration: Int64) {
        self.duration = min(duration, Self.longest - sessionOffset) + sessionOffset
    }

    /// Takes note that another session begins at `time`, or at the end of the one before if that is later.
    mutating func beginSession(at time: Start) {
        let end = max(elapsed, duration)
        // No clock is known of where the recording began: that of the session is as good as any.
        let milliseconds = max(0, time.milliseconds - (start ?? time).milliseconds)
        sessionOffset = max(end, min(milliseconds, Self.longest / 1_000_000) * 1_000_000)
        elapsed = sessionOffset
    }

    /// The time, to the nearest ms, of what came `elapsed` ns after the session's start.
    @inline(__always)
    func time(at elapsed: Int64) -> Timestamp {
        let (milliseconds, nanoseconds) = start.map { ($0.milliseconds, $0.nanoseconds) } ?? (0, 0)
        return Timestamp(milliseconds: milliseconds + (nanoseconds + elapsed + 500_000) / 1_000_000)
    }

    /// What the times count from.
    var kind: RecordingContents.Clock { start == nil ? .session : .wall }

    /// From the session's start to its last row; nil before anything is known.
    var span: RecordedSpan? {
        guard hasRows || start != nil else { return nil }
        var span = RecordedSpan()
        span.include(time(at: 0))
        span.include(time(at: max(elapsed, duration)))
        return span
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(optional: start) {
            $0.append(count: $1.milliseconds)
            $0.append(count: $1.nanoseconds)
        }
        writer.append(flag: hasRows)
        writer.append(count: elapsed)
        writer.append(count: duration)
        writer.append(count: sessionOffset)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        start = try reader.optional { reader throws(SnapshotCorruption) in
            let milliseconds = Int64(try reader.count(atMost: 1 << 53))
            let nanoseconds = Int64(try reader.count(atMost: 999_999))
            let seconds = milliseconds / 1000
            let rest = milliseconds % 1000 * 1_000_000 + nanoseconds
            guard let start = Start(seconds: seconds, nanoseconds: rest) else { throw reader.corruption }
            return start
        }
        hasRows = try reader.flag()
        elapsed = Int64(try reader.count(atMost: Int(Self.longest)))
        duration = Int64(try reader.count(atMost: Int(Self.longest)))
        sessionOffset = Int64(try reader.count(atMost: Int(elapsed)))
    }
}
