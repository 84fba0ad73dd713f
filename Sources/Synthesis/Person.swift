/// Somebody who does not exist, with a hand, a desktop and a line of their own.
public struct Person: Sendable {
    let habits: Habits
    let desktop: Desktop
    let line: Line
}

extension Person {
    /// The person whom `seed` determines.
    public init(seed: UInt64) {
        var random = Xoshiro256(seed: seed)
        habits = Habits(using: &random)
        desktop = Desktop(using: &random)
        line = Line(using: &random)
    }

    /// One session of this person's.
    ///
    /// The person varies from day to day, so every session has its own traits around the person's.
    ///
    /// - Parameters:
    ///   - seed: determines the session; sessions with other seeds are independent of it.
    ///   - gestures: how many aimed movements and drags it has, to one. Fewer can be told apart in the recording: some
    ///     are too small, and some run together.
    ///   - takeover: somebody else at this person's desk for a part of it.
    public func session(seed: UInt64, gestures: Int, takeover: Takeover? = nil) -> SyntheticSession {
        SyntheticSession(person: self, seed: seed, gestures: gestures, takeover: takeover)
    }
}

/// A part of a session that another person makes, on the owner's computer and line.
public struct Takeover: Sendable {
    /// Who takes over.
    public var intruder: Person
    /// The gestures, counted from 0, that are the intruder's.
    public var gestures: Range<Int>

    /// A takeover by `intruder` for the given gestures.
    public init(by intruder: Person, gestures: Range<Int>) {
        self.intruder = intruder
        self.gestures = gestures
    }
}
