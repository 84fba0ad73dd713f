import Gestures
import Profiles
import Synthesis

@testable import Scoring

/// A pointing device that does not exist, and samples of movements with it in the pointer's bins.
struct SyntheticDevice {
    /// How often it reports, in ms.
    var interval = 8.0
    /// What its settings make of a step of the hand.
    var scale = 1.0

    /// The samples of a session of so many gestures of 20 reports each.
    func counts(gestures: Int, seed: UInt64) -> [UInt32] {
        var generator = SplitMix64(seed: seed)
        let space = FeatureSpace.pointer
        var counts = [UInt32](repeating: 0, count: space.cellCount)
        func add(_ value: Double, _ name: String) {
            guard let feature = space.feature(named: name) else { return }
            counts[space.cell(ofNumber: value, feature: feature)] += 1
        }
        // A sitting differs from the next by more than chance.
        let pace = Double.random(in: 0.8...1.2, using: &generator)
        for _ in 0..<gestures {
            add(Double.random(in: 0.1...0.5, using: &generator), "dt_cv")
            for _ in 0..<20 {
                let isLate = Double.random(in: 0..<1, using: &generator) < 0.1
                add((isLate ? 3 : 1) * interval, "e_dt")
                let way = pace * interval / 8
                let right = (way * Double.random(in: -12...12, using: &generator)).rounded() * scale
                let down = (way * Double.random(in: -6...6, using: &generator)).rounded() * scale
                add(right.rounded(), "r_dx")
                add(down.rounded(), "r_dy")
                add((right * right + down * down).squareRoot(), "r_ds")
            }
        }
        return counts
    }

    /// The windows of so many sessions, each a fold of its own.
    func windows(sessions: Int) -> [BaselineWindow] {
        (0..<sessions).flatMap { session in
            (0..<6).map { window in
                let counts = counts(gestures: 30, seed: UInt64(100 * session + window))
                return BaselineWindow(histogram: SparseHistogram(counts), group: session, fold: session)
            }
        }
    }
}
