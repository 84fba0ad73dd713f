public import Gestures
public import Scoring

/// Every user's later sessions as a whole, scored by several voices together against the user and against every other user.
public struct CombinedStudy: Sendable {
    private let studies: ModalityMap<CrossStudy>
    private let modalities: [Modality]
    private let hasCommands: Bool
    private let hasCircumstances: Bool

    /// A study of sessions, of which `CrossStudy` says which are the baseline; `nil` where there is nothing of the later ones.
    ///
    /// - Parameters:
    ///   - sessions: the same sessions in the same order for each of the modalities among the voices, or for any other
    ///     modality where there is none.
    ///   - voices: what is combined.
    public init?(_ sessions: ModalityMap<[CollectedSession]>, of voices: [Voice]) {
        modalities = voices.compactMap(\.modality)
        let measured = modalities.isEmpty ? sessions : sessions.only(modalities)
        studies = measured.compactMap { CrossStudy($1, scoring: .whole) }
        hasCommands = voices.contains(.commands)
        hasCircumstances = voices.contains(.circumstances)
        if studies.isEmpty { return nil }
    }

    /// One trial for each later session and user, made as `experiment` says, but of all voices.
    public func trials(_ experiment: Experiment) -> [LabelledTrial] {
        let found = studies.compactMap { modality, study in study.trials(experiment.in(modality)) }
        // They are of the same sessions and users in the same order.
        guard var trials = found.values.first, let study = studies.values.first else { return [] }
        let circumstances = hasCircumstances ? study.circumstances() : trials.map { _ in nil }
        let commands = hasCommands ? study.commands() : trials.map { _ in nil }
        for index in trials.indices {
            trials[index].gestureCount = found.values.reduce(0) { $0 + $1[index].gestureCount }
            trials[index].assessment = SessionAssessment(
                found.only(modalities).compactMap { $1[index].assessment?.strongest?.assessment },
                ContextAssessment(circumstances: circumstances[index], commands: commands[index])
            )
        }
        return trials
    }
}
