import Glibc
import Statistics

// Measured without labels on owners' own sessions from two laboratories: 33 long sessions of five owners at remote
// desktops, and 198 of nine owners at their own computers. Each is left out of its owner's baseline, cut into pieces of
// 10 to 640 gestures and taken whole; every session has one vote. As it depends on sessions' names which windows are kept,
// all was measured under five sets of names. `median` is the weighted median at each length of S less what few baseline
// sessions add to it, and `deviation` the (90th − 50th percentile) / 1.2816: with the owner's data alone on a line over
// the logarithm of the length, with the population, where it has no trend, the mean. `greatestMedian` is the weighted
// median of a session's greatest T, in pieces of 120 to 640 gestures and in long sessions; a single segment's is 0, as
// nothing is chosen. `tail` goes through the 5, 15, 30, 50, 70, 85, 93, 97 and 99 % points of T at 20, 40 and 80 gestures
// and on with the mean slope from the 85 % to the 99 % point, of the 33 sessions alone: with the others, a few odd
// sessions would set all that lies beyond the 97 % point.
extension EvidenceScale {
    /// For S = A + 0.7 B: the owner's data alone.
    static let own = EvidenceScale(
        typicalityWeight: 0.7,
        median: .ofCounts(
            [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1600.0],
            [1.734, 0.9476, 0.03659, -0.7634, -1.397, -2.064, -2.627, -3.411]
        ),
        deviation: .ofCounts([10.0, 1600.0], [2.264, 1.441]),
        greatestMedian: .ofCounts([1.0, 3.0, 4.0, 10.0, 20.0, 48.0], [0, 0.3816, 0.4623, 0.8864, 1.18, 1.374]),
        tail: .tail([-0.9244, -0.6349, -0.3411, -0.01157, 0.3714, 0.8279, 1.261, 1.647, 2.185, 12.18], last: 24.56)
    )

    /// For S = A + 0.7 B + C: the owner's data and the box's population.
    static let population = EvidenceScale(
        typicalityWeight: 0.7,
        median: .ofCounts(
            [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1600.0],
            [3.131, 1.828, 0.1376, -1.373, -2.661, -3.775, -4.75, -6.755]
        ),
        deviation: .constant(2.752),
        greatestMedian: .ofCounts([1.0, 3.0, 4.0, 10.0, 20.0, 48.0], [0, 0.4374, 0.5044, 0.9278, 1.196, 1.516]),
        tail: .tail([-1.058, -0.7018, -0.4014, -0.007713, 0.4301, 0.8903, 1.317, 1.743, 2.298, 12.3], last: 23.84)
    )
}

extension EvidenceScales {
    /// For pointer gestures.
    static let pointer = EvidenceScales(own: .own, population: .population)
}

// Measured without labels on 330 sessions of free text of 55 people, 500 keys each: the first four of each are the baseline,
// the other two are cut into pieces of 30 to 480 keys. As above, but that each piece has one vote, and that the mean slope is
// that from the 85 % to the 99 % point of pieces of 60, 120 and 240 keys; characters by themselves have no pieces below 120.
extension EvidenceScales {
    /// For keys that go down and come up.
    static let keystrokes = EvidenceScales(
        own: EvidenceScale(
            typicalityWeight: 0.3,
            median: .ofCounts([30.0, 60.0, 120.0, 240.0, 480.0], [-2.58, -2.536, -2.761, -3.208, -3.694]),
            deviation: .constant(2.113),
            greatestMedian: .ofCounts([3.0, 7.0, 15.0], [0.35, 0.68, 0.898]),
            tail: .tail([-0.9674, -0.6764, -0.3672, 0, 0.4125, 0.9374, 1.538, 2.677, 5.789, 15.79], last: 10.19)
        ),
        population: EvidenceScale(
            typicalityWeight: 0.3,
            median: .ofCounts([30.0, 60.0, 120.0, 240.0, 480.0], [0.281, 0.112, -0.17, -1.093, -1.735]),
            deviation: .constant(3.667),
            greatestMedian: .ofCounts([3.0, 7.0, 15.0], [0.396, 0.731, 1.017]),
            tail: .tail([-1.021, -0.6553, -0.36, 0, 0.4111, 0.9613, 1.4, 2.232, 5.761, 15.76], last: 10.25)
        )
    )

    /// For characters that come by themselves.
    static let characters = EvidenceScales(
        own: EvidenceScale(
            typicalityWeight: 0.3,
            median: .ofCounts([120.0, 240.0, 480.0], [-2.497, -3.43, -4.37]),
            deviation: .constant(1.853),
            greatestMedian: .ofCounts([3.0, 7.0, 15.0], [0.35, 0.68, 0.898]),
            tail: .tail([-1.517, -0.8985, -0.5031, 0, 0.4269, 1.035, 1.645, 2.494, 4.273, 14.27], last: 12.97)
        ),
        population: EvidenceScale(
            typicalityWeight: 0.3,
            median: .ofCounts([120.0, 240.0, 480.0], [1.003, -0.463, -1.201]),
            deviation: .constant(3.58),
            greatestMedian: .ofCounts([3.0, 7.0, 15.0], [0.396, 0.731, 1.017]),
            tail: .tail([-1.1, -0.7136, -0.3767, 0, 0.4341, 0.9191, 1.59, 2.127, 3.732, 13.73], last: 14.23)
        )
    )
}

extension PiecewiseLinear {
    /// The same value everywhere.
    fileprivate static func constant(_ value: Double) -> PiecewiseLinear {
        PiecewiseLinear(arguments: [0, 1], values: [value, value])
    }

    /// A function of the logarithm of a count.
    static func ofCounts(_ counts: [Double], _ values: [Double]) -> PiecewiseLinear {
        PiecewiseLinear(arguments: counts.map { log($0) }, values: values)
    }

    /// −ln of the share of legal stretches that lie above: `points` are those below which 5, 15, 30, 50, 70, 85, 93, 97 and
    /// 99 % lie, and one more, where the value is `last`.
    static func tail(_ points: [Double], last: Double) -> PiecewiseLinear {
        PiecewiseLinear(
            arguments: points,
            values: [0.051293, 0.16252, 0.35667, 0.69315, 1.204, 1.8971, 2.6593, 3.5066, 4.6052, last]
        )
    }
}
