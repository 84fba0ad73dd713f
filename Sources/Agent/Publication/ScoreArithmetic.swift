import Glibc

/// A session's score computed from its published evidence alone, step by step, as the README says.
public struct ScoreArithmetic: Sendable, Equatable {
    /// What the surprise of samples weighs in s.
    public static let weightOfB = 0.7
    /// s of the whole session.
    public let s: Double
    /// t of the most unusual segment, less what the greatest of as many has by chance; `nil` where segments do not count.
    public let ofSegments: Double?
    /// t of the session: the larger of the whole's and the segment's.
    public let t: Double
    /// The tail probability.
    public let p: Double
    /// 0 to 100.
    public let score: Double

    /// The steps for `evidence`.
    public init(_ evidence: PublishedSession.Evidence) {
        let whole = evidence.whole
        s = whole.a + Self.weightOfB * whole.b + (whole.c ?? 0)
        ofSegments = evidence.segment.flatMap { segment in evidence.allowance.map { segment.stretch.t - $0 } }
        t = max(whole.t, ofSegments ?? whole.t)
        let combined = evidence.combined
        p = max(exp(-combined), .leastNormalMagnitude)
        score = 100 * (1 - exp2(log(p) / log(1000)))
    }
}
