import Gestures
import Profiles
import Scoring

/// All owners that are known on the box, and the one place where their state changes.
///
/// Models are fitted when a session needs one and kept for the owners that were met last; refitting one that gave way
/// gives the same model again, because it is fitted to the profile of the last fit.
struct OwnerBook {
    /// How many bytes of models are kept in memory, of all owners and modalities: about fifty of the pointer.
    static let mostModelBytes = 2 << 20

    /// Whether others on the box take part in the evidence.
    let mode: ScoringMode

    private let spaces: ScoringSpaces
    private let owners: any OwnerSource
    private var models: [KnownModel] = []
    /// The models that the population was made with, of as many owners as there is memory for, until they are asked for.
    private var pooledModels: [PinnedProfile: ModalityMap<OwnerModel>] = [:]
    private var pins: [PinnedProfile: Int] = [:]
    private var pooled = Pooled()
    private var learntCount = 0

    /// How a session's evidence is made of what its voices say.
    var combination = Combination()

    /// The end of the ledger's records that are learnt; 1 before the first, so that 0 names what nobody learnt.
    var position: UInt64 = 1

    /// A fitted profile, perhaps without one session that is scored again.
    private struct Fit: Hashable {
        var profile: PinnedProfile
        var without: String?
        /// How many sessions had been learnt when the population was made that it stands beside.
        var pooledCount: Int
    }

    private struct KnownModel {
        var fit: Fit
        var standings: ModalityMap<Standing>
        var context: ContextModel
        var dependence: Dependence

        /// Whether making it anew takes more than reading the profile.
        var hasModels: Bool { context.commands != nil || standings.values.contains { $0.model != nil } }

        /// How much memory it takes.
        var byteCount: Int {
            standings.values.reduce(context.byteCount) { $0 + ($1.model?.byteCount ?? 0) }
        }
    }

    /// What is known of an owner in one modality.
    private struct Standing {
        var model: OwnerModel?
        var confidence: Confidence
        var transports: BaselineTransports
    }

    /// The population, and how many sessions had been learnt when it was made.
    struct Pooled {
        fileprivate var populations = ModalityMap<PopulationModel>()
        fileprivate var commands: CommandPopulation?
        fileprivate var learntCount = 0
        fileprivate var position: UInt64 = 0
    }

    init(spaces: FeatureSpaces, mode: ScoringMode, owners: any OwnerSource = OwnersInMemory()) {
        self.spaces = ScoringSpaces(spaces)
        self.mode = mode
        self.owners = owners
    }

    /// How many sessions and windows an owner's model stands on.
    struct Confidence: Sendable, Equatable {
        var sessions = 0
        var windows = 0

        /// Nothing.
        init() {}

        /// So many.
        init(sessions: Int, windows: Int) {
            self.sessions = sessions
            self.windows = windows
        }

        /// What there is in `profile`.
        init(in profile: Profile) {
            self.init(sessions: profile.sessions.count, windows: profile.windowCount)
        }

        /// Why these are too few for a model; `nil` where they are not.
        var shortage: NotScored? {
            windows < OwnerModel.fewestWindows
                ? .littleBaseline(windows: windows, needed: OwnerModel.fewestWindows) : nil
        }
    }

    /// The position of the ledger up to which the population was learnt; 0 before the first.
    var pooledPosition: UInt64 { pooled.position }

    /// What a session is scored against: a value, and thereby pinned to when it was asked for.
    struct Standard {
        /// What it is scored against in each modality in which something of its owner was learnt.
        private let known: ModalityMap<ModalityStandard>

        /// What its circumstances and commands are compared with.
        let context: ContextModel
        /// How a session's evidence is made of what its voices say.
        let combination: Combination

        init(_ known: ModalityMap<ModalityStandard>, _ context: ContextModel, by combination: Combination) {
            self.known = known
            self.context = context
            self.combination = combination
        }

        /// The same, with other scorers.
        func with(_ known: ModalityMap<ModalityStandard>) -> Standard { Standard(known, context, by: combination) }

        /// What it is scored against in `modality`.
        subscript(modality: Modality) -> ModalityStandard { known[modality] ?? .nobody }

