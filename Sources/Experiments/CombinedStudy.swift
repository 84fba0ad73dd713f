import Agent
public import Gestures
import Scoring

/// Every user's later sessions as a whole, scored in several modalities together against the user and against every other user.
public struct CombinedStudy: Sendable {
    private let studies: ModalityMap<CrossStudy>

    /// A study of sessions, of which `CrossStudy` says which are the baseline; `nil` where there is nothing of the later ones.
    ///
    /// - Parameter sessions: the same sessions in the same order for each modality.
    public init?(_ sessions: ModalityMap<[CollectedSession]>) {
        studies = sessions.compactMap { CrossStudy($1, scoring: .whole) }
        if studies.isEmpty { return nil }
    }

    /// One trial for each later session and user, made as `experiment` says, but in all modalities.
    public func trials(_ experiment: Experiment) -> [LabelledTrial] {
        let found = studies.compactMap { modality, study in study.trials(experiment.in(modality)) }
        // They are of the same sessions and users in the same order.
        guard var trials = found.values.first else { return [] }
        for index in trials.indices {
            trials[index].gestureCount = found.values.reduce(0) { $0 + $1[index].gestureCount }
            trials[index].assessment = SessionAssessment(
                found.compactMap { $1[index].assessment?.strongest?.assessment }
            )
        }
        return trials
    }
}
