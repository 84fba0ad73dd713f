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
        learntWhenFitted = profile.learntCount
    }
}
