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

    /// The names of the sessions that anything is kept of, oldest first.
    public internal(set) var sessions: [String] = []
    /// The circumstances of each of `sessions`; `nil` where none are kept.
    var circumstancesOfSessions: [SessionCircumstances?] = []
    /// The commands of each of `sessions`; empty where none are kept.
    var commandsOfSessions: [[CommandBlock]] = []
    /// What voices said of each of `sessions`; empty where nothing was.
    var evidenceOfSessions: [[SketchedEvidence]] = []
    /// How many sessions were ever learnt.
    public internal(set) var learntCount = 0

    /// A profile of nobody yet.
    public init() {}

    /// How many windows are kept.
    public var windowCount: Int { profiles.values.reduce(0) { $0 + $1.windowCount } }

    /// The circumstances of sessions, oldest first.
    public var circumstances: [SessionCircumstances] { circumstancesOfSessions.compactMap(\.self) }

    /// The commands of sessions that any are kept of, oldest first.
    public var commands: [[CommandBlock]] { commandsOfSessions.filter { !$0.isEmpty } }

    /// What voices said of each session of which several said something.
    public var evidence: [[SketchedEvidence]] { evidenceOfSessions.filter { $0.count > 1 } }

    /// Bytes that it takes, about.
    public var memoryByteCount: Int {
        let commands = commandsOfSessions.joined().reduce(0) { $0 + 96 + 4 * $1.commands.count }
        let evidence = evidenceOfSessions.reduce(0) { $0 + 32 + 24 * $1.count }
        return profiles.values.reduce(128 * circumstancesCount + commands + evidence) { $0 + $1.memoryByteCount }
    }

    private var circumstancesCount: Int { circumstancesOfSessions.count { $0 != nil } }
    private var commandBlockCount: Int { commandsOfSessions.reduce(0) { $0 + $1.count } }

    /// Learns a session. One that was learnt already is left as it is.
    ///
    /// In each modality the oldest session gives way at the bound, and so it does with its circumstances and its commands; with
    /// the last of these it leaves the list of sessions.
    public mutating func learn(_ session: SessionSketches) {
        let circumstances = session.circumstances.flatMap { isFull(dayOf: $0) ? nil : $0 }
        let isTelling = session.windowCount > 0 || circumstances != nil || !session.commands.isEmpty
        guard isTelling, !sessions.contains(session.session) else { return }
        sessions.append(session.session)
        circumstancesOfSessions.append(circumstances)
        commandsOfSessions.append(session.commands)
        evidenceOfSessions.append(session.evidence)
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
            let oldest = circumstancesOfSessions.firstIndex(where: { $0 != nil })
        {
            circumstancesOfSessions[oldest] = nil
            drop(sessions[oldest])
        }
        while commandBlockCount > Self.mostCommandBlocks,
            let oldest = commandsOfSessions.firstIndex(where: { !$0.isEmpty })
        {
            commandsOfSessions[oldest] = []
            drop(sessions[oldest])
        }
    }

    /// Whether a name of the session of `circumstances` is among those of no session.
    public func isNew(_ circumstances: SessionCircumstances) -> Bool {
        SessionCircumstances.Name.allCases.contains { name in
            guard let value = circumstances[name] else { return false }
            return !circumstancesOfSessions.contains { $0?[name] == value }
        }
    }

    private func isFull(dayOf circumstances: SessionCircumstances) -> Bool {
        guard let day = circumstances.day else { return false }
        return circumstancesOfSessions.count { $0?.day == day } >= Self.mostCircumstancesOfDay
    }

    /// Forgets a session; windows that gave way to its own do not come back.
    public mutating func forget(_ session: String) {
        profiles.update { $1.forget(session) }
        remove(session)
    }

    /// Takes a session off the list of which nothing is kept any more.
    private mutating func drop(_ session: String) {
        guard let index = sessions.firstIndex(of: session), circumstancesOfSessions[index] == nil,
            commandsOfSessions[index].isEmpty, !profiles.values.contains(where: { $0.sessions.contains(session) })
        else { return }
        remove(session)
    }

    private mutating func remove(_ session: String) {
        guard let index = sessions.firstIndex(of: session) else { return }
        sessions.remove(at: index)
        circumstancesOfSessions.remove(at: index)
        commandsOfSessions.remove(at: index)
        evidenceOfSessions.remove(at: index)
    }
}
