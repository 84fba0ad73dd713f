public import Gestures

/// What is known of one owner: a profile for each modality in which something was learnt, and the circumstances and commands of
/// sessions.
public struct OwnerProfile: Sendable, Equatable {
    /// The profiles, by modality.
    public internal(set) var profiles = ModalityMap<Profile>()
    /// Circumstances are kept of so many sessions, the newest.
    public static let mostCircumstances = 128
    /// Of so many sessions that began on one day in UTC at most, lest one day makes anything usual.
    public static let mostCircumstancesOfDay = 16

    /// So many blocks of commands are kept, of the newest sessions.
    public static let mostCommandBlocks = 64

    /// The sessions that anything is kept of, oldest first.
    var known: [KnownSession] = []
    /// How many sessions were ever learnt.
    public internal(set) var learntCount = 0

    /// What is kept of a session beside its windows.
    struct KnownSession: Sendable, Equatable {
        var name: String
        /// `nil` where none are kept.
        var circumstances: SessionCircumstances?
        /// Empty where none are kept.
        var commands: [CommandBlock] = []
        /// What voices said of it; empty where nothing was.
        var evidence: [SketchedEvidence] = []
    }

    /// A profile of nobody yet.
    public init() {}

    /// The names of the sessions that anything is kept of, oldest first.
    public var sessions: [String] { known.map(\.name) }

    /// How many windows are kept.
    public var windowCount: Int { profiles.values.reduce(0) { $0 + $1.windowCount } }

    /// The circumstances of sessions, oldest first.
    public var circumstances: [SessionCircumstances] { known.compactMap(\.circumstances) }

    /// The commands of sessions that any are kept of, oldest first.
    public var commands: [[CommandBlock]] { known.map(\.commands).filter { !$0.isEmpty } }

    /// What voices said of each session of which several said something.
    public var evidence: [[SketchedEvidence]] { known.map(\.evidence).filter { $0.count > 1 } }

    /// Bytes that it takes, about.
    public var memoryByteCount: Int {
        let ofSessions = known.reduce(128 * circumstancesCount) { bytes, session in
            session.commands.reduce(bytes + 32 + 24 * session.evidence.count) { $0 + 96 + 4 * $1.commands.count }
        }
        return profiles.values.reduce(ofSessions) { $0 + $1.memoryByteCount }
    }

    private var circumstancesCount: Int { known.count { $0.circumstances != nil } }
    private var commandBlockCount: Int { known.reduce(0) { $0 + $1.commands.count } }

    /// Learns a session. One that was learnt already is left as it is.
    ///
    /// In each modality the oldest session gives way at the bound, and so it does with its circumstances and its commands; with
    /// the last of these it leaves the list of sessions.
    public mutating func learn(_ session: SessionSketches) {
        let circumstances = session.circumstances.flatMap { isFull(dayOf: $0) ? nil : $0 }
        let isTelling = session.windowCount > 0 || circumstances != nil || !session.commands.isEmpty
        guard isTelling, index(of: session.session) == nil else { return }
        known.append(
            KnownSession(
                name: session.session,
                circumstances: circumstances,
                commands: session.commands,
                evidence: session.evidence
            )
        )
        learntCount += 1
        session.sketches.forEach { modality, sketch in
            guard sketch.windowCount > 0 else { return }
            var profile = profiles[modality] ?? Profile()
            let oldest = profile.sessions.first
            profiles[modality] = nil
            profile.learn(sketch, through: session.transport)
            let isGone = oldest != profile.sessions.first
            profiles[modality] = profile
            if let oldest, isGone { drop(oldest) }
        }
        if circumstancesCount > Self.mostCircumstances,
            let oldest = known.firstIndex(where: { $0.circumstances != nil })
        {
            known[oldest].circumstances = nil
            drop(known[oldest].name)
        }
        while commandBlockCount > Self.mostCommandBlocks,
            let oldest = known.firstIndex(where: { !$0.commands.isEmpty })
        {
            known[oldest].commands = []
            drop(known[oldest].name)
        }
    }

    /// Keys what there are hashes of without a secret.
    public mutating func apply(_ key: NameKey) {
        for index in known.indices {
            known[index].circumstances?.apply(key)
            known[index].commands = known[index].commands.map { $0.keyed(with: key) }
        }
    }

    /// Whether a name of the session of `circumstances` is among those of no session.
    public func isNew(_ circumstances: SessionCircumstances) -> Bool {
        SessionCircumstances.Name.allCases.contains { name in
            guard let value = circumstances[name] else { return false }
            return !known.contains { $0.circumstances?[name] == value }
        }
    }

    private func isFull(dayOf circumstances: SessionCircumstances) -> Bool {
        guard let day = circumstances.day else { return false }
        return known.count { $0.circumstances?.day == day } >= Self.mostCircumstancesOfDay
    }

    /// Forgets a session; windows that gave way to its own do not come back.
    public mutating func forget(_ session: String) {
        profiles.update { $1.forget(session) }
        remove(session)
    }

    /// Takes a session off the list of which nothing is kept any more.
    private mutating func drop(_ session: String) {
        guard let index = index(of: session), known[index].circumstances == nil, known[index].commands.isEmpty,
            !profiles.values.contains(where: { $0.sessions.contains(session) })
        else { return }
        remove(session)
    }

    private mutating func remove(_ session: String) {
        known.removeAll { $0.name == session }
    }

    func index(of session: String) -> Int? { known.firstIndex { $0.name == session } }
}
