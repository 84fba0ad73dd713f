internal import Recordings

extension Hand {
    /// Aims at a target: a first stroke, and corrections until the pointer is inside or patience ends.
    mutating func move(to goal: (x: Double, y: Double), width: Double, as kind: PointerEvent.Kind = .move) {
        let goal = desktop.clamped(x: goal.x, y: goal.y)
        var (aimedX, aimedY) = (x, y)
        var start = time
        let slowness = kind == .drag ? random.logNormal(median: habits[.dragSlowness], spread: 0.5) : 1
        for attempt in 0..<5 {
            let dx = goal.x - aimedX
            let dy = goal.y - aimedY
            let distance = (dx * dx + dy * dy).squareRoot()
            if distance < 1 || (attempt > 0 && distance <= width / 2) { break }
            let difficulty = Portable.log(distance / width + 1) / 0.693_147_180_559_945_3
            let expected = (habits[.fittsIntercept] + habits[.fittsSlope] * difficulty) * slowness
            let duration = min(random.logNormal(median: expected, spread: habits[.durationSpread]), 4)
            let gain = (attempt == 0 ? habits[.primaryGain] : 1) + habits[.endpointError] * random.normal()
            let aside = 0.5 * habits[.endpointError] * random.normal()
            let bow = habits.bow(dx: dx, dy: dy) + habits[.bowSpread] * random.normal()
            let next = Stroke(
                start: start,
                duration: max(Self.microseconds(duration), 1),
                dx: gain * dx - aside * dy,
                dy: gain * dy + aside * dx,
                bow: bow,
                asymmetry: habits[.asymmetry] * (1 + 0.2 * random.nearNormal())
            )
            strokes.append(next)
            aimedX += next.dx
            aimedY += next.dy
            // A correction is under way before the first stroke has quite come to rest.
            let delay = random.logNormal(median: habits[.correctionDelay], spread: 0.5) - 0.15 * duration
            start = max(next.end + Self.microseconds(delay), start)
        }
        play(as: kind)
    }

    mutating func stroke(by displacement: (x: Double, y: Double), lasting duration: Int64) {
        strokes.append(
            Stroke(start: time, duration: duration, dx: displacement.x, dy: displacement.y, bow: 0, asymmetry: 1)
        )
    }

    /// Lets the planned strokes happen, and reports where the pointer is whenever the device does.
    mutating func play(as kind: PointerEvent.Kind) {
        guard let end = strokes.lazy.map(\.end).max() else { return }
        let (fromX, fromY) = (x, y)
        var next = (time / reportInterval + 1) * reportInterval
        while next <= end {
            let (beforeX, beforeY) = (x, y)
            place(from: (fromX, fromY), at: next)
            // Tremor and the grain of the table: a first-order process that forgets in a few reports, and grows with
            // the speed (Harris, Wolpert 1998, doi:10.1038/29528).
            trembling.x = 0.7 * trembling.x + 0.714 * random.nearNormal()
            trembling.y = 0.7 * trembling.y + 0.714 * random.nearNormal()
            let step = (x - beforeX).magnitude + (y - beforeY).magnitude
            let amplitude = habits[.tremor] * min(0.2 + 0.1 * step, 1)
            show(x + amplitude * trembling.x, y + amplitude * trembling.y, at: next, as: kind)
            next += reportInterval
        }
        place(from: (fromX, fromY), at: end)
        (x, y) = desktop.clamped(x: x, y: y)
        time = end
        strokes.removeAll(keepingCapacity: true)
    }

    private mutating func place(from origin: (x: Double, y: Double), at time: Int64) {
        (x, y) = origin
        for stroke in strokes {
            let moved = stroke.displacement(at: time)
            x += moved.x
            y += moved.y
        }
    }

    private mutating func show(_ x: Double, _ y: Double, at time: Int64, as kind: PointerEvent.Kind) {
        let visible = desktop.clamped(x: x, y: y)
        let pixel = (x: Int32(visible.x.rounded()), y: Int32(visible.y.rounded()))
        guard pixel != shown else { return }
        shown = pixel
        reports.append(Report(time: time, x: pixel.x, y: pixel.y, kind: kind, button: .none))
    }

    mutating func report(_ kind: PointerEvent.Kind, _ button: PointerEvent.Button) {
        // The recorder leaves no position with the notches of a wheel.
        let position = button == .wheel ? (x: 0, y: 0) : shown
        reports.append(Report(time: time, x: position.x, y: position.y, kind: kind, button: button))
    }

    mutating func wait(median: Double, spread: Double, atMost limit: Double = 30) {
        time += max(Self.microseconds(min(random.logNormal(median: median, spread: spread), limit)), 1_000)
    }

    private static func microseconds(_ seconds: Double) -> Int64 {
        Int64((seconds * 1_000_000).rounded())
    }
}
