import Glibc

/// A session's score computed from its published evidence alone, step by step, as the README says.
public struct ScoreArithmetic: Sendable, Equatable {
    /// What the surprise of samples weighs in s.
    public static let weightOfB = 0.7
    /// The share of a session's weight that is on the whole; its most unusual segment has the rest.
    public static let shareOfWhole = 0.3
    /// K segments count as K to this power independent ones.
    public static let powerOfSegments = 0.65

    /// s of the whole session.
    public let s: Double
    /// E: the evidence that the most unusual of K segments has such an e; `nil` where segments do not count.
    public let ofSegments: Double?
    /// The combined evidence.
    public let combined: Double
    /// The tail probability.
    public let p: Double
    /// 0 to 100.
    public let score: Double

    /// The steps for `evidence`.
    public init(_ evidence: PublishedSession.Evidence) {
        let whole = evidence.whole
        s = whole.a + Self.weightOfB * whole.b + (whole.c ?? 0)
        if let segment = evidence.segment, evidence.segments > 0 {
            let effective = pow(Double(evidence.segments), Self.powerOfSegments)
            // −ln(1 − (1 − exp(−e))^k), in a form that keeps its digits where e is large.
            let e = -log(-expm1(effective * log1p(-exp(-segment.stretch.e))))
            ofSegments = e.isFinite ? e : segment.stretch.e - log(effective)
        } else {
            ofSegments = nil
        }
        if let ofSegments {
            let larger = max(whole.e, ofSegments)
            combined =
                larger
                + log(
                    Self.shareOfWhole * exp(whole.e - larger) + (1 - Self.shareOfWhole) * exp(ofSegments - larger)
                )
        } else {
            combined = whole.e
        }
        p = max(exp(-combined), .leastNormalMagnitude)
        score = 100 * (1 - exp2(log(p) / log(1000)))
    }
}
