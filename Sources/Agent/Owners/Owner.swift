package import Profiles

/// One account's owner: what was learnt, and what of it sessions are scored with.
package struct Owner: Sendable, Equatable {
    /// The owner's name.
    package let name: String
    /// What was learnt.
    package private(set) var profile = Profile()

    /// The profile as it was when the model was fitted last.
    package private(set) var fittedProfile = Profile()
    /// The end of the ledger when the model was fitted last; 0 before the first time. It names the fitted profile.
    package private(set) var version: UInt64 = 0
    /// How many sessions had been learnt then.
    private(set) var learntWhenFitted: Int

    /// An owner of whom nothing is known.
    package init(name: String) {
        self.init(name: name, profile: Profile(), fittedProfile: Profile(), version: 0, learntWhenFitted: 0)
    }

    /// An owner of parts that were kept.
    init(name: String, profile: Profile, fittedProfile: Profile, version: UInt64, learntWhenFitted: Int) {
        self.name = name
        self.profile = profile
        self.fittedProfile = fittedProfile
        self.version = version
        self.learntWhenFitted = learntWhenFitted
    }

    /// Learns a session at `position` of the ledger, and refits if enough has changed.
    package mutating func learn(_ sketch: SessionSketch, at position: UInt64) {
        profile.learn(sketch)
        if isRefitDue { fit(at: position) }
    }

    /// Learns a session that was held back, and refits.
    mutating func release(_ sketch: SessionSketch, at position: UInt64) {
        profile.learn(sketch)
        fit(at: position)
    }

    /// Refits on all that was learnt.
    mutating func settle(at position: UInt64) { fit(at: position) }

    /// Starts anew with `sketches`, in their order.
    mutating func relearn(_ sketches: [SessionSketch], at position: UInt64) {
        profile = Profile()
        for sketch in sketches { profile.learn(sketch) }
        fit(at: position)
    }

    /// Whether the profile has grown by a quarter since the last fit; below eight sessions by one.
    private var isRefitDue: Bool {
        let new = profile.learntCount - learntWhenFitted
        return new > 0 && (learntWhenFitted < 8 || new * 4 >= min(learntWhenFitted, Profile.mostSessions))
    }

    private mutating func fit(at position: UInt64) {
        fittedProfile = profile
        learntWhenFitted = profile.learntCount
        version = position
    }
}

/// An owner as of one fit: what the sessions are scored against that opened before the next.
struct OwnerVersion {
    /// Which fit of which owner.
    var id: PinnedProfile
    /// What the model is fitted to.
    var profile: Profile

    /// How much the model stands on.
    var confidence: OwnerBook.Confidence {
        OwnerBook.Confidence(sessions: profile.sessions.count, windows: profile.windowCount)
    }
}

extension Owner {
    /// Bytes that the owner takes in memory, about; windows that both profiles have count once for each.
    var memoryByteCount: Int { 512 + profile.memoryByteCount + fittedProfile.memoryByteCount }
}
