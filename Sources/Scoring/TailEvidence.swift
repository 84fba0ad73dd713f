import Glibc

/// Evidence against a session: the negative logarithm of the share of the owner's sessions that look as unusual.
public protocol TailEvidence {
    /// The evidence, in nats.
    var evidence: Double { get }
}

extension TailEvidence {
    /// The tail probability p = e^−evidence: the share of the owner's sessions that look this unusual or more, in (0, 1).
    public var tailProbability: Double { max(exp(-max(evidence, EvidenceScale.leastEvidence)), .leastNormalMagnitude) }

    /// The score shown to people: 0 for what every session of the owner reaches, 50 for one in 1,000, at most 100.
    ///
    /// score = 100 · (1 − 2^(ln p / ln 1000)), monotone in the evidence.
    public var score: Double { 100 * (1 - exp2(log(tailProbability) / log(1000))) }

    /// What the score means for somebody's morning.
    public var band: Band { Band(tailProbability: tailProbability) }
}

/// Evidence and nothing that it comes from.
struct BareEvidence: TailEvidence {
    let evidence: Double

    init(evidence: Double) {
        self.evidence = evidence
    }

    /// The evidence that has a score, 0 to 100: the inverse of `score`.
    init(score: Double) {
        evidence = -log(1000) * log2(max(1 - score / 100, .leastNormalMagnitude))
    }
}
