import Gestures
import Glibc
public import Scoring

/// A session's score computed from its published evidence alone, step by step, as the README says.
public struct ScoreArithmetic: Sendable, Equatable {
    /// The steps in each modality, in the order of the evidence.
    public let modalities: [ModalityArithmetic]
    /// v: the variance of the sum of the voices' evidence in a legal session.
    public let variance: Double
    /// How the evidence of several voices becomes one.
    public let rule: CombinationRule
    /// The average of the scores without the highest and the lowest, 0 to 100, where that is the rule.
    public let meanScore: Double
    /// The evidence of the voices together, before any is trusted.
    public let together: Double
    /// The largest evidence of a voice that is trusted; `nil` where none is.
    public let trusted: Double?
    /// The evidence of the session.
    public let combined: Double
    /// The tail probability.
    public let p: Double
    /// 0 to 100.
    public let score: Double

    /// The steps for `evidence`.
    public init(_ evidence: PublishedSession.Evidence) {
        modalities = evidence.modalities.map(ModalityArithmetic.init)
        let voices = evidence.voices
        // Before it was said it was what is assumed.
        variance = evidence.variance ?? Dependence().variance(of: voices.map(\.voice))
        rule = evidence.rule ?? .evidence
        meanScore = CombinationRule.trimmedMean(of: voices.map(\.evidence))
        together = rule.combine(voices.map(\.evidence), variance: variance)
        trusted = voices.filter(\.isTrusted).map(\.evidence).max()
        combined = max(together, trusted ?? together)
        p = max(exp(-evidence.combined), .leastNormalMagnitude)
        score = 100 * (1 - exp2(log(p) / log(1000)))
    }
}

/// The steps to the evidence of one modality.
public struct ModalityArithmetic: Sendable, Equatable {
    /// What the surprise of samples weighs in s.
    public let weightOfB: Double
    /// s of the whole session.
    public let s: Double
    /// t of the most unusual segment, less what the greatest of as many has by chance; `nil` where segments do not count.
    public let ofSegments: Double?
    /// t of the session: the larger of the whole's and the segment's.
    public let t: Double

    /// The steps for `evidence`.
    public init(_ evidence: PublishedSession.ModalityEvidence) {
        let whole = evidence.whole
        weightOfB = evidence.modality.typicalityWeight
        s = whole.a + weightOfB * whole.b + (whole.c ?? 0)
        ofSegments = evidence.segment.flatMap { segment in evidence.allowance.map { segment.stretch.t - $0 } }
        t = max(whole.t, ofSegments ?? whole.t)
    }
}
