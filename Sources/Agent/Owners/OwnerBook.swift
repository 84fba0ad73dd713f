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
    private let owners: any OwnerSource
    private var models: [(profile: PinnedProfile, model: OwnerModel?)] = []
    private var pins: [PinnedProfile: Int] = [:]
    private var pooled = Pooled()
    private var learntCount = 0

    /// The end of the ledger's records that are learnt; 1 before the first, so that 0 names what nobody learnt.
    var position: UInt64 = 1

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

    init(space: FeatureSpace, mode: ScoringMode, owners: any OwnerSource = OwnersInMemory()) {
        self.space = space
        self.mode = mode
        self.owners = owners
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
    mutating func standard(for name: String) throws(StateError) -> Standard {
        try poolIfDue(for: name)
        return standard(for: try version(of: name))
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
        guard let place = pooled.population?.place(of: version.id.name) else {
            return Standard(scorer: .failure(.notInPopulation), ownScorer: own, confidence: confidence)
        }
        return Standard(scorer: .success(SessionScorer(owner: model, population: place)), confidence: confidence)
    }

    /// Makes the population anew where a session of `name` asks for it and enough has been learnt since the last.
    mutating func poolIfDue(for name: String) throws(StateError) {
        guard mode == .population, isPoolDue, let owner = try owners.owner(name) else { return }
        if owner.fittedProfile.windowCount >= OwnerModel.fewestWindows { try pool() }
    }

    /// What can change while a session of `name` is met and not closed.
    func mark(_ name: String) throws(StateError) -> Mark {
        Mark(name: name, owner: try owners.owner(name), pooled: pooled)
    }

    /// Takes back what has changed since `mark`.
    mutating func restore(_ mark: Mark) throws(StateError) {
        if let owner = mark.owner { try owners.update(owner) } else { try owners.remove(mark.name) }
        models.removeAll { $0.profile.name == mark.name }
        pooled = mark.pooled
    }

    /// Learns a new session of `name`.
    mutating func close(_ sketch: SessionSketch, of name: String) throws(StateError) {
        try change(name) { $0.learn(sketch, at: $1) }
        learntCount += 1
    }

    /// Learns a session that was held back or unlearnt.
    mutating func learn(_ sketch: SessionSketch, of name: String) throws(StateError) {
        try change(name) { $0.release(sketch, at: $1) }
    }

    /// Learns `sketches` of `name` instead of all that was learnt of that owner.
    mutating func relearn(_ sketches: [SessionSketch], of name: String) throws(StateError) {
        try change(name) { $0.relearn(sketches, at: $1) }
    }

    /// Refits every owner on all that was learnt, and makes the population anew.
    mutating func settle() throws(StateError) {
        for name in try owners.names() { try change(name) { $0.settle(at: $1) } }
        models = []
        if mode == .population { try pool() }
    }

    /// Makes the population anew from all owners as they are.
    mutating func pool() throws(StateError) {
        var fits: [String: OwnerFit] = [:]
        for name in try owners.names() {
            if let owner = try owners.owner(name) { fits[name] = OwnerFit(owner.fittedProfile, space: space) }
        }
        pooled = Pooled(population: PopulationModel(fits), learntCount: learntCount, position: position)
    }

    /// Changes an owner, and keeps the fitted profile from before where it is pinned.
    private mutating func change(_ name: String, _ body: (inout Owner, UInt64) -> Void) throws(StateError) {
        let before = try owners.owner(name) ?? Owner(name: name)
        var owner = before
        body(&owner, position)
        if owner.version != before.version || owner.fittedProfile != before.fittedProfile {
            let former = PinnedProfile(name: name, version: before.version)
            if pins[former] != nil, owner.version != before.version {
                try owners.keep(before.fittedProfile, as: former)
            }
            models.removeAll { $0.profile.name == name && pins[$0.profile] == nil }
            if owner.version == before.version { models.removeAll { $0.profile == former } }
        }
        try owners.update(owner)
    }

    /// Keeps the fitted profile of `name` as it is until `unpin`: an open session is scored against it.
    mutating func pin(_ name: String) throws(StateError) -> PinnedProfile {
        let profile = PinnedProfile(name: name, version: try owners.owner(name)?.version ?? 0)
        pin(profile)
        return profile
    }

    /// Keeps a profile that was pinned before a restart.
    mutating func pin(_ profile: PinnedProfile) { pins[profile, default: 0] += 1 }

    /// Takes back one `pin`.
    mutating func unpin(_ profile: PinnedProfile) throws(StateError) {
        guard let count = pins[profile] else { return }
        pins[profile] = count > 1 ? count - 1 : nil
        if count == 1 {
            models.removeAll { $0.profile == profile }
            try owners.drop(profile)
        }
    }

    /// Forgets kept profiles that nobody has pinned since the start.
    func dropUnpinned() throws(StateError) { try owners.dropAll(but: Set(pins.keys)) }

    /// The fitted profile that was pinned; `nil` where it was lost and is to be made anew from the ledger.
    func fittedProfile(_ profile: PinnedProfile) throws(StateError) -> Profile? {
        if profile.version == 0 { return Profile() }
        if let owner = try owners.owner(profile.name), owner.version == profile.version { return owner.fittedProfile }
        return try owners.kept(profile)
    }

    /// Whether the box has learnt a quarter more sessions since the last population; below four, one more.
    private var isPoolDue: Bool {
        let new = learntCount - pooled.learntCount
        return new > 0 && new * 4 >= pooled.learntCount
    }

    /// The owner called `name` as of now.
    func version(of name: String) throws(StateError) -> OwnerVersion {
        let owner = try owners.owner(name)
        return OwnerVersion(
            id: PinnedProfile(name: name, version: owner?.version ?? 0),
            profile: owner?.fittedProfile ?? Profile()
        )
    }

    private mutating func model(of version: OwnerVersion) -> OwnerModel? {
        guard version.profile.windowCount >= OwnerModel.fewestWindows else { return nil }
        if let index = models.firstIndex(where: { $0.profile == version.id }) {
            let known = models.remove(at: index)
            models.append(known)
            return known.model
        }
        let model = OwnerFit(version.profile, space: space)?.model
        models.append((version.id, model))
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
