import Gestures
import Profiles
import Scoring

/// One account's owner: what was learnt, what is held back, and the model that sessions are scored with.
struct Owner {
    /// Sessions that stood out, held back from learning: at most so many, the newest.
    static let mostQuarantined = 16

    /// The owner's name.
    let name: String
    /// What was learnt.
    private(set) var profile = Profile()
    /// Sessions that stood out and were not learnt, oldest first.
    private(set) var quarantine: [SessionSketch] = []

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

    /// Holds a session back that stood out.
    mutating func quarantine(_ sketch: SessionSketch) {
        quarantine.append(sketch)
        quarantine.removeFirst(max(quarantine.count - Self.mostQuarantined, 0))
    }

    /// Learns a session that was held back.
    mutating func release(_ sketch: SessionSketch) {
        quarantine.removeAll { $0.session == sketch.session }
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