        /// What sessions are learnt by without being scored.
        static let nobody = Standard(ModalityMap(), .nobody, by: Combination())
    }

    /// What a session is scored against in one modality.
    struct ModalityStandard {
        /// Scores a session of the owner, or says why none can be scored.
        var scorer: Result<SessionScorer, NotScored>
        /// Scores on the owner's own data where there is no score only because the population lacks the owner.
        var ownScorer: SessionScorer?
        /// How much the owner's model stands on.
        var confidence: Confidence
        /// What the sessions came through that the owner's model stands on.
        var transports = BaselineTransports()

        /// Of somebody of whom nothing is known in the modality.
        static let nobody = ModalityStandard(
            scorer: .failure(.littleBaseline(windows: 0, needed: OwnerModel.fewestWindows)),
            confidence: Confidence()
        )
    }

    /// What a session of `name` is scored against as of now, but for what was learnt of a session that is scored again.
    mutating func standard(for name: String, without session: String? = nil) throws(StateError) -> Standard {
        try poolIfDue(for: name)
        return try standard(for: current(name), without: session, by: combination) ?? .nobody
    }

    /// What a session is scored against for which `profile` was pinned; `nil` where that was lost and is to be made anew
    /// from the ledger.
    mutating func standard(
        for profile: PinnedProfile,
        without session: String? = nil,
        by combination: Combination
    ) throws(StateError) -> Standard? {
        guard let known = try knownModel(Fit(profile: profile, without: session, pooledCount: pooled.learntCount))
        else { return nil }
        var combination = combination
        combination.dependence = known.dependence
        return Standard(
            known.standings.compactMap { standard(for: profile.name, in: $0, $1) },
            ContextModel(known.context.circumstances.within(days: combination.days), known.context.commands),
            by: combination
        )
    }

    private func standard(for name: String, in modality: Modality, _ standing: Standing) -> ModalityStandard {
        guard let model = standing.model else {
            let reason = standing.confidence.shortage ?? .littleBaseline(windows: 0, needed: OwnerModel.fewestWindows)
            return ModalityStandard(scorer: .failure(reason), confidence: standing.confidence)
        }
        let own = SessionScorer(owner: model)
        var standard = ModalityStandard(
            scorer: .success(own),
            confidence: standing.confidence,
            transports: standing.transports
        )
        guard mode == .population else { return standard }
        if let place = pooled.populations[modality]?.place(of: name) {
            standard.scorer = .success(SessionScorer(owner: model, population: place))
        } else {
            standard.scorer = .failure(.notInPopulation)
            standard.ownScorer = own
        }
        return standard
    }

    // MARK: Traces

    /// What shows, beside the sessions of its owner that were closed last, that a program may be at work in a session that has
    /// left `trace`.
    func signs(of trace: SessionTrace, of name: SessionName) throws(StateError) -> [ScriptedSign] {
        trace.signs(beside: try owners.owner(name.user)?.traces ?? [], of: name.session)
    }

    /// Takes note of what a session has left that was closed, whether or not it is learnt.
    func remember(_ trace: SessionTrace?, of name: SessionName) throws(StateError) {
        let known = try owners.owner(name.user)
        guard let trace, known != nil || !trace.isEmpty else { return }
        var owner = known ?? Owner(name: name.user)
        owner.remember(name.session, trace)
        try owners.update(owner)
    }

    /// Forgets what a session has left.
    func forgetTrace(of name: SessionName) throws(StateError) {
        guard var owner = try owners.owner(name.user) else { return }
        owner.forgetTrace(of: name.session)
        try owners.update(owner)
    }

    // MARK: Learning

    /// Makes the population anew where a session of `name` asks for it and enough has been learnt since the last.
    mutating func poolIfDue(for name: String) throws(StateError) {
        guard mode == .population, isPoolDue, let owner = try owners.owner(name) else { return }
        let profile = owner.fittedProfile
        if profile.profiles.values.contains(where: { $0.windowCount >= OwnerModel.fewestWindows })
            || CommandModel.isEnough(profile.commands)
        {
            try pool()
        }
    }

    /// What can change while a session is met and not closed.
    var mark: Pooled { pooled }

