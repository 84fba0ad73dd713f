import Agent
import Scoring
import Statistics

/// Every baseline session held out in turn: scored as it is, and with somebody else in its middle.
struct HeldOutStudy {
    /// The evidence of held-out sessions, as they are.
    private(set) var legal: [Assessment] = []
    /// The evidence of the same with an intruder, by owner.
    private(set) var takenOver: [String: [Assessment]] = [:]

    /// - Parameter gestures: how many gestures of an intruder's; `nil` for no intruders.
    init(
        _ baseline: [CollectedSession],
        _ experiment: Experiment,
        takeover: (reader: TakeoverReader, gestures: Int)?
    ) throws(UnreadableRecording) {
        let sessionsOfUser = Dictionary(grouping: baseline, by: \.user)
        for held in baseline.indices where sessionsOfUser[baseline[held].user, default: []].count > 1 {
            let owner = baseline[held]
            var stretches = [owner.whole]
            if let takeover {
                for (user, sessions) in sessionsOfUser.sorted(by: { $0.key < $1.key }) where user != owner.user {
                    let intruder = sessions[held % sessions.count]
                    stretches.append(
                        try takeover.reader.read(owner: owner, intruder: intruder, gestureCount: takeover.gestures)
                    )
                }
            }
            var others = baseline
            others.remove(at: held)
            let trials = stretches.map { Experiment.Trial(claimedUser: owner.user, stretch: $0) }
            let assessments = experiment.assess(trials, baseline: others)
            legal += assessments.prefix(1).compactMap(\.self)
            takenOver[owner.user, default: []] += assessments.dropFirst().compactMap(\.self)
        }
    }
}

extension EvaluationDocument {
    /// Adds what `study` shows beside the labelled `trials`.
    mutating func add(_ study: HeldOutStudy, beside trials: [LabelledTrial]) {
        let legal = trials.compactMap { trial in
            trial.isIllegal ? nil : trial.assessment.map { (trial.gestureCount, $0) }
        }
        func median(_ gestures: Range<Int>) -> Double? {
            legal.filter { gestures.contains($0.0) }.map(\.1.whole.standardised).median()
        }
        legalMedian = LegalMedian(
            under40: median(0..<40),
            from40To80: median(40..<81),
            over80: median(81..<Int.max),
            heldOut: study.legal.map(\.whole.standardised).median()
        )
        let percentiles = study.takenOver.mapValues { assessments in
            assessments.map { taken in
                Double(legal.count { $0.1.evidence < taken.evidence }) / Double(max(legal.count, 1))
            }
        }.filter { !$0.value.isEmpty }
        guard !percentiles.isEmpty else { return }
        let means = percentiles.mapValues { $0.reduce(0, +) / Double($0.count) }
        takeover = Takeover(
            sessions: percentiles.values.reduce(0) { $0 + $1.count },
            meanPercentile: means.values.reduce(0, +) / Double(means.count),
            percentileByOwner: means
        )
    }
}
