public import Gestures

/// What is known of one owner: a profile for each modality in which something was learnt.
public struct OwnerProfile: Sendable, Equatable {
    /// The profiles, by modality.
    public internal(set) var profiles = ModalityMap<Profile>()
    /// The names of the sessions that windows are kept of in any modality, oldest first.
    public internal(set) var sessions: [String] = []
    /// How many sessions were ever learnt.
    public internal(set) var learntCount = 0

    /// A profile of nobody yet.
    public init() {}

    /// How many windows are kept.
    public var windowCount: Int { profiles.values.reduce(0) { $0 + $1.windowCount } }

    /// Bytes that the windows take, about.
    public var memoryByteCount: Int { profiles.values.reduce(0) { $0 + $1.memoryByteCount } }

    /// Learns a session. One that was learnt already is left as it is.
    ///
    /// In each modality the oldest session gives way at the bound; with its last windows it leaves the list of sessions.
    public mutating func learn(_ session: SessionSketches) {
        guard session.windowCount > 0, !sessions.contains(session.session) else { return }
        sessions.append(session.session)
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
    }

    /// Forgets a session; windows that gave way to its own do not come back.
    public mutating func forget(_ session: String) {
        profiles.update { $1.forget(session) }
        sessions.removeAll { $0 == session }
    }

    /// Takes a session off the list of which no modality keeps windows any more.
    private mutating func drop(_ session: String) {
        guard !profiles.values.contains(where: { $0.sessions.contains(session) }) else { return }
        sessions.removeAll { $0 == session }
    }
}
