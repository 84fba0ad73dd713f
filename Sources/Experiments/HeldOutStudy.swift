public import Agent
public import Scoring

/// Every baseline session held out in turn: scored as it is, and with somebody else in its middle.
public struct HeldOutStudy: Sendable {
    /// The evidence of held-out sessions, as they are.
    public private(set) var legal: [Assessment] = []
    /// The evidence of the same with an intruder, by owner.
    public private(set) var takenOver: [String: [Assessment]] = [:]

    /// Holds out every session of `baseline` whose owner has another.
    ///
    /// - Parameter takeover: where sessions with an intruder come from, and how many gestures of the intruder's they have;
    ///   `nil` for none.
    /// - Throws: `UnreadableRecording` where a recording cannot be read again.
    public init(
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
