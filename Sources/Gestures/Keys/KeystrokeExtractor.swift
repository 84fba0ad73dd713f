public import Recordings

/// Turns key events into samples of typing, one event at a time, with the memory of a few keys.
///
/// Every key that goes down, or whose character comes by itself, is a gesture, so that windows hold a constant number of
/// keys. What is pasted, or comes at once with others, is not typing: no time leads to it or away from it. What a terminal
/// echoes says nothing more once it is known what was typed.
public struct KeystrokeExtractor: Sendable {
    /// The most samples of either kind that one batch of events can give.
    public static let mostSamples = EventBatch.capacity * 8

    /// A longer time from press to press, in ms, is a pause: its length tells of thought rather than of the hand.
    static let longestInterval: Int64 = 1500
    /// A longer pause counts as one of so many ms.
    static let longestPause: Int64 = 600_000
    /// No more keys are waited for to come up.
    static let mostHeld = 8

    /// How many keys there were.
    public internal(set) var gestureCount = 0
    /// ms from the first key event to the last.
    public internal(set) var duration: Int64 = 0

    /// A key that went down.
    struct Press: Equatable {
        var time: Int64
        var keyClass: KeyClass
        /// The next key that went down, if within `longestInterval`.
        var next: NextPress?

        var group: KeyGroup { KeyGroup(keyClass) }
    }

    /// When the next key went down, and how both are called.
    struct NextPress: Equatable {
        var time: Int64
        var pair: KeyPair
    }

    let source: KeyEvent.Action
    /// When the first key event was, in ms.
    let origin: Int64
    /// Keys that have not come up, oldest first.
    var held: [Press] = []
    /// The last key that went down; `nil` where something else came after it.
    var last: Press?
    /// When the last key that went down came up.
    var lastRelease: Int64?
    var burst: Int64 = 0
    /// Whether what comes now says nothing more.
    var isOver = false

    /// An extractor at the beginning of a session.
    ///
    /// - Parameters:
    ///   - source: what is taken for a key: `press` with its releases, `input`, or `echo`.
    ///   - origin: when the first key event was, in ms on the recorder's clock.
    public init(of source: KeyEvent.Action, since origin: Int64) {
        self.source = source
        self.origin = origin
    }

    /// Appends the samples of `events` to `samples`.
    ///
    /// - Precondition: at most `EventBatch.capacity` events; room for `mostSamples` in `samples`.
    public mutating func extract(_ events: Span<KeyEvent>, into samples: inout SampleBuffer) {
        for index in events.indices {
            let event = events[index]
            guard !event.time.isMissing, !isOver else { continue }
            let time = event.time.milliseconds
            duration = max(duration, time - origin)
            switch event.action {
            case source where event.count == 1: press(event, at: time, into: &samples)
            case .release where source == .press: release(event, at: time, into: &samples)
            case .release: break
            case .echo where source != .echo: break
            case .press, .input, .paste, .echo:
                interrupt(into: &samples)
                isOver = source == .echo && event.action != .echo
            }
        }
    }

    /// Ends what is going on at the end of the session.
    public mutating func finish(into samples: inout SampleBuffer) {
        interrupt(into: &samples)
    }

    private mutating func press(
        _ event: KeyEvent,
        at time: Int64,
        into samples: inout SampleBuffer
    ) {
        let press = Press(time: time, keyClass: event.keyClass)
        if let last { measure(from: last, to: press, into: &samples) }
        if source == .press {
            samples.append(cell: min(Int(event.heldKeys), 3), of: KeystrokeNumbers.rollover)
            if held.count == Self.mostHeld { held.removeFirst() }
            held.append(press)
        }
        last = press
        lastRelease = nil
        burst += 1
        gestureCount += 1
        samples.markGesture(start: max(time - origin, 0), end: max(time - origin, 0))
    }

    private mutating func measure(from last: Press, to press: Press, into samples: inout SampleBuffer) {
        let interval = press.time - last.time
        guard 0...Self.longestInterval ~= interval else {
            if interval > 0 { samples.append(whole: min(interval, Self.longestPause), of: KeystrokeNumbers.pause) }
            endBurst(into: &samples)
            return
        }
        let pair = KeyPair(first: last.group, second: press.group)
        samples.append(whole: interval, of: KeystrokeNumbers.anyPressToPress)
        if let number = KeystrokeNumbers.pressToPress[pair.number] { samples.append(whole: interval, of: number) }
        samples.append(cell: pair.number, of: KeystrokeNumbers.groupPair)
        if let lastRelease {
            measure(releaseToPress: press.time - lastRelease, of: pair, into: &samples)
        } else if let index = held.indices.last {
            held[index].next = NextPress(time: press.time, pair: pair)
        }
    }

    private mutating func release(_ event: KeyEvent, at time: Int64, into samples: inout SampleBuffer) {
        let pressed = time - Int64(event.holdTime)
        guard let index = held.firstIndex(where: { $0.time == pressed && $0.keyClass == event.keyClass }) else {
            return
        }
        let press = held.remove(at: index)
        samples.append(whole: Int64(event.holdTime), of: KeystrokeNumbers.anyHold)
        samples.append(whole: Int64(event.holdTime), of: KeystrokeNumbers.hold[press.group.rawValue])
        if let next = press.next {
            measure(releaseToPress: next.time - time, of: next.pair, into: &samples)
        } else if index == held.endIndex, last?.time == pressed {
            lastRelease = time
        }
    }

    private func measure(releaseToPress interval: Int64, of pair: KeyPair, into samples: inout SampleBuffer) {
        samples.append(whole: interval, of: KeystrokeNumbers.anyReleaseToPress)
        if let number = KeystrokeNumbers.releaseToPress[pair.number] { samples.append(whole: interval, of: number) }
    }

    private mutating func endBurst(into samples: inout SampleBuffer) {
        if burst > 0 { samples.append(whole: burst, of: KeystrokeNumbers.burst) }
        burst = 0
    }

    private mutating func interrupt(into samples: inout SampleBuffer) {
        endBurst(into: &samples)
        last = nil
        lastRelease = nil
    }
}
