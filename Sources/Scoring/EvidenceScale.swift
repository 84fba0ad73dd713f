import Glibc
import Statistics

/// From calibrated distances to evidence, the negative logarithm of a tail probability, for one stretch of gestures and
/// for a session.
///
/// S = A + w·B + C of a legal stretch falls as it grows longer, and is larger and more spread with few baseline
/// sessions. Standardised for both, T has the same distribution for every stretch, whose tail gives E = −ln P(T).
struct EvidenceScale: Sendable {
    /// What B weighs against A.
    let typicalityWeight: Double
    /// The median S of a legal stretch, as a function of the logarithm of its number of gestures.
    let median: PiecewiseLinear
    /// The standard deviation of S above the median, as a function of the logarithm of the number of gestures.
    let deviation: PiecewiseLinear
    /// The median of the greatest T among a legal session's segments, as a function of the logarithm of their number.
    private let greatestMedian: PiecewiseLinear
    /// −ln of the tail probability of a legal stretch's T.
    private let tail: PiecewiseLinear

    /// The number of baseline sessions that `median` is given for.
    static let sessionsOfReference = 5.6
    /// Evidence is never less, so that a tail probability is never 1.
    static let leastEvidence = 0.001

    init(
        typicalityWeight: Double,
        median: PiecewiseLinear,
        deviation: PiecewiseLinear,
        greatestMedian: PiecewiseLinear,
        tail: PiecewiseLinear
    ) {
        self.typicalityWeight = typicalityWeight
        self.median = median
        self.deviation = deviation
        self.greatestMedian = greatestMedian
        self.tail = tail
    }

    /// T of a stretch of `gestureCount` gestures with the given S.
    ///
    /// With m baseline sessions the next session of the owner lies 1/m higher, and its variance is 1 + 1/m: the mean of
    /// m sessions is itself uncertain.
    func standardise(_ sum: Double, gestureCount: Int, baselineSessions: Int) -> Double {
        let few = 1 / Double(max(baselineSessions, 1)) - 1 / Self.sessionsOfReference
        let length = log(Double(max(gestureCount, 1)))
        return ((sum - median.clamped(length)) / deviation.clamped(length) - few) / (1 + few).squareRoot()
    }

    /// E of a stretch with the given T.
    func evidence(standardised: Double) -> Double {
        max(tail(standardised), Self.leastEvidence)
    }

    /// By how much the greatest T among so many segments of a legal session lies above T of a single stretch; it is
    /// subtracted from that of a session's most unusual segment.
    ///
    /// What the sitting adds to all of its segments stays; what the choice of the greatest adds is subtracted, as
    /// measured, which assumes nothing of how far segments depend on each other.
    ///
    /// - Returns: `nil` without segments.
    func allowance(forSegments segments: Int) -> Double? {
        segments > 0 ? greatestMedian(log(Double(segments))) : nil
    }
}

/// The scales of one modality.
struct EvidenceScales: Sendable {
    /// For the owner's data alone.
    let own: EvidenceScale
    /// For the owner's data and the box's population.
    let population: EvidenceScale
}
