import Gestures
import Profiles
import Scoring

/// One account's owner: what was learnt, and what of it sessions are scored with.
struct Owner {
    /// The owner's name.
    let name: String
    /// What was learnt.
    private(set) var profile = Profile()

    /// The profile as it was when the model was fitted last.
    private(set) var fittedProfile = Profile()
    /// How many times the model was to be fitted anew.
    private(set) var fitCount = 0
    private var learntWhenFitted = 0

    init(name: String) {
        self.name = name
    }

    /// Learns a session, and refits if enough has changed.
    mutating func learn(_ sketch: SessionSketch) {
        profile.learn(sketch)
        if isRefitDue { markFitted() }
    }

    /// Learns a session that was held back, and refits.
    mutating func release(_ sketch: SessionSketch) {
        profile.learn(sketch)
        markFitted()
    }

    /// Refits on all that was learnt.
    mutating func settle() { markFitted() }

    /// Starts anew with `sketches`, in their order.
    mutating func relearn(_ sketches: [SessionSketch]) {
        profile = Profile()
        for sketch in sketches { profile.learn(sketch) }
        markFitted()
    }

    /// Whether the profile has grown by a quarter since the last fit; below eight sessions by one.
    private var isRefitDue: Bool {
        let new = profile.learntCount - learntWhenFitted
        return new > 0 && (learntWhenFitted < 8 || new * 4 >= min(learntWhenFitted, Profile.mostSessions))
    }

    private mutating func markFitted() {
        fittedProfile = profile
        fitCount += 1
        learntWhenFitted = profile.learntCount
    }
}

/// An owner as of one fit: what the sessions are scored against that opened before the next.
struct OwnerVersion {
    /// The owner's name.
    var name: String
    /// The number of the fit among the owner's; 0 before the first.
    var number: Int
    /// What the model is fitted to.
    var profile: Profile

    /// How much the model stands on.
    var confidence: OwnerBook.Confidence {
        OwnerBook.Confidence(sessions: profile.sessions.count, windows: profile.windowCount)
    }
}
