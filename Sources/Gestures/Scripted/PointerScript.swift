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
        var x: Int32
        var y: Int32
        var time: Int64
        var steps = 0
    }

    /// Where the pointer is, in px.
    var x: Int32
    var y: Int32
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

    /// Begins with the pointer at (`x`, `y`).
    init(x: Int32, y: Int32, time: Int64) {
        (self.x, self.y, self.time) = (x, y, time)
    }

    /// Begins where the first of `events` is that can be used; `nil` where none can.
    init?(_ events: Span<PointerEvent>) {
        for index in events.indices {
            guard let place = Self.place(of: events[index]) else { continue }
            self.init(x: place.x, y: place.y, time: place.time)
            return
        }
        return nil
    }

    /// Where and when, on the clock that gestures are timed by, `event` was; `nil` where it is of the wheel, has no time, or no
    /// place on a screen.
    @inline(__always)
    private static func place(of event: PointerEvent) -> (x: Int32, y: Int32, time: Int64)? {
        // Of a negative number the highest bit is set, too.
        guard UInt32(bitPattern: event.x | event.y) < 32_768, event.kind.rawValue <= PointerEvent.Kind.release.rawValue
        else { return nil }
        let time = event.clientTime.isMissing ? event.recorderTime : event.clientTime
        return time.isMissing ? nil : (event.x, event.y, time.milliseconds)
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
        var steps = InlineArray<1032, UInt32>(repeating: 0)
        for index in 0..<Run.length { steps[index] = replay.run.values[index] }
        var count = Run.length
        var (x, y, time) = (x, y, time)
        var begin = (step: count, x: x, y: y)
        for index in events.indices {
            guard let place = Self.place(of: events[index]) else { continue }
            if place.x != x || place.y != y {
                if place.time &- time > Self.longestRest {
                    endMovement(steps.span.extracting(begin.step..<count), dx: x &- begin.x, dy: y &- begin.y)
                    begin = (count, x, y)
                }
                steps[count] = PointerStep(place.x &- x, place.y &- y).value
                count &+= 1
                (x, y, time) = place
            }
            let kind = events[index].kind
            guard kind == .press || kind == .release else { continue }
            endMovement(steps.span.extracting(begin.step..<count), dx: x &- begin.x, dy: y &- begin.y)
            begin = (count, x, y)
            if kind == .press { press(x, y, place.time) }
        }
        (self.x, self.y, self.time) = (x, y, time)
        if begin.step < count { goOn(steps.span.extracting(begin.step..<count)) }
        replay.move(steps.span.extracting(0..<count))
    }

    /// The movement goes on by `steps`, and further.
    private mutating func goOn(_ steps: Span<UInt32>) {
        press?.steps += steps.count
        movement.add(steps)
    }

    /// The movement has ended with `steps`, which lead (`dx`, `dy`) far.
    // Not inlined, nor is `press`, so that the loop over events keeps its values in registers.
    @inline(never)
    private mutating func endMovement(_ steps: Span<UInt32>, dx: Int32, dy: Int32) {
        press?.steps += steps.count
        guard movement.steps > 0 || PathRegularity.counts(steps: steps.count, dx: dx, dy: dy) else { return }
        movement.add(steps)
        paths.add(movement)
        movement = PointerMovement()
    }

    @inline(never)
    private mutating func press(_ x: Int32, _ y: Int32, _ time: Int64) {
        if let last = press {
            let (dx, dy) = (x - last.x, y - last.y)
            paths.addClick(dx: dx, dy: dy, steps: last.steps)
            replay.press(dx: dx, dy: dy)
            if time - last.time >= Self.shortestClickGap { clickGaps.add(time - last.time) }
        }
        press = Press(x: x, y: y, time: time)
    }

    /// What no hand does, so far.
    var signs: [ScriptedSign] {
        var paths = paths
        paths.add(movement)
        var signs = paths.signs
        let rhythm = GapRhythm(clickGaps)
        if rhythm.isTooEven(atLeast: Self.fewestClickGaps) {
            signs.append(.tooEven(.clicksTooEven, rhythm))
        } else if rhythm.hasNoTail {
            signs.append(.withoutTail(.clicksWithoutTail, rhythm))
        }
        return signs
    }
}
