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
    private var models: [(name: String, model: OwnerModel?)] = []
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

    /// What is needed to score a session of `name`, as of now: the versions are pinned by being values.
    mutating func scorer(for name: String) -> Result<SessionScorer, NotScored> {
        poolIfDue(for: name)
        guard let model = model(of: name) else {
            let windows = owners[name]?.fittedProfile.windowCount ?? 0
            return .failure(.littleBaseline(windows: windows, needed: OwnerModel.fewestWindows))
        }
        guard mode == .population else { return .success(SessionScorer(owner: model)) }
        guard let place = pooled.population?.place(of: name) else { return .failure(.notInPopulation) }
        return .success(SessionScorer(owner: model, population: place))
    }

    /// What is needed to score a session of `name` on the owner's own data, whatever the mode; `nil` where too little
    /// is known.
    mutating func ownScorer(for name: String) -> SessionScorer? {
        model(of: name).map { SessionScorer(owner: $0) }
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

    /// How much the model of `name` stands on.
    func confidence(in name: String) -> Confidence {
        let profile = owners[name]?.fittedProfile ?? Profile()
        return Confidence(sessions: profile.sessions.count, windows: profile.windowCount)
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

    private mutating func model(of name: String) -> OwnerModel? {
        guard let owner = owners[name], owner.fittedProfile.windowCount >= OwnerModel.fewestWindows else { return nil }
        if let index = models.firstIndex(where: { $0.name == owner.name }) {
            let known = models.remove(at: index)
            models.append(known)
            return known.model
        }
        let model = OwnerFit(owner.fittedProfile, space: space)?.model
        models.append((owner.name, model))
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
