internal import Recordings

extension Hand {
    /// Makes one gesture; `reports` then holds it.
    ///
    /// - Returns: how many gestures it counts for: a drag is one of its own.
    mutating func gesture() -> Int {
        reports.removeAll(keepingCapacity: true)
        pause()
        for _ in 0..<random.geometric(mean: habits[.detours], limit: 6) {
            let place = target()
            move(to: (place.x, place.y), width: 3 * place.width)
            wait(median: habits[.hesitation], spread: 0.6)
        }
        let goal = target()
        move(to: (goal.x, goal.y), width: goal.width)
        let traits = [Trait.resting, .clicking, .dragging, .wheeling]
        switch traits[random.index(weights: traits.lazy.map { [habits] in habits[$0] })] {
        case .clicking: clicks()
        case .dragging:
            drag()
            return 2
        case .wheeling: turnWheel()
        default: break
        }
        return 1
    }

    private mutating func pause() {
        if random.chance(habits[.absence]) {
            wait(median: 6, spread: 1, atMost: 120)
        } else {
            wait(median: habits[.pause], spread: habits[.pauseSpread])
        }
    }

    private mutating func clicks() {
        settle()
        let button = random.chance(habits[.secondary]) ? PointerEvent.Button.right : .left
        click(button)
        if button == .left {
            for _ in 0..<random.geometric(mean: habits[.repeats], limit: 20) {
                // Some further clicks are the second of a double click, others press the same button again.
                let isUnhurried = random.chance(0.35)
                wait(median: (isUnhurried ? 3 : 1) * habits[.repeatGap], spread: isUnhurried ? 0.6 : 0.22)
                click(.left)
            }
        }
        nudge()
    }

    /// The finger tightens before it presses.
    private mutating func settle() {
        wait(median: habits[.settling], spread: 0.6)
        guard random.chance(0.5 * habits[.nudge]) else { return }
        stroke(by: (random.normal(), random.normal()), lasting: 30_000)
        play(as: .move)
        wait(median: 0.3 * habits[.settling], spread: 0.5)
    }

    private mutating func click(_ button: PointerEvent.Button) {
        report(.press, button)
        wait(median: habits[.hold], spread: habits[.holdSpread])
        if random.chance(habits[.slip]) {
            stroke(by: (3 * random.normal(), 3 * random.normal()), lasting: 30_000)
            play(as: .drag)
        }
        report(.release, button)
    }

    private mutating func drag() {
        settle()
        report(.press, .left)
        wait(median: 0.8 * habits[.settling], spread: 0.4)
        let length = random.logNormal(median: habits[.dragLength], spread: 0.8)
        // Most drags select text, which is long, or move a scroll bar, which is upright.
        let upright = random.chance(0.3)
        let sign = random.chance(0.75) ? 1.0 : -1.0
        let aside = 0.12 * length * random.normal()
        let goal = upright ? (x: x + aside, y: y + sign * length) : (x: x + sign * length, y: y + aside)
        move(to: goal, width: 10, as: .drag)
        wait(median: 0.7 * habits[.settling], spread: 0.5)
        report(.release, .left)
        nudge()
    }

    private mutating func turnWheel() {
        wait(median: habits[.settling], spread: 0.6)
        for turn in 0...random.geometric(mean: 0.8, limit: 8) {
            if turn > 0 { wait(median: 0.45, spread: 0.5) }
            let direction = random.chance(habits[.wheelUp]) ? PointerEvent.Kind.wheelUp : .wheelDown
            for notch in 0...random.geometric(mean: habits[.notches], limit: 60) {
                if notch > 0 { wait(median: habits[.notchGap], spread: 0.4) }
                report(direction, .wheel)
            }
        }
    }

    /// Lifting the finger pushes the mouse.
    private mutating func nudge() {
        guard random.chance(habits[.nudge]) else { return }
        wait(median: habits[.nudgeDelay], spread: 0.6)
        stroke(by: (1.2 * random.normal(), 0.6 + random.normal()), lasting: 40_000)
        play(as: .move)
    }

    private mutating func target() -> (x: Double, y: Double, width: Double) {
        let width = habits[.targetSize]
        guard random.chance(habits[.locality]) else {
            let far = desktop.target(using: &random)
            return (far.x, far.y, far.width * width)
        }
        let distance = random.logNormal(median: habits[.nearDistance], spread: 0.7)
        let near = desktop.clamped(x: x + distance * random.normal(), y: y + 0.7 * distance * random.normal())
        return (near.x, near.y, 16 * width)
    }
}
