import Agent
public import Evaluation
import Scoring

/// Labelled sessions scored on a baseline, in several ways.
public struct LabelledStudy: Sendable {
    /// Of how many first gestures an AUC is reported.
    public static let prefixes = [10, 20, 30, 50]
    /// Of how many baseline sessions a user an AUC is reported.
    public static let baselineSizes = [1, 2, 3, 5]

    /// The owners' own sessions.
    public let baseline: [CollectedSession]
    /// The sessions that have a label.
    private let labelled: [(session: CollectedSession, isIllegal: Bool)]
    /// The names of labels that stand for no recording, sorted.
    public let unmatchedLabels: [String]

    /// A study of those sessions of `recordings` that have a label; `nil` where none has.
    public init?(baseline: [CollectedSession], recordings: SessionCollector.Collection, labels: SessionLabels) {
        self.baseline = baseline
        labelled = recordings.sessions.compactMap { session in
            labels.match(relativePath: session.path.description, sessionID: session.session)
                .map { (session, $0.isIllegal) }
        }
        if labelled.isEmpty { return nil }
        // A label of a recording that cannot be used stands for that nevertheless.
        let recordings =
            recordings.sessions.map { ($0.path, $0.session) } + recordings.unusable.map { ($0.path, $0.session) }
        var unmatched = Set(labels.names)
        for (path, session) in recordings {
            for match in labels.matches(relativePath: path.description, sessionID: session) {
                unmatched.remove(match.name)
            }
        }
        unmatchedLabels = unmatched.sorted()
    }

    /// What a baseline of a few sessions a user gives.
    public struct SmallBaseline: Sendable {
        /// The pooled AUC, on average over which session is the first.
        public var auc: Double
        /// The share of the owners' own sessions with p ≤ 0.05, likewise.
        public var falsePositiveRate: Double
    }

    /// Every labelled session, whole.
    public func trials(_ experiment: Experiment) -> [LabelledTrial] {
        trials(experiment, baseline) { $0.whole }
    }

    /// The AUC on sessions' first gestures, by how many.
    ///
    /// - Throws: `EvaluationError` where a score is not a number.
    public func aucByGestures(_ experiment: Experiment) throws(EvaluationError) -> [Int: Double] {
        var result: [Int: Double] = [:]
        for size in Self.prefixes {
            let trials = trials(experiment, baseline) { $0.prefixes[size] ?? $0.whole }
            result[size] = try ROCCurve(trials.scores)?.areaUnderCurve
        }
        return result
    }

    /// What a baseline of a few sessions a user gives, on average over which session is the first.
    ///
    /// - Throws: `EvaluationError` where a score is not a number.
    public func byBaselineSessions(_ experiment: Experiment) throws(EvaluationError) -> [Int: SmallBaseline] {
        let rotation = BaselineRotation(baseline)
        var result: [Int: SmallBaseline] = [:]
        for size in Self.baselineSizes where size < rotation.mostSessions {
            var curves: [Double] = []
            var falsePositives: [Double] = []
            for baseline in rotation.baselines(of: size) {
                let trials = trials(experiment, baseline) { $0.whole }
                if let curve = try ROCCurve(trials.scores) { curves.append(curve.areaUnderCurve) }
                if let rate = trials.falsePositiveRate(atTailProbability: 0.05) { falsePositives.append(rate) }
            }
            // A curve needs owners' own sessions, and so there is a rate wherever there is a curve.
            guard !curves.isEmpty else { continue }
            result[size] = SmallBaseline(
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
                assessment: assessment.map { SessionAssessment($0, of: experiment.modality) }
            )
        }
    }
}
