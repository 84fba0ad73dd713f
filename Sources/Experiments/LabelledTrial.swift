public import Evaluation
public import Scoring

/// A trial whose answer is known.
public struct LabelledTrial: Sendable {
    /// The recording's path, as printed.
    public var path: String
    /// The session's name.
    public var session: String
    /// Whose session it is said to be.
    public var claimedUser: String
    /// Whether somebody else made it.
    public var isIllegal: Bool
    /// How many gestures were scored.
    public var gestureCount: Int
    /// What came of it; `nil` where it could not be scored.
    public var assessment: SessionAssessment?
}

extension [LabelledTrial] {
    /// The evidence of the trials that could be scored.
    public var scores: [LabelledScore] {
        compactMap { trial in
            trial.assessment.map { LabelledScore(score: $0.evidence, isIllegal: trial.isIllegal) }
        }
    }

    /// The tail probabilities of the owners' own sessions.
    public var legalTailProbabilities: [Double] {
        compactMap { $0.isIllegal ? nil : $0.assessment?.tailProbability }
    }

    /// The share of the owners' own sessions whose tail probability is at most `limit`; `nil` where none was scored.
    public func falsePositiveRate(atTailProbability limit: Double) -> Double? {
        let legal = legalTailProbabilities
        return legal.isEmpty ? nil : Double(legal.count { $0 <= limit }) / Double(legal.count)
    }
}
