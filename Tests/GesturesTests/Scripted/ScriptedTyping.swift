import Foundation
import Recordings
import Synthesis
import Testing

/// What programs that type send, and people beside them.
struct ScriptedTyping {
    /// How long after a key the next one comes.
    enum Gaps: Sendable, CustomTestStringConvertible {
        /// Equally long, in ms.
        case constant(Double)
        /// Within a part of the mean, each as likely as another.
        case uniform(Double, Double)
        /// Normally distributed, with a standard deviation that is a part of the mean.
        case normal(Double, Double)
        /// As of a hand: by which keys they are, and with a long tail to the right.
        case human(Double)

        var testDescription: String { "\(self)" }

        fileprivate func draw(_ random: inout SplitMix64, from last: KeyClass, to next: KeyClass) -> Double {
            switch self {
            case .constant(let mean): mean
            case .uniform(let mean, let part): mean * (1 + .random(in: -part...part, using: &random))
            case .normal(let mean, let part): max(1, mean * (1 + part * random.normal()))
            case .human(let median):
                median * (last == next ? 1.25 : last == .space || next == .space ? 0.8 : 0.95)
                    * exp(0.35 * random.normal()) + (.random(in: 0..<1, using: &random) < 0.08 ? median * 2 : 0)
            }
        }
    }

    /// What keys do.
    enum Way: Sendable {
        /// They go down and come up.
        case presses
        /// Characters reach a terminal.
        case input
    }

    var gaps: Gaps
    var way = Way.presses
    /// For how long keys are held, in ms; `nil` to leave out when they come up.
    var holds: ClosedRange<Double>?
    /// Steps of the clock in ms.
    var clockStep = 1.0
    /// Whether somebody waits for some seconds after every twelfth key.
    var hasPauses = false

    /// The events of so many keys.
    func events(_ count: Int, seed: UInt64) -> [KeyEvent] {
        var random = SplitMix64(seed: seed)
        var time = 1_000_000 + Double.random(in: 0..<1000, using: &random)
        var last = KeyClass.letterLeft
        var events: [KeyEvent] = []
        for number in 0..<count {
            let keyClass = Self.key(&random)
            let pressed = onClock(time + .random(in: 0..<1, using: &random))
            events.append(
                KeyEvent(
                    time: Timestamp(milliseconds: pressed),
                    action: way == .presses ? .press : .input,
                    keyClass: keyClass
                )
            )
            if let holds {
                let released = onClock(time + .random(in: holds, using: &random))
                events.append(
                    KeyEvent(
                        time: Timestamp(milliseconds: released),
                        action: .release,
                        keyClass: keyClass,
                        holdTime: UInt32(max(released - pressed, 0))
                    )
                )
            }
            time += max(1, gaps.draw(&random, from: last, to: keyClass))
            if hasPauses, number % 12 == 11 { time += .random(in: 2000...6000, using: &random) }
            last = keyClass
        }
        return events.sorted { $0.time.milliseconds < $1.time.milliseconds }
    }

    private func onClock(_ time: Double) -> Int64 { Int64((time / clockStep).rounded(.down) * clockStep) }

    private static func key(_ random: inout SplitMix64) -> KeyClass {
        switch Int.random(in: 0..<24, using: &random) {
        case 0..<4: .space
        case 4: .punctuation
        case 5..<15: .letterLeft
        default: .letterRight
        }
    }
}

extension SplitMix64 {
    /// A number of the standard normal distribution.
    mutating func normal() -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
        return radius * cos(2 * .pi * .random(in: 0..<1, using: &self))
    }
}
