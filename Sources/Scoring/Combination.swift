public import Gestures

/// What a modality counts for.
public enum ModalityUse: String, Sendable, CaseIterable, Codable {
    /// Nothing: it is neither scored nor learnt.
    case off
    /// It is one voice among those of all modalities.
    case use
    /// It is one voice, and others cannot make less of what it says: a session's evidence is at least its own.
    case trust
}

/// How the evidence of several modalities becomes one.
public enum CombinationRule: String, Sendable, CaseIterable, Codable {
    /// As the sum of evidence that depends on each other (`CombinedEvidence`).
    case evidence
    /// As other products do it: the highest and the lowest score count for nothing where there are three or more, and the
    /// session's is the average of those that are left.
    case trimmedMean = "trimmed-mean"
}

/// How a session's evidence is made of what its modalities say.
public struct Combination: Sendable, Equatable {
    /// How several voices become one.
    public var rule: CombinationRule
    /// What modalities count for, where that is not `use`.
    public var uses: ModalityMap<ModalityUse>

    /// By default every modality is used, as evidence.
    public init(rule: CombinationRule = .evidence, uses: ModalityMap<ModalityUse> = ModalityMap()) {
        self.rule = rule
        self.uses = uses
    }

    /// What a modality counts for.
    public subscript(modality: Modality) -> ModalityUse { uses[modality] ?? .use }

    /// The modalities that are measured.
    public var measured: [Modality] { Modality.allCases.filter { self[$0] != .off } }
}

extension CombinationRule {
    /// The evidence of a session, in nats, before any modality is trusted.
    ///
    /// - Parameter evidence: that of each modality that votes; at least one.
    public func combine(_ evidence: [Double]) -> Double {
        switch self {
        case .evidence: CombinedEvidence.combine(evidence)
        case .trimmedMean:
            evidence.count == 1 ? evidence[0] : BareEvidence(score: Self.trimmedMean(of: evidence)).evidence
        }
    }

    /// The average of the scores, 0 to 100, without the highest and the lowest of three or more.
    public static func trimmedMean(of evidence: [Double]) -> Double {
        var scores = evidence.map { BareEvidence(evidence: $0).score }.sorted()
        if scores.count > 2 { scores = Array(scores[1..<scores.count - 1]) }
        return scores.reduce(0, +) / Double(scores.count)
    }
}
