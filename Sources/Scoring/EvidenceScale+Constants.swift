import Glibc
import Statistics

// Measured without labels on 33 long sessions of five owners, each left out of its owner's baseline, cut into pieces of
// 10 to 640 gestures and taken whole; every session has one vote. `median` is the weighted median of S at each length,
// `deviation` the mean over lengths of (90th − 50th percentile) / 1.2816, `tail` goes through the 5, 15, 30, 50, 70, 85,
// 93, 97 and 99 % points of T at 20, 40 and 80 gestures and on with the mean slope from the 85 % to the 99 % point.
extension EvidenceScale {
    /// For S = A + 0.7 B: the owner's data alone.
    static let own = EvidenceScale(
        typicalityWeight: 0.7,
        median: PiecewiseLinear(
            arguments: [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1600.0].map { log($0) },
            values: [2.219, 1.504, 0.7729, -0.2228, -0.8526, -1.517, -2.258, -2.705]
        ),
        deviation: 1.52,
        tail: PiecewiseLinear(
            arguments: [-1.301, -0.8617, -0.4534, -4.859e-05, 0.5261, 1.085, 1.54, 2.104, 2.743, 12.74],
            values: [0.051293, 0.16252, 0.35667, 0.69315, 1.204, 1.8971, 2.6593, 3.5066, 4.6052, 20.94]
        )
    )

    /// For S = A + 0.7 B + C: the owner's data and the box's population.
    static let population = EvidenceScale(
        typicalityWeight: 0.7,
        median: PiecewiseLinear(
            arguments: [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1600.0].map { log($0) },
            values: [4.389, 2.954, 1.3, -0.4636, -1.721, -2.837, -4.538, -5.31]
        ),
        deviation: 2.323,
        tail: PiecewiseLinear(
            arguments: [-1.245, -0.7914, -0.4333, -0.0001181, 0.5244, 1.038, 1.499, 1.965, 2.576, 12.58],
            values: [0.051293, 0.16252, 0.35667, 0.69315, 1.204, 1.8971, 2.6593, 3.5066, 4.6052, 22.214]
        )
    )
}
