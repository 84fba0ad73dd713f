import Glibc
import Statistics

// Measured without labels on owners' own sessions from two laboratories: 33 long sessions of five owners at remote
// desktops, and 198 of nine owners at their own computers. Each is left out of its owner's baseline, cut into pieces of
// 10 to 640 gestures and taken whole; every session has one vote. `median` is the weighted median at each length of S
// less what few baseline sessions add to it, `deviation` the mean over lengths of (90th − 50th percentile) / 1.2816, and
// `greatestMedian` the weighted median of a session's greatest T, in pieces of 120 to 640 gestures and in long sessions.
// `tail` goes through the 5, 15, 30, 50, 70, 85, 93, 97 and 99 % points of T at 20, 40 and 80 gestures and on with the
// mean slope from the 85 % to the 99 % point, of the 33 sessions alone: with the others, a few odd sessions would set all
// that lies beyond the 97 % point.
extension EvidenceScale {
    /// For S = A + 0.7 B: the owner's data alone.
    static let own = EvidenceScale(
        typicalityWeight: 0.7,
        median: .ofCounts(
            [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1600.0],
            [1.565, 1.097, 0.4114, -0.2602, -0.9751, -1.581, -2.231, -2.976]
        ),
        deviation: .constant(1.885),
        greatestMedian: .ofCounts([3.0, 4.0, 10.0, 20.0, 48.0], [0.386, 0.472, 0.886, 1.285, 1.518]),
        tail: .tail([-0.8926, -0.5609, -0.2561, 0.09893, 0.5372, 1.017, 1.398, 1.849, 2.513, 12.51], last: 22.708)
    )

    /// For S = A + 0.7 B + C: the owner's data and the box's population.
    static let population = EvidenceScale(
        typicalityWeight: 0.7,
        median: .ofCounts(
            [10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1600.0],
            [2.893, 2.295, 0.9614, -0.5626, -1.825, -2.988, -4.03, -4.957]
        ),
        deviation: .constant(2.731),
        greatestMedian: .ofCounts([3.0, 4.0, 10.0, 20.0, 48.0], [0.42, 0.547, 0.985, 1.279, 1.581]),
        tail: .tail([-0.9019, -0.5694, -0.2757, 0.1153, 0.5478, 1.015, 1.399, 1.853, 2.458, 12.46], last: 23.376)
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
