import Foundation
import Recordings
import Synthesis

/// What programs that move the pointer and click send.
struct ScriptedPointing {
    /// How the pointer comes from click to click.
    enum Path: Sendable {
        /// At once.
        case teleport
        /// Straight, at a pace that `Pace` says.
        case straight(Pace)
        /// Bent, likewise.
        case curved(Pace)
    }

    /// How fast it goes.
    enum Pace: Sendable, CaseIterable {
        case even
        /// It begins and ends slowly.
        case eased
        /// It ends slowly.
        case slowing
        /// It begins and ends very slowly.
        case sigmoid

        fileprivate func place(_ part: Double) -> Double {
            switch self {
            case .even: part
            case .eased: part * part * (3 - 2 * part)
            case .slowing: 1 - (1 - part) * (1 - part)
            case .sigmoid: 1 / (1 + exp(-10 * (part - 0.5)))
            }
        }
    }

    var path: Path
    /// ms from a click to the next movement.
    var pauses: ClosedRange<Double> = 1000...1000
    /// px by which all points but the last are off.
    var tremor = 0

    /// The events of so many clicks.
    func events(clicks: Int, seed: UInt64) -> [PointerEvent] {
        var random = SplitMix64(seed: seed)
        var (x, y, time) = (500.0, 400.0, 1_000_000.0)
        var events: [PointerEvent] = []
        func add(_ kind: PointerEvent.Kind, _ x: Double, _ y: Double) {
            let stamp = Timestamp(milliseconds: Int64(time))
            let (x, y) = (Int32(max(0, x.rounded())), Int32(max(0, y.rounded())))
            events.append(PointerEvent(recorderTime: stamp, clientTime: .missing, x: x, y: y, kind: kind))
        }
        for _ in 0..<clicks {
            let (toX, toY) = (
                Double.random(in: 0..<1900, using: &random).rounded(),
                Double.random(in: 0..<1000, using: &random).rounded()
            )
            for (u, v) in points(from: (x, y), to: (toX, toY), &random) {
                add(.move, u, v)
                time += 10
            }
            add(.move, toX, toY)
            add(.press, toX, toY)
            time += 30
            add(.release, toX, toY)
            time += .random(in: pauses, using: &random)
            (x, y) = (toX, toY)
        }
        return events
    }

    private func points(
        from: (Double, Double),
        to: (Double, Double),
        _ random: inout SplitMix64
    ) -> [(Double, Double)] {
        let pace: Pace
        var bend = (0.0, 0.0)
        let distance = hypot(to.0 - from.0, to.1 - from.1)
        switch path {
        case .teleport: return []
        case .straight(let itsPace): pace = itsPace
        case .curved(let itsPace):
            pace = itsPace
            bend = (0.2 * distance * random.normal(), 0.2 * distance * random.normal())
        }
        let count = max(8, Int(distance / .random(in: 8...25, using: &random)))
        return (1...count).map { number in
            let part = pace.place(Double(number) / Double(count))
            let bow = 4 * part * (1 - part)
            let off = number < count ? Double(tremor) : 0
            return (
                from.0 + part * (to.0 - from.0) + bow * bend.0 + .random(in: -off...off, using: &random).rounded(),
                from.1 + part * (to.1 - from.1) + bow * bend.1 + .random(in: -off...off, using: &random).rounded()
            )
        }
    }
}
