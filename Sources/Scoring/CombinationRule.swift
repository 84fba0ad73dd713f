/// How the evidence of several voices becomes one.
public enum CombinationRule: String, Sendable, CaseIterable, Codable {
    /// As the sum of evidence that may depend on each other (`CombinedEvidence`).
    case evidence
    /// As other products do it: the highest and the lowest score count for nothing where there are three or more, and the
    /// session's is the average of those that are left.
    case trimmedMean = "trimmed-mean"

    /// The evidence of a session, in nats, before any voice is trusted.
    ///
    /// - Parameters:
    ///   - evidence: that of each voice, of which there is one at least.
    ///   - variance: that of its sum in a legal session.
    public func combine(_ evidence: [Double], variance: Double) -> Double {
        switch self {
        case .evidence: return CombinedEvidence.combine(evidence, variance: variance)
        case .trimmedMean:
            return evidence.count == 1
                ? evidence[0] : BareEvidence(score: Self.trimmedMean(of: evidence)).evidence
        }
    }

    /// The average of the scores, 0 to 100, without the highest and the lowest of three or more.
    public static func trimmedMean(of evidence: [Double]) -> Double {
        var scores = evidence.map { BareEvidence(evidence: $0).score }.sorted()
        if scores.count > 2 { scores = Array(scores[1..<scores.count - 1]) }
        return scores.reduce(0, +) / Double(scores.count)
    }
}
