import Glibc
import Statistics

/// From the sum S of calibrated distances to evidence, the negative logarithm of a tail probability.
///
/// S of a legal histogram falls as it grows longer. Standardised for its number of gestures,
/// T = (S − α + β ln g) / τ, it has the same distribution at every length, whose tail gives the evidence
/// E = −ln P(T). A session's evidence combines that of the whole with that of its windows, and the tail of the
/// combination over legal sessions gives the session's p.
struct EvidenceScale: Sendable {
    /// S of a legal histogram of one gesture, at the median.
    let intercept: Double
    /// How much the median of S falls with the logarithm of the number of gestures.
    let slope: Double
    /// The standard deviation of S above the median.
    let deviation: Double
    /// The share of the evidence's weight that is on the session as a whole; the windows have the rest in equal parts.
    let wholeShare: Double
    /// −ln of the tail probability of a legal histogram's T.
    let tail: PiecewiseLinear
    /// −ln of the tail probability of a legal session's combined evidence.
    let combinedTail: PiecewiseLinear

    /// T of a histogram of `gestureCount` gestures.
    func standardise(_ sum: Double, gestureCount: Int) -> Double {
        (sum - intercept + slope * log(Double(max(gestureCount, 1)))) / deviation
    }
}
