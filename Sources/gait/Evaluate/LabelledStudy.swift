import Agent
import Evaluation
import Scoring

/// A trial whose answer is known.
struct LabelledTrial {
    var path: String
    var session: String
    var claimedUser: String
    var isIllegal: Bool
    var gestureCount: Int
    var assessment: Assessment?
}

/// Labelled sessions scored on a baseline, in several ways.
struct LabelledStudy {
    /// Of how many first gestures an AUC is reported.
    static let prefixes = [10, 20, 30, 50]
    /// Of how many baseline sessions a user an AUC is reported.
    static let baselineSizes = [1, 2, 3, 5]

    let baseline: [CollectedSession]
    /// The sessions that have a label.
    private let labelled: [(session: CollectedSession, isIllegal: Bool)]

    /// - Throws: `Failure` where no session has a label.
    init(baseline: [CollectedSession], sessions: [CollectedSession], labels: SessionLabels) throws {
        self.baseline = baseline
        labelled = sessions.compactMap { session in
            labels.match(relativePath: session.path.description, sessionID: session.session)
                .map { (session, $0.isIllegal) }
        }
        guard !labelled.isEmpty else {
            throw Failure("no recording has a label: labels name a path, a file name, or a session")
        }
    }

    /// Every labelled session, whole.
    func trials(_ experiment: Experiment) -> [LabelledTrial] {
        trials(experiment, baseline) { $0.whole }
    }

    /// The AUC on sessions' first gestures, by how many.
    func aucByGestures(_ experiment: Experiment) throws -> [String: Double] {
        var result: [String: Double] = [:]
        for size in Self.prefixes {
            let trials = trials(experiment, baseline) { $0.prefixes[size] ?? $0.whole }
            result[String(size)] = try ROCCurve(trials.scores)?.areaUnderCurve
        }
        return result
    }

    /// What a baseline of a few sessions a user gives, on average over which session is the first.
    func byBaselineSessions(_ experiment: Experiment) throws -> [String: EvaluationDocument.SmallBaseline] {
        let rotation = BaselineRotation(baseline)
        var result: [String: EvaluationDocument.SmallBaseline] = [:]
        for size in Self.baselineSizes where size < rotation.mostSessions {
            var curves: [Double] = []
            var falsePositives: [Double] = []
            for baseline in rotation.baselines(of: size) {
                let trials = trials(experiment, baseline) { $0.whole }
                if let curve = try ROCCurve(trials.scores) { curves.append(curve.areaUnderCurve) }
                falsePositives.append(trials.falsePositiveRate(atTailProbability: 0.05))
            }
            guard !curves.isEmpty else { continue }
            result[String(size)] = EvaluationDocument.SmallBaseline(
                auc: curves.reduce(0, +) / Double(curves.count),
                falsePositiveRate: falsePositives.reduce(0, +) / Double(falsePositives.count)
            )
        }
        return result
    }

    private func trials(
        _ experiment: Experiment,
        _ baseline: [CollectedSession],
        _ stretch: (CollectedSession) -> CollectedStretch
    ) -> [LabelledTrial] {
        let trials = labelled.map { Experiment.Trial(claimedUser: $0.session.user, stretch: stretch($0.session)) }
        return zip(labelled, experiment.assess(trials, baseline: baseline)).map { labelled, assessment in
            LabelledTrial(
                path: labelled.session.path.description,
                session: labelled.session.session,
                claimedUser: labelled.session.user,
                isIllegal: labelled.isIllegal,
                gestureCount: labelled.session.whole.gestureCount,
                assessment: assessment
            )
        }
    }
}

extension [LabelledTrial] {
    /// The evidence of the trials that could be scored.
    var scores: [LabelledScore] {
        compactMap { trial in
            trial.assessment.map { LabelledScore(score: $0.evidence, isIllegal: trial.isIllegal) }
        }
    }

    /// The tail probabilities of the owners' own sessions.
    var legalTailProbabilities: [Double] {
        compactMap { $0.isIllegal ? nil : $0.assessment?.tailProbability }
    }

    /// The share of the owners' own sessions whose tail probability is at most `limit`.
    func falsePositiveRate(atTailProbability limit: Double) -> Double {
        let legal = legalTailProbabilities
        return legal.isEmpty ? 0 : Double(legal.count { $0 <= limit }) / Double(legal.count)
    }
}
