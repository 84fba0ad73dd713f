/// How the times between events scatter, by the standards of a hand: its times never lie close together, and some are always
/// much longer than most.
struct GapRhythm {
    /// ms by which times differ that only a clock has rounded.
    private static let clockStep = 16.0
    /// A hand's times have a larger spread.
    static let leastSpread = 0.20
    /// So few times at least are needed to tell whether some are much longer than most.
    static let fewestForTail = 75

    /// How many times there are.
    let count: Int
    /// Their median in ms.
    let median: Double
    /// By how much the middle three quarters of the times differ, those between 5 % and 80 %, less the step of a clock: a part of
    /// the median.
    let spread: Double
    /// The share of the times that are longer than 1.6 medians, of those up to 4.
    let longShare: Double
    /// The share that a hand's times have of these at least: 3 %, less one and a half standard errors.
    let leastLongShare: Double

    /// How the times of `gaps` scatter.
    init(_ gaps: GapDistribution) {
        count = gaps.count
        median = gaps.quantile(0.5)
        let range = gaps.quantile(0.8) - gaps.quantile(0.05)
        spread = max(0, range - Self.clockStep) / max(median, 1)
        let considered = max(gaps.count(below: 4 * median), 1)
        longShare = (considered - gaps.count(below: 1.6 * median)) / considered
        let expected = 0.03 * considered
        leastLongShare = (expected - 1.5 * expected.squareRoot()) / considered
    }

    /// Whether the times lie closer together than a hand's.
    func isTooEven(atLeast fewest: Int) -> Bool { count >= fewest && spread < Self.leastSpread }

    /// Whether fewer times are much longer than most than a hand's.
    var hasNoTail: Bool { count >= Self.fewestForTail && longShare <= leastLongShare }
}
