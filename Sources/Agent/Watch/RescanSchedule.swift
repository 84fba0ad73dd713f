/// When the whole directory is scanned again: a pure function of when scans ended and how long they took. All times are
/// ns of the monotonic clock.
struct RescanSchedule {
    /// The least time between the end of a scan and the beginning of the next.
    static let leastPause: Int64 = 1_000_000_000
    /// While nothing happens, the period is this many times a scan's duration: 0.05 % of a core.
    static let quietFactor: Int64 = 2_000
    /// After a scan that found something, or when one is asked for, the pause is this many times its duration: at most
    /// some percent of a core, whatever anybody does in the directory.
    static let busyFactor: Int64 = 30

    private var lastEnd: Int64?
    private var lastDuration: Int64 = 0
    private var isBusy = true

    /// When the next scan begins; at once for the first.
    var next: Int64 {
        guard let lastEnd else { return 0 }
        let factor = isBusy ? Self.busyFactor : Self.quietFactor
        return lastEnd.saturatingAdding(max(Self.leastPause, lastDuration.saturatingMultiplied(by: factor)))
    }

    /// Asks for a scan before the quiet period is over, because something may have been missed.
    mutating func request() { isBusy = true }

    /// Notes that a scan has begun, so that what is asked for from now on is for the next one.
    mutating func begin() { isBusy = false }

    /// Notes that a scan of `duration` ns has ended at `time`, and whether it found what nothing had told of.
    mutating func end(at time: Int64, duration: Int64, foundSomething: Bool) {
        lastEnd = time
        lastDuration = duration
        isBusy = isBusy || foundSomething
    }
}
