public import Gestures
public import Scoring

/// Every user's later sessions as a whole, scored by several voices together against the user and against every other user.
public struct CombinedStudy: Sendable {
    private let studies: ModalityMap<CrossStudy>
    private var combination = Combination()

    /// A study of sessions, of which `CrossStudy` says which are the baseline; `nil` where there is nothing of the later ones.
    ///
    /// - Parameters:
    ///   - sessions: the same sessions in the same order for each of the modalities among the voices, or for any other
    ///     modality where there is none.
    ///   - voices: what is combined.
    public init?(_ sessions: ModalityMap<[CollectedSession]>, of voices: [Voice]) {
        for voice in Voice.all where !voices.contains(voice) { combination.uses[voice] = .off }
        let modalities = voices.compactMap(\.modality)
        let measured = modalities.isEmpty ? sessions : sessions.only(modalities)
        studies = measured.compactMap { CrossStudy($1, scoring: .whole) }
        if studies.isEmpty { return nil }
    }

    /// One trial for each later session and user, made as `experiment` says, but of all voices.
    public func trials(_ experiment: Experiment) -> [LabelledTrial] {
        let found = studies.compactMap { modality, study in study.trials(experiment.in(modality)) }
        // They are of the same sessions and users in the same order.
        guard var trials = found.values.first, let study = studies.values.first else { return [] }
        let contexts = study.contexts()
        for index in trials.indices {
            trials[index].gestureCount = found.values.reduce(0) { $0 + $1[index].gestureCount }
            trials[index].assessment = SessionAssessment(
                found.compactMap { $1[index].assessment?.strongest?.assessment },
                contexts[index],
                by: combination
            )
        }
        return trials
    }
}
