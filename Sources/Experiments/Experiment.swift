public import Agent
public import Gestures
import Profiles
public import Scoring
import Synchronization

/// Scores sessions on models that do not change meanwhile, with the very code that runs on the box.
public struct Experiment: Sendable {
    /// Whether others on the box take part in the evidence.
    public let mode: ScoringMode

    /// The modality that sessions are compared in.
    public let modality: Modality
    private let threads: Int

    /// An experiment in one mode and one modality.
    public init(mode: ScoringMode, modality: Modality = .pointer, threads: Int) {
        self.mode = mode
        self.modality = modality
        self.threads = threads
    }

    /// The same experiment in another modality.
    func `in`(_ modality: Modality) -> Experiment { Experiment(mode: mode, modality: modality, threads: threads) }

    /// A session claimed to be a user's.
    public struct Trial: Sendable {
        /// Whose session it is said to be.
        public var claimedUser: String
        /// What is scored.
        public var stretch: CollectedStretch

        /// A trial.
        public init(claimedUser: String, stretch: CollectedStretch) {
            self.claimedUser = claimedUser
            self.stretch = stretch
        }
    }

    /// Learns `baseline`, every user's sessions in order, and scores `trials` on that.
    ///
    /// - Returns: one assessment for each trial; `nil` where it cannot be scored.
    public func assess(_ trials: [Trial], baseline: [CollectedSession]) -> [Assessment?] {
        let scorers = scorers(baseline, for: Set(trials.map(\.claimedUser)))
        return map(trials.count) { number in
            scorers[trials[number].claimedUser].flatMap { trials[number].stretch.assess($0) }
        }
    }

    private func scorers(_ baseline: [CollectedSession], for claimed: Set<String>) -> [String: SessionScorer] {
        var profiles: [String: Profile] = [:]
        for session in baseline where mode == .population || claimed.contains(session.user) {
            profiles[session.user, default: Profile()].learn(session.sketch)
        }
        let owners = profiles.sorted { $0.key < $1.key }
        let fits = map(owners.count) { OwnerFit(owners[$0].value, of: modality) }
        let fitted = zip(owners, fits).compactMap { owner, fit in fit.map { (owner.key, $0) } }
        guard mode == .population else {
            return Dictionary(uniqueKeysWithValues: fitted.map { ($0, SessionScorer(owner: $1.model)) })
        }
        guard let population = PopulationModel(Dictionary(uniqueKeysWithValues: fitted)) else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: fitted.map {
                ($0, SessionScorer(owner: $1.model, population: population.place(of: $0)))
            }
        )
    }

    private func map<Result: Sendable>(_ count: Int, _ transform: @escaping @Sendable (Int) -> Result) -> [Result] {
        let results = Turns<[Result]>([])
        runConcurrently(count: count, threads: threads, memory: { () }) { number, _ in
            let result = transform(number)
            results.take(number) { $0.append(result) }
            results.finish(number)
        }
        return results.finalValue()
    }
}