    /// Takes back what has changed since `mark`.
    mutating func restore(_ mark: Pooled) { pooled = mark }

    /// Learns a new session of `name`.
    mutating func close(_ session: OriginalSketch, of name: String) throws(StateError) {
        try change(name) { $0.learn(session, at: $1) }
        learntCount += 1
    }

    /// Learns a session that was held back or unlearnt.
    mutating func learn(_ session: OriginalSketch, of name: String) throws(StateError) {
        try change(name) { $0.release(session, at: $1) }
    }

    /// Learns the sessions at `origins` of the ledger, which `read` reads, instead of all that was learnt of `name`.
    mutating func relearn(
        _ origins: [UInt64],
        of name: String,
        read: (_ origin: UInt64) throws(StateError) -> SessionSketches
    ) throws(StateError) {
        try change(name) { (owner, position) throws(StateError) in
            owner.begin()
            for origin in origins { owner.take(OriginalSketch(try read(origin), origin: origin)) }
            owner.settle(at: position)
        }
    }

    /// Where the ledger has the sessions of `name` that are learnt but `session`, oldest first; `nil` where that one is
    /// not among them.
    func origins(of name: String, without session: String) throws(StateError) -> [UInt64]? {
        guard let owner = try owners.owner(name), let index = owner.profile.sessions.firstIndex(of: session) else {
            return nil
        }
        var origins = owner.origins
        origins.remove(at: index)
        return origins
    }

    /// Refits every owner on all that was learnt, and makes the population anew.
    mutating func settle() throws(StateError) {
        for name in try owners.names() { try change(name) { $0.settle(at: $1) } }
        releaseModels()
        if mode == .population { try pool() }
    }

    /// Makes the population anew from all owners as they are.
    mutating func pool() throws(StateError) {
        var fits = ModalityMap<[String: OwnerFit]>()
        var census = CommandCensus()
        for name in try owners.names() {
            guard let fitted = try owners.owner(name)?.fittedProfile else { continue }
            census.add(fitted.commands)
            fitted.profiles.forEach { modality, profile in
                fits[modality, default: [:]][name] = fit(profile, in: modality)
            }
        }
        pooled = Pooled(
            populations: fits.compactMap { PopulationModel($1) },
            commands: CommandPopulation(census),
            learntCount: learntCount,
            position: position
        )
        try keepModels(of: fits)
    }

    private var pooledModelBytes: Int {
        pooledModels.values.lazy.flatMap(\.values).reduce(0) { $0 + $1.byteCount }
    }

    private mutating func keepModels(of fits: ModalityMap<[String: OwnerFit]>) throws(StateError) {
        pooledModels = [:]
        var size = models.reduce(0) { $0 + $1.byteCount }
        for name in try owners.names() {
            let models = fits.compactMap { $1[name]?.model }
            size += models.values.reduce(0) { $0 + $1.byteCount }
            guard size <= Self.mostModelBytes else { return }
            pooledModels[try current(name)] = models
        }
    }

    private func fit(_ profile: Profile, in modality: Modality) -> OwnerFit? {
        OwnerFit(profile, space: spaces[modality], parameters: modality.parameters)
    }

    /// Changes an owner, and keeps the fitted profile from before where it is pinned.
    private mutating func change(_ name: String, _ body: (inout Owner, UInt64) throws(StateError) -> Void)
        throws(StateError)
    {
        let before = try owners.owner(name) ?? Owner(name: name)
        var owner = before
        try body(&owner, position)
        if owner.version != before.version || owner.fittedProfile != before.fittedProfile {
            let former = PinnedProfile(name: name, version: before.version)
            if pins[former] != nil, owner.version != before.version {
                try owners.keep(before.fittedProfile, as: former)
            }
            models.removeAll { $0.fit.profile.name == name && pins[$0.fit.profile] == nil }
            pooledModels[former] = nil
            if owner.version == before.version { models.removeAll { $0.fit.profile == former } }
        }
        try owners.update(owner)
    }

    // MARK: What open sessions are scored against

    /// Keeps the fitted profile of `name` as it is until `unpin`: an open session is scored against it.
    mutating func pin(_ name: String) throws(StateError) -> PinnedProfile {
        let profile = try current(name)
        pin(profile)
        return profile
    }

