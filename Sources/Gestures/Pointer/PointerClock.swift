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
    /// The largest believable increment of a client's clock that no recorder's confirms, in ms.
    static let longestPause: Int64 = 86_400_000

    /// How many leaps the client's clock made.
    private(set) var leaps = 0

    private var now: Int64?
    private var correction: Int64 = 0
    private var lastRecorder = Timestamp.missing
    private var lastClient = Timestamp.missing

    /// The time of `event` in ms; `nil` where neither clock was written.
    mutating func advance(to event: PointerEvent) -> Int64? {
        let client = event.clientTime
        let recorder = event.recorderTime
        guard !client.isMissing || !recorder.isMissing else { return nil }
        defer {
            if !client.isMissing { lastClient = client }
            if !recorder.isMissing { lastRecorder = recorder }
        }
        if client.isMissing {
            return step(to: recorder.milliseconds)
        }
        if let now, !lastClient.isMissing {
            let increment = client.milliseconds - lastClient.milliseconds
            if !recorder.isMissing, !lastRecorder.isMissing {
                let expected = recorder.milliseconds - lastRecorder.milliseconds
                if abs(increment - expected) > Self.leap {
                    leaps += 1
                    correction = now + max(expected, 0) - client.milliseconds
                }
            } else if increment > Self.longestPause || increment < -Self.leap {
                leaps += 1
                correction = now - client.milliseconds
            }
        }
        return step(to: client.milliseconds + correction)
    }

    private mutating func step(to time: Int64) -> Int64 {
        let next = max(time, now ?? time)
        now = next
        return next
    }
}
