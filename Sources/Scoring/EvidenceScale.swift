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
    /// The standard deviation of S above the median.
    let deviation: Double
    /// −ln of the tail probability of a legal stretch's T.
    private let tail: PiecewiseLinear

    /// How many baseline sessions the owners had on whom median, deviation and tail were measured (harmonic mean).
    static let sessionsOfReference = 5.6
    /// The share of a session's weight that is on the whole; its most unusual segment has the rest.
    static let wholeShare = 0.3
    /// K segments, which overlap and share the sitting, count as K to this power independent ones.
    static let independence = 0.65
    /// Evidence is never less, so that a tail probability is never 1.
    static let leastEvidence = 0.001

    init(typicalityWeight: Double, median: PiecewiseLinear, deviation: Double, tail: PiecewiseLinear) {
        self.typicalityWeight = typicalityWeight
        self.median = median
        self.deviation = deviation
        self.tail = tail
    }

    /// T of a stretch of `gestureCount` gestures with the given S.
    ///
    /// With m baseline sessions the next session of the owner lies 1/m higher, and its variance is 1 + 1/m: the mean of
    /// m sessions is itself uncertain.
    func standardise(_ sum: Double, gestureCount: Int, baselineSessions: Int) -> Double {
        let few = 1 / Double(max(baselineSessions, 1)) - 1 / Self.sessionsOfReference
        let usual = median.clamped(log(Double(max(gestureCount, 1))))
        return ((sum - usual) / deviation - few) / (1 + few).squareRoot()
    }

    /// E of a stretch with the given T.
    func evidence(standardised: Double) -> Double {
        max(tail(standardised), Self.leastEvidence)
    }

    /// The evidence of a session: −ln of the harmonic mean of two tail probabilities, that of the whole and that of its
    /// segments, if they count.
    static func combine(whole: Double, ofSegments: Double?) -> Double {
        guard let ofSegments else { return whole }
        let larger = max(whole, ofSegments)
        return larger + log(wholeShare * exp(whole - larger) + (1 - wholeShare) * exp(ofSegments - larger))
    }

    /// The evidence that the greatest E of several segments is (Šidák 1967): −ln(1 − (1 − e^−E)^k) with k effective
    /// segments.
    ///
    /// - Returns: `nil` without segments.
    static func adjustForSelection(_ evidence: Double, among segments: Int) -> Double? {
        guard segments > 0 else { return nil }
        let logOfEffective = independence * log(Double(segments))
        if evidence > 30 { return evidence - logOfEffective }
        return -log(-expm1(exp(logOfEffective) * log1p(-exp(-evidence))))
    }
}