    /// Keeps a profile that was pinned before a restart.
    mutating func pin(_ profile: PinnedProfile) { pins[profile, default: 0] += 1 }

    /// Takes back one `pin` of a profile that is still its owner's as of now, so that it need not be kept once the owner
    /// has another.
    ///
    /// - Returns: whether it is; otherwise it stays pinned.
    mutating func unpinIfCurrent(_ profile: PinnedProfile) throws(StateError) -> Bool {
        guard try current(profile.name) == profile else { return false }
        try unpin(profile)
        return true
    }

    /// Takes back one `pin`.
    mutating func unpin(_ profile: PinnedProfile) throws(StateError) {
        guard let count = pins[profile] else { return }
        pins[profile] = count > 1 ? count - 1 : nil
        guard count == 1, try current(profile.name) != profile else { return }
        models.removeAll { $0.fit.profile == profile }
        try owners.drop(profile)
    }

    /// Forgets kept profiles that nobody has pinned since the start.
    func dropUnpinned() throws(StateError) { try owners.dropAll(but: Set(pins.keys)) }

    /// Whether a pinned profile is no longer there.
    func isLost(_ profile: PinnedProfile) throws(StateError) -> Bool { try fittedProfile(profile) == nil }

    /// The owner's profile as of now.
    private func current(_ name: String) throws(StateError) -> PinnedProfile {
        PinnedProfile(name: name, version: try owners.owner(name)?.version ?? 0)
    }

    private func fittedProfile(
        _ pinned: PinnedProfile,
        without session: String?
    ) throws(StateError) -> OwnerProfile? {
        guard var profile = try fittedProfile(pinned) else { return nil }
        if let session { profile.forget(session) }
        return profile
    }

    private func fittedProfile(_ profile: PinnedProfile) throws(StateError) -> OwnerProfile? {
        if profile.version == 0 { return OwnerProfile() }
        if let owner = try owners.owner(profile.name), owner.version == profile.version { return owner.fittedProfile }
        return try owners.kept(profile)
    }

    // MARK: Models

    /// Forgets models; whoever needs one fits it again.
    mutating func releaseModels() {
        models = []
        pooledModels = [:]
    }

    /// Whether the box has learnt a quarter more sessions since the last population; below four, one more.
    private var isPoolDue: Bool {
        let new = learntCount - pooled.learntCount
        return new > 0 && new * 4 >= pooled.learntCount
    }

    private mutating func knownModel(_ fit: Fit) throws(StateError) -> KnownModel? {
        if let index = models.firstIndex(where: { $0.fit == fit }) {
            let known = models.remove(at: index)
            models.append(known)
            return known
        }
        guard let profile = try fittedProfile(fit.profile, without: fit.without) else { return nil }
        let kept = fit.without == nil ? pooledModels.removeValue(forKey: fit.profile) : nil
        let standings = profile.profiles.compactMap { modality, profile in
            let confidence = Confidence(in: profile)
            return Standing(
                model: confidence.shortage == nil
                    ? kept?[modality] ?? self.fit(profile, in: modality)?.model : nil,
                confidence: confidence,
                transports: BaselineTransports(counts: profile.sessionsByTransport)
            )
        }
        let known = KnownModel(
            fit: fit,
            standings: standings,
            context: ContextModel(
                CircumstanceModel(profile.circumstances),
                CommandModel(profile.commands, beside: pooled.commands)
            ),
            dependence: Dependence(in: profile.evidence)
        )
        guard known.hasModels else { return known }
        models.append(known)
        var size = models.reduce(0) { $0 + $1.byteCount }
        if size + pooledModelBytes > Self.mostModelBytes { pooledModels = [:] }
        while size > Self.mostModelBytes, models.count > 1 { size -= models.removeFirst().byteCount }
        return known
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
    /// The recording has no pointer, but so many keys that were typed.
    case withoutPointer(keys: Int)
    /// The recording has nothing but what a terminal showed, and in that so many characters that came alone.
    case outputOnly(echoes: Int)
    /// The recording names nobody.
    case namesNobody
}
