package import Profiles

/// One account's owner: what was learnt, and what of it sessions are scored with.
package struct Owner: Sendable, Equatable {
    /// The owner's name.
    package let name: String
    /// What was learnt.
    package private(set) var profile = OwnerProfile()
    /// Where the ledger has the sketch of each of the profile's sessions, in their order.
    package private(set) var origins: [UInt64] = []

    /// The profile as it was when the model was fitted last.
    package private(set) var fittedProfile = OwnerProfile()
    /// The end of the ledger when the model was fitted last; 0 before the first time. It names the fitted profile.
    package private(set) var version: UInt64 = 0
    /// How many sessions had been learnt then.
    private(set) var learntWhenFitted: Int

    /// How many traces are kept at most.
    static let mostTraces = 64
    /// What the sessions that were closed last have left, learnt or not, oldest first.
    package private(set) var traces: [TracedSession] = []

    /// An owner of whom nothing is known.
    package init(name: String) {
        self.init(
            name: name,
            profile: OwnerProfile(),
            origins: [],
            fittedProfile: OwnerProfile(),
            version: 0,
            learntWhenFitted: 0
        )
    }

    /// An owner of parts that were kept.
    ///
    /// - Precondition: one origin for each of the profile's sessions.
    init(
        name: String,
        profile: OwnerProfile,
        origins: [UInt64],
        fittedProfile: OwnerProfile,
        version: UInt64,
        learntWhenFitted: Int,
        traces: [TracedSession] = []
    ) {
        precondition(origins.count == profile.sessions.count, "one origin a session")
        self.name = name
        self.profile = profile
        self.origins = origins
        self.fittedProfile = fittedProfile
        self.version = version
        self.learntWhenFitted = learntWhenFitted
        self.traces = traces
    }

    /// Learns a session at `position` of the ledger, and refits if enough has changed.
    package mutating func learn(_ session: OriginalSketch, at position: UInt64) {
        take(session)
        if isRefitDue(for: session) { fit(at: position) }
    }

    /// Learns a session that was held back, and refits.
    mutating func release(_ session: OriginalSketch, at position: UInt64) {
        take(session)
        fit(at: position)
    }

    /// Refits on all that was learnt.
    mutating func settle(at position: UInt64) { fit(at: position) }

    /// Takes in the trace of a session that was closed, in the place of the one that it left before.
    package mutating func remember(_ session: String, _ trace: SessionTrace) {
        guard !trace.isEmpty else { return forgetTrace(of: session) }
        if let index = traces.firstIndex(where: { $0.session == session }) {
            traces[index] = TracedSession(session, trace)
            return
        }
        if traces.count == Self.mostTraces { traces.removeFirst() }
        traces.append(TracedSession(session, trace))
    }

    /// Forgets what a session has left.
    mutating func forgetTrace(of session: String) { traces.removeAll { $0.session == session } }

    /// Forgets all that was learnt, so that `take` and `settle` can make the profile anew.
    mutating func begin() {
        profile = OwnerProfile()
        origins = []
    }

    /// Keys hashes of names that have no secret.
    mutating func apply(_ key: NameKey) {
        profile.apply(key)
        fittedProfile.apply(key)
    }

    /// Adds a session to what is learnt.
    mutating func take(_ session: OriginalSketch) {
        let former = profile.sessions
        profile.learn(session.sketches)
        guard profile.sessions != former else { return }
        // One gives way at most in each modality, and mostly none does.
        let kept = profile.sessions.count > former.count ? nil : Set(profile.sessions)
        origins = zip(former, origins).compactMap { kept?.contains($0) ?? true ? $1 : nil } + [session.origin]
    }

    /// Whether the profile has grown by a quarter since the last fit, below eight sessions by one, or by a session where the owner
    /// never was: what is new is so only once.
    private func isRefitDue(for session: OriginalSketch) -> Bool {
        let new = profile.learntCount - learntWhenFitted
        guard new > 0 else { return false }
        return learntWhenFitted < 8 || new * 4 >= min(learntWhenFitted, Profile.mostSessions)
            || session.sketches.circumstances.map(fittedProfile.isNew) ?? false
    }

    private mutating func fit(at position: UInt64) {
        fittedProfile = profile
        learntWhenFitted = profile.learntCount
        version = position
    }
}

/// A session to be learnt, and where the ledger has it.
package struct OriginalSketch {
    /// What it is learnt from.
    package var sketches: SessionSketches
    /// The position of the session's record in the ledger; 0 without a ledger.
    package var origin: UInt64

    /// The sketches of the record at `origin`.
    package init(_ sketches: SessionSketches, origin: UInt64) {
        self.sketches = sketches
        self.origin = origin
    }
}

extension Owner {
    /// Bytes that the owner takes in memory, about; windows that both profiles have count once for each.
    var memoryByteCount: Int {
        traces.reduce(512 + profile.memoryByteCount + fittedProfile.memoryByteCount) {
            $0 + $1.session.utf8.count + $1.trace.byteCount
        }
    }
}
