import Gestures
import Profiles
import Scoring
import Synthesis

/// An owner whose samples are drawn about a place of their own on each feature's scale.
struct SyntheticOwner {
    /// Six features of twelve bins; one of them is of cells, one tells about the line.
    static let space = FeatureSpace(
        features: (0..<6).map { number in
            FeatureSpace.Feature(
                identifier: "f\(number)",
                origin: number == 5 ? .transport : .hand,
                phrases: FeaturePhrases(always: "other values"),
                binning: number == 4
                    ? .cells(shares: [Double](repeating: 1.0 / 12, count: 12))
                    : .numeric(.identity, edges: (1..<12).map(Double.init))
            )
        }
    )

    static let scoringSpace = ScoringSpace(space)

    /// The middle of the samples among the twelve bins, 0…12.
    var middle: Double

    /// The counts of a stretch with the given samples of each feature, displaced by `shift` bins.
    func counts(samples: Int, shift: Double = 0, _ generator: inout SplitMix64) -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: Self.space.cellCount)
        for feature in Self.space.features.indices {
            // A stretch differs from the next by more than chance.
            let middle = middle + shift + Double.random(in: -0.3...0.3, using: &generator)
            for _ in 0..<samples {
                let spread = (0..<4).reduce(0.0) { sum, _ in sum + Double.random(in: -1...1, using: &generator) }
                let bin = min(max(Int(middle + spread), 0), 11)
                counts[Self.space.offsets[feature] + bin] += 1
            }
        }
        return counts
    }

    /// The windows of so many sessions, each of which is a fold of its own.
    func windows(sessions: Int, perSession: Int, seed: UInt64 = 1) -> [BaselineWindow] {
        var generator = SplitMix64(seed: seed)
        return (0..<sessions).flatMap { session in
            let shift = Double.random(in: -0.2...0.2, using: &generator)
            return (0..<perSession).map { _ in
                let counts = counts(samples: 60, shift: shift, &generator)
                return BaselineWindow(histogram: SparseHistogram(counts), group: session, fold: session)
            }
        }
    }

    /// The owner's fit to six sessions.
    func fit(seed: UInt64 = 1) -> OwnerFit? {
        OwnerFit(windows(sessions: 6, perSession: 6, seed: seed), sessionCount: 6, space: Self.scoringSpace)
    }
}
