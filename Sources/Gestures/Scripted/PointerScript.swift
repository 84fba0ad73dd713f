import Recordings

/// What in a session's pointer may show that a program moves it, besides its gestures' paths: measured on the events as they come,
/// in constant memory.
struct PointerScript: Sendable {
    /// Clicks that follow sooner than so many ms belong together.
    private static let shortestClickGap: Int64 = 600
    private static let fewestClickGaps = 15
    /// The square of the px between clicks to which the pointer has to be moved.
    private static let farSquaredDistance = 2500
    /// On a hand's way to a click the pointer moves at more times.
    private static let mostDirectMoves = 2
    private static let fewestClicks = 10
    private static let leastShareOfClicks = 0.7
    /// Events that are looked at together.
    private static let capacity = 1024

    /// A press of a button, and at how many times the pointer moved since.
    struct Press: Equatable {
        var place: PointerPlace
        var time: Int64
        var moves = 0
    }

    /// Where the pointer is.
    var place: PointerPlace
    /// When it came there, in ms.
    var time: Int64
    /// The last press; `nil` before the first.
    var press: Press?
    /// Clicks far from the last one, and those to which no way leads.
    var (far, direct) = (0, 0)
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
            follow(events.extracting(start..<end))
            start = end
        }
    }

    private mutating func follow(_ events: Span<PointerEvent>) {
        // The steps of the last run, and then those of these events.
        var followed = InlineArray<1032, UInt32>(repeating: 0)
        precondition(events.count <= Self.capacity && Run.length + Self.capacity <= followed.count)
        // All by one access, lest the whole be copied for a part.
        var steps = followed.mutableSpan
        for index in 0..<Run.length { steps[index] = replay.run.values[index] }
        // In registers, lest each step wait for what the one before stored.
        var (place, time) = (place, time)
        var (polynomial, limit) = (replay.run.polynomial, replay.moves.limit)
        var count = Run.length
        var moves = 0
        for index in events.indices {
            guard let new = Self.place(of: events[index]) else { continue }
            if new != place {
                let step = new.step(from: place).value
                // At most one for each event, and before the first there are those of a run.
                let oldest = unsafe steps[unchecked: count &- Run.length]
                unsafe steps[unchecked: count] = step
                count &+= 1
                let newTime = Self.time(of: events[index]).milliseconds
                moves &+= newTime == time ? 0 : 1
                (place, time) = (new, newTime)
                polynomial = Run.advance(polynomial, to: step, from: oldest)
                let hash = Run.hash(polynomial)
                if hash <= limit { limit = replay.take(steps.span.extracting(count - Run.length..<count), hash) }
            }
            guard events[index].kind == .press else { continue }
            press?.moves += moves
            moves = 0
            press(at: place, Self.time(of: events[index]).milliseconds)
        }
        self.place = place
        self.time = time
        press?.moves += moves
        replay.goOn(steps.span.extracting(count - Run.length..<count))
    }

    // Not inlined, so that the loop over events keeps its values in registers.
    @inline(never)
    private mutating func press(at place: PointerPlace, _ time: Int64) {
        if let last = press {
            let distance = place.step(from: last.place)
            if distance.squaredLength >= Self.farSquaredDistance {
                far += 1
                if last.moves <= Self.mostDirectMoves { direct += 1 }
            }
            replay.press(distance)
            if time - last.time >= Self.shortestClickGap { clickGaps.add(time - last.time) }
        }
        press = Press(place: place, time: time)
    }

    /// What no hand does, so far.
    var signs: [ScriptedSign] {
        let directness = ScriptedSign(
            .clicksWithoutPath,
            direct,
            of: far,
            atLeast: Self.fewestClicks,
            Self.leastShareOfClicks
        )
        return [directness, signOfGaps].compactMap(\.self)
    }

    private var signOfGaps: ScriptedSign? {
        let gaps = GapDistribution(clickGaps)
        guard gaps.count >= Self.fewestClickGaps else { return nil }
        let rhythm = GapRhythm(gaps)
        if rhythm.isTooEven(atLeast: Self.fewestClickGaps) { return .tooEven(.clicksTooEven, rhythm) }
        return rhythm.hasNoTail ? .withoutTail(.clicksWithoutTail, rhythm) : nil
    }
}
