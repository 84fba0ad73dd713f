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
    private var population: PopulationModel?
    private var learntCount = 0
    private var learntWhenPooled = 0

    init(space: FeatureSpace, mode: ScoringMode) {
        self.space = space
        self.mode = mode
    }

    /// How many sessions and windows an owner's model stands on.
    struct Confidence: Sendable, Equatable {
        var sessions: Int
        var windows: Int
    }

    /// What is needed to score a session of `name`, as of now: the versions are pinned by being values.
    mutating func scorer(for name: String) -> Result<SessionScorer, NotScored> {
        let owner = owners[name, default: Owner(name: name)]
        let windows = owner.fittedProfile.windowCount
        guard windows >= OwnerModel.fewestWindows, let model = model(of: owner) else {
            return .failure(.littleBaseline(windows: windows, needed: OwnerModel.fewestWindows))
        }
        guard mode == .population else { return .success(SessionScorer(owner: model)) }
        if isPoolDue { pool() }
        guard let place = population?.place(of: name) else { return .failure(.notInPopulation) }
        return .success(SessionScorer(owner: model, population: place))
    }

    /// How much the model of `name` stands on.
    func confidence(in name: String) -> Confidence {
        let profile = owners[name]?.fittedProfile ?? Profile()
        return Confidence(sessions: profile.sessions.count, windows: profile.windowCount)
    }

    /// Learns a session of `name`, or quarantines it where it stands out.
    mutating func close(_ sketch: SessionSketch, of name: String, standsOut: Bool) {
        if standsOut {
            owners[name, default: Owner(name: name)].quarantine(sketch)
            return
        }
        let before = owners[name]?.fittedProfile
        owners[name, default: Owner(name: name)].learn(sketch)
        if owners[name]?.fittedProfile != before { models.removeAll { $0.name == name } }
        learntCount += 1
    }

    /// Learns a session that was held back, or one that never was.
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
        population = PopulationModel(fits)
        learntWhenPooled = learntCount
    }

    /// Whether the box has learnt a quarter more sessions since the last population; below four, one more.
    private var isPoolDue: Bool {
        let new = learntCount - learntWhenPooled
        return new > 0 && new * 4 >= learntWhenPooled
    }

    private mutating func model(of owner: Owner) -> OwnerModel? {
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
