import Gestures
import Profiles
import Scoring

/// All owners that are known on the box, and the one place where their state changes.
///
/// Models are fitted when a session needs one and kept for the owners that were met last; refitting one that gave way
/// gives the same model again, because it is fitted to the profile of the last fit.
struct OwnerBook {
    /// How many owners' models are kept in memory.
    static let mostModels = 64

    /// Whether others on the box take part in the evidence.
    let mode: ScoringMode

    private let space: FeatureSpace
    private var owners: [String: Owner] = [:]
    private var models: [(name: String, number: Int, model: OwnerModel?)] = []
    private var pooled = Pooled()
    private var learntCount = 0

    /// The position of the ledger up to which everything is learnt; 0 without a ledger.
    var position: UInt64 = 0

    /// The population, and how many sessions had been learnt when it was made.
    fileprivate struct Pooled {
        var population: PopulationModel?
        var learntCount = 0
        var position: UInt64 = 0
    }

    /// One owner and the population at some moment.
    struct Mark {
        fileprivate var name: String
        fileprivate var owner: Owner?
        fileprivate var pooled: Pooled
    }

    init(space: FeatureSpace, mode: ScoringMode) {
        self.space = space
        self.mode = mode
    }

    /// How many sessions and windows an owner's model stands on.
    struct Confidence: Sendable, Equatable {
        var sessions: Int
        var windows: Int
    }

    /// The position of the ledger up to which the population was learnt; 0 before the first.
    var pooledPosition: UInt64 { pooled.position }

    /// What a session is scored against: a value, and thereby pinned to when it was asked for.
    struct Standard {
        /// Scores a session of the owner, or says why none can be scored.
        var scorer: Result<SessionScorer, NotScored>
        /// Scores on the owner's own data where there is no score only because the population lacks the owner.
        var ownScorer: SessionScorer?
        /// How much the owner's model stands on.
        var confidence: Confidence

        /// What sessions are learnt by without being scored.
        static let nobody = Standard(
            scorer: .failure(.littleBaseline(windows: 0, needed: OwnerModel.fewestWindows)),
            confidence: Confidence(sessions: 0, windows: 0)
        )
    }

    /// What a session of `name` is scored against as of now.
    mutating func standard(for name: String) -> Standard {
        poolIfDue(for: name)
        return standard(for: version(of: name))
    }

    /// What a session is scored against that opened when its owner was as `version` says.
    mutating func standard(for version: OwnerVersion) -> Standard {
        let confidence = version.confidence
        guard let model = model(of: version) else {
            let reason = NotScored.littleBaseline(windows: confidence.windows, needed: OwnerModel.fewestWindows)
            return Standard(scorer: .failure(reason), confidence: confidence)
        }
        let own = SessionScorer(owner: model)
        guard mode == .population else { return Standard(scorer: .success(own), confidence: confidence) }
        guard let place = pooled.population?.place(of: version.name) else {
            return Standard(scorer: .failure(.notInPopulation), ownScorer: own, confidence: confidence)
        }
        return Standard(scorer: .success(SessionScorer(owner: model, population: place)), confidence: confidence)
    }

    /// Makes the population anew where a session of `name` asks for it and enough has been learnt since the last.
    mutating func poolIfDue(for name: String) {
        guard mode == .population, isPoolDue else { return }
        if (owners[name]?.fittedProfile.windowCount ?? 0) >= OwnerModel.fewestWindows { pool() }
    }

    /// What can change while a session of `name` is met and not closed.
    func mark(_ name: String) -> Mark {
        Mark(name: name, owner: owners[name], pooled: pooled)
    }

    /// Takes back what has changed since `mark`.
    mutating func restore(_ mark: Mark) {
        owners[mark.name] = mark.owner
        models.removeAll { $0.name == mark.name }
        pooled = mark.pooled
    }

    /// Learns a new session of `name`.
    mutating func close(_ sketch: SessionSketch, of name: String) {
        let before = owners[name]?.fittedProfile
        owners[name, default: Owner(name: name)].learn(sketch)
        if owners[name]?.fittedProfile != before { models.removeAll { $0.name == name } }
        learntCount += 1
    }

    /// Learns a session that was held back or unlearnt.
    mutating func learn(_ sketch: SessionSketch, of name: String) {
        owners[name, default: Owner(name: name)].release(sketch)
        models.removeAll { $0.name == name }
    }

    /// Learns `sketches` of `name` instead of all that was learnt of that owner.
    mutating func relearn(_ sketches: [SessionSketch], of name: String) {
        owners[name, default: Owner(name: name)].relearn(sketches)
        models.removeAll { $0.name == name }
    }

    /// Refits every owner on all that was learnt, and makes the population anew.
    mutating func settle() {
        for name in owners.keys { owners[name]?.settle() }
        models = []
        if mode == .population { pool() }
    }

    /// Makes the population anew from all owners as they are.
    mutating func pool() {
        var fits: [String: OwnerFit] = [:]
        for owner in owners.values {
            fits[owner.name] = OwnerFit(owner.fittedProfile, space: space)
        }
        pooled = Pooled(population: PopulationModel(fits), learntCount: learntCount, position: position)
    }

    /// Whether the box has learnt a quarter more sessions since the last population; below four, one more.
    private var isPoolDue: Bool {
        let new = learntCount - pooled.learntCount
        return new > 0 && new * 4 >= pooled.learntCount
    }

    /// The owner called `name` as of now.
    func version(of name: String) -> OwnerVersion {
        OwnerVersion(
            name: name,
            number: owners[name]?.fitCount ?? 0,
            profile: owners[name]?.fittedProfile ?? Profile()
        )
    }

    private mutating func model(of version: OwnerVersion) -> OwnerModel? {
        guard version.profile.windowCount >= OwnerModel.fewestWindows else { return nil }
        if let index = models.firstIndex(where: { $0.name == version.name && $0.number == version.number }) {
            let known = models.remove(at: index)
            models.append(known)
            return known.model
        }
        let model = OwnerFit(version.profile, space: space)?.model
        models.append((version.name, version.number, model))
        if models.count > Self.mostModels { models.removeFirst() }
        return model
    }
}

/// Whether a list is made of each owner's own data alone, or with the box's population.
public enum ScoringMode: String, Sendable, CaseIterable, Codable {
    /// A + B.
    case own
    /// A + B + C.
    case population
}

/// Why a session has no score.
public enum NotScored: Error, Sendable, Equatable, Codable {
    /// Too little is known of the owner.
    case littleBaseline(windows: Int, needed: Int)
    /// The owner is not yet among those that the box compares.
    case notInPopulation
    /// There is too little in the session.
    case tooShort(gestures: Int, samples: Int)
    /// The recording names nobody.
    case namesNobody
}
