import Recordings

/// What in a session's pointer may show that a program moves it: measured on the events as they come, in constant memory.
///
/// Steps are gathered over a batch of events, and looked at once a movement has ended: most of what is measured of a movement is
/// needed only of those that are long enough.
struct PointerScript: Sendable {
    /// A position after a longer time in ms than this begins a movement.
    private static let longestRest: Int64 = 500
    /// Clicks that follow sooner than so many ms belong together.
    private static let shortestClickGap: Int64 = 600
    private static let fewestClickGaps = 15
    /// Steps that are gathered at once.
    private static let capacity = 1024

    /// A press of a button, and how many steps the pointer made since.
    struct Press: Equatable {
        var place: PointerPlace
        var time: Int64
        var steps = 0
    }

    /// Where the pointer is.
    var place: PointerPlace
    /// When it came there, in ms.
    var time: Int64
    /// The movement that goes on, as far as it was gathered before.
    var movement = PointerMovement()
    var paths = PathRegularity()
    /// The last press; `nil` before the first.
    var press: Press?
    /// The times from click to click.
    var clickGaps = GapHistogram()
    var replay = PathReplay()

    /// Begins with the pointer at `place`.
    init(at place: PointerPlace, time: Int64) {
        self.place = place
        self.time = time
    }

    /// Begins where the first of `events` is that can be used; `nil` where none can.
    init?(_ events: Span<PointerEvent>) {
        for index in events.indices {
            guard let place = Self.place(of: events[index]) else { continue }
            self.init(at: place, time: Self.time(of: events[index]).milliseconds)
            return
        }
        return nil
    }

    /// Where `event` was; `nil` where it is of the wheel, has no time, or no place on a screen.
    @inline(__always)
    private static func place(of event: PointerEvent) -> PointerPlace? {
        guard event.kind.rawValue <= PointerEvent.Kind.release.rawValue, !time(of: event).isMissing else { return nil }
        return PointerPlace(x: event.x, y: event.y)
    }

    /// When `event` was, on the clock that gestures are timed by.
    @inline(__always)
    private static func time(of event: PointerEvent) -> Timestamp {
        event.clientTime.isMissing ? event.recorderTime : event.clientTime
    }

    /// Takes note of events, in the order of the recording.
    mutating func add(_ events: Span<PointerEvent>) {
        var start = 0
        while start < events.count {
            let end = min(start + Self.capacity, events.count)
            gather(events.extracting(start..<end))
            start = end
        }
    }

    private mutating func gather(_ events: Span<PointerEvent>) {
        // The steps of the last run, and then those of these events.
        var gathered = InlineArray<1032, UInt32>(repeating: 0)
        precondition(events.count <= Self.capacity && Run.length + Self.capacity <= gathered.count)
        // All by one access, lest the whole be copied for a part.
        var steps = gathered.mutableSpan
        for index in 0..<Run.length { steps[index] = replay.run.values[index] }
        var count = Run.length
        var (place, time) = (place, time)
        var begin = (step: count, place: place)
        for index in events.indices {
            guard let new = Self.place(of: events[index]) else { continue }
            if new != place {
                let newTime = Self.time(of: events[index]).milliseconds
                if newTime &- time > Self.longestRest {
                    endMovement(steps.span.extracting(begin.step..<count), place.step(from: begin.place))
                    begin = (count, place)
                }
                // At most one for each event.
                unsafe steps[unchecked: count] = new.step(from: place).value
                count &+= 1
                (place, time) = (new, newTime)
            }
            let kind = events[index].kind
            guard kind == .press || kind == .release else { continue }
            endMovement(steps.span.extracting(begin.step..<count), place.step(from: begin.place))
            begin = (count, place)
            if kind == .press { press(at: place, Self.time(of: events[index]).milliseconds) }
        }
        self.place = place
        self.time = time
        if begin.step < count { goOn(steps.span.extracting(begin.step..<count)) }
        replay.goOn(steps.span.extracting(0..<count))
    }

    /// The movement goes on by `steps`, and further.
    private mutating func goOn(_ steps: Span<UInt32>) {
        press?.steps += steps.count
        movement.add(steps)
    }

    /// The movement has ended with `steps`, which lead so far.
    // Not inlined, nor is `press`, so that the loop over events keeps its values in registers.
    @inline(never)
    private mutating func endMovement(_ steps: Span<UInt32>, _ distance: PointerStep) {
        press?.steps += steps.count
        guard
            movement.steps > 0
                || PathRegularity.counts(steps: steps.count, squaredDistance: distance.squaredLength)
        else { return }
        movement.add(steps)
        paths.add(movement)
        movement = PointerMovement()
    }

    @inline(never)
    private mutating func press(at place: PointerPlace, _ time: Int64) {
        if let last = press {
            let distance = place.step(from: last.place)
            paths.addClick(distance, steps: last.steps)
            replay.press(distance)
            if time - last.time >= Self.shortestClickGap { clickGaps.add(time - last.time) }
        }
        press = Press(place: place, time: time)
    }

    /// What no hand does, so far.
    var signs: [ScriptedSign] {
        var paths = paths
        paths.add(movement)
        var signs = paths.signs
        let gaps = GapDistribution(clickGaps)
        guard gaps.count >= Self.fewestClickGaps else { return signs }
        let rhythm = GapRhythm(gaps)
        if rhythm.isTooEven(atLeast: Self.fewestClickGaps) {
            signs.append(.tooEven(.clicksTooEven, rhythm))
        } else if rhythm.hasNoTail {
            signs.append(.withoutTail(.clicksWithoutTail, rhythm))
        }
        return signs
    }
}
