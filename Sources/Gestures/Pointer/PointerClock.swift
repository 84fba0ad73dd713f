import Recordings

/// The one clock of a session's pointer events: the client's, the recorder's where the client's is missing, in whole
/// ms, never running backwards.
///
/// A client's stamp is input from outside: one in the far future would freeze time for the rest of the session. Where
/// the client's increment differs from the recorder's by more than `leap`, the clock is anchored anew on the
/// recorder's and the leap is counted as evidence.
struct PointerClock: Sendable {
    /// The largest believable difference between the two clocks' increments, in ms.
    static let leap: Int64 = 60_000
    /// The largest believable increment of the clock from one event to the next, in ms.
    static let longestPause: Int64 = 86_400_000

    /// How many leaps the client's clock made.
    var leaps = 0

    var now: Int64?
    var correction: Int64 = 0
    var lastRecorder = Timestamp.missing
    var lastClient = Timestamp.missing

    /// The time of `event` in ms; `nil` where neither clock was written.
    @inline(__always)
    mutating func advance(to event: PointerEvent) -> Int64? {
        let client = event.clientTime
        let recorder = event.recorderTime
        guard !client.isMissing || !recorder.isMissing else { return nil }
        defer {
            if !client.isMissing { lastClient = client }
            if !recorder.isMissing { lastRecorder = recorder }
        }
        if client.isMissing { return step(to: recorder.milliseconds) }
        if let now, !lastClient.isMissing {
            let increment = client.milliseconds - lastClient.milliseconds
            if !recorder.isMissing, !lastRecorder.isMissing {
                let expected = recorder.milliseconds - lastRecorder.milliseconds
                if abs(increment - expected) > Self.leap {
                    leaps += 1
                    correction = now + min(max(expected, 0), Self.longestPause) - client.milliseconds
                }
            } else if increment > Self.longestPause || increment < -Self.leap {
                leaps += 1
                correction = now - client.milliseconds
            }
        }
        return step(to: client.milliseconds)
    }

    /// Goes on to a corrected stamp, never back, and never by more than the longest pause at once: so that no sequence of
    /// stamps, however hostile, brings the sum near its bounds.
    private mutating func step(to stamp: Int64) -> Int64 {
        let time = stamp + correction
        guard let last = now else {
            now = time
            return time
        }
        var next = max(time, last)
        if next - last > Self.longestPause {
            leaps += 1
            correction -= next - last - Self.longestPause
            next = last + Self.longestPause
        }
        now = next
        return next
    }
}
