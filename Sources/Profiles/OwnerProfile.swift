public import Gestures

/// What is known of one owner: a profile for each modality in which something was learnt, and the circumstances of sessions.
public struct OwnerProfile: Sendable, Equatable {
    /// The profiles, by modality.
    public internal(set) var profiles = ModalityMap<Profile>()
    /// Circumstances are kept of so many sessions, the newest.
    public static let mostCircumstances = 128
    /// Of so many sessions that began on one day in UTC at most, lest one day makes anything usual.
    public static let mostCircumstancesOfDay = 16

    /// The names of the sessions that windows or circumstances are kept of, oldest first.
    public internal(set) var sessions: [String] = []
    /// The circumstances of each of `sessions`; `nil` where none are kept.
    var circumstancesOfSessions: [SessionCircumstances?] = []
    /// How many sessions were ever learnt.
    public internal(set) var learntCount = 0

    /// A profile of nobody yet.
    public init() {}

    /// How many windows are kept.
    public var windowCount: Int { profiles.values.reduce(0) { $0 + $1.windowCount } }

    /// The circumstances of sessions, oldest first.
    public var circumstances: [SessionCircumstances] { circumstancesOfSessions.compactMap(\.self) }

    /// Bytes that the windows and the circumstances take, about.
    public var memoryByteCount: Int {
        profiles.values.reduce(128 * circumstancesCount) { $0 + $1.memoryByteCount }
    }

    private var circumstancesCount: Int { circumstancesOfSessions.count { $0 != nil } }

    /// Learns a session. One that was learnt already is left as it is.
    ///
    /// In each modality the oldest session gives way at the bound, and so it does with its circumstances; with the last of
    /// these it leaves the list of sessions.
    public mutating func learn(_ session: SessionSketches) {
        let circumstances = session.circumstances.flatMap { isFull(dayOf: $0) ? nil : $0 }
        guard session.windowCount > 0 || circumstances != nil, !sessions.contains(session.session) else { return }
        sessions.append(session.session)
        circumstancesOfSessions.append(circumstances)
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
        guard circumstancesCount > Self.mostCircumstances,
            let oldest = circumstancesOfSessions.firstIndex(where: { $0 != nil })
        else { return }
        circumstancesOfSessions[oldest] = nil
        drop(sessions[oldest])
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

    /// Takes a session off the list of which neither windows nor circumstances are kept any more.
    private mutating func drop(_ session: String) {
        guard let index = sessions.firstIndex(of: session), circumstancesOfSessions[index] == nil,
            !profiles.values.contains(where: { $0.sessions.contains(session) })
        else { return }
        remove(session)
    }

    private mutating func remove(_ session: String) {
        guard let index = sessions.firstIndex(of: session) else { return }
        sessions.remove(at: index)
        circumstancesOfSessions.remove(at: index)
    }
}
