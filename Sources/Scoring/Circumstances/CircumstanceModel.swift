public import Profiles

/// What of an owner's earlier sessions a session's circumstances are compared with.
///
/// How unusual circumstances are is ranked among the owner's own: every one of the sessions, the new one too, is measured
/// against all others, and p = (1 + sessions that are more unusual + half of those that are as unusual) / (1 + sessions). That is
/// about uniform for an owner's own sessions whatever their distribution and however the circumstances depend on each other, as
/// long as these are exchangeable (V. Vovk, A. Gammerman and G. Shafer, "Algorithmic Learning in a Random World", 2005,
/// chapter 2), and says no more than so many sessions can.
public struct CircumstanceModel: Sendable {
    /// An owner with fewer sessions says nothing about others.
    public static let fewestSessions = 3
    /// Beside what the hand did fewer sessions have no say: the most unusual of them is one in 20, and could but weaken what
    /// else is said.
    public static let fewestBesideHand = 19
    /// Sessions count for so many days, unless it is said otherwise.
    public static let days = 90.0

    private let history: [SessionCircumstances]
    private let age: Int64

    /// Bytes of memory that the model takes.
    public var byteCount: Int {
        MemoryLayout<Self>.size + history.count * MemoryLayout<SessionCircumstances>.stride
    }

    /// - Parameters:
    ///   - history: the circumstances of the owner's sessions.
    ///   - days: sessions that began longer before or after another do not count for it.
    public init(_ history: [SessionCircumstances], days: Double = days) {
        self.history = history
        age = Int64(days * Double(UTCDay.length))
    }

    /// The same, but for how many days sessions count.
    public func within(days: Double) -> CircumstanceModel { CircumstanceModel(history, days: days) }

    /// How unusual `session` is; `nil` where too little is known of it, or of the owner's sessions.
    public func assess(_ session: SessionCircumstances) -> CircumstanceAssessment? {
        guard session.areTelling else { return nil }
        let recent = history.filter { $0.isWithin(age, of: session) }
        // Only what is known of all of them can be compared, and what few of the owner's sessions say is left out of this one.
        let session = session.limited(toWhatHalfKnowOf: recent)
        guard session.areTelling else { return nil }
        let others = recent.compactMap { $0.limited(to: session) }
        guard others.count >= Self.fewestSessions else { return nil }
        let comparison = CircumstanceComparison(others + [session])
        let surprises = comparison.surprises()
        let own = Self.rank(surprises[others.count])
        return CircumstanceAssessment(
            sessions: others.count,
            moreUnusual: surprises.dropLast().count { Self.rank($0) > own },
            asUnusual: surprises.dropLast().count { Self.rank($0) == own },
            parts: surprises[others.count].parts
        )
    }

    /// A sum of logarithms, rounded so that no processor's mathematics library decides an order.
    private static func rank(_ surprise: CircumstanceSurprise) -> Int64 { Int64((surprise.total * 1024).rounded()) }
}

extension SessionCircumstances {
    /// Whether the session began at most `age` s before or after `other`, as far as is known.
    fileprivate func isWithin(_ age: Int64, of other: SessionCircumstances) -> Bool {
        guard let start, let otherStart = other.start else { return true }
        return abs(start - otherStart) <= age
    }

    /// What of the circumstances at least half of `sessions` know, too.
    fileprivate func limited(toWhatHalfKnowOf sessions: [SessionCircumstances]) -> SessionCircumstances {
        func isKnown(_ knows: (SessionCircumstances) -> Bool) -> Bool {
            2 * sessions.count(where: knows) >= sessions.count
        }
        var limited = self
        if !isKnown({ $0.start != nil }) { limited.start = nil }
        if !isKnown({ $0.duration != nil }) { limited.duration = nil }
        for name in Name.allCases where !isKnown({ $0[name] != nil }) { limited[name] = nil }
        return limited
    }

    /// As much of the circumstances as is known of `session`, too; `nil` where less is.
    fileprivate func limited(to session: SessionCircumstances) -> SessionCircumstances? {
        var limited = self
        if session.start == nil { limited.start = nil }
        // That of one that goes on is not known yet.
        if session.duration == nil { limited.duration = nil }
        for name in Name.allCases where session[name] == nil { limited[name] = nil }
        return limited.knowsAsMuch(as: session) ? limited : nil
    }

    private func knowsAsMuch(as other: SessionCircumstances) -> Bool {
        (start == nil) == (other.start == nil) && (duration == nil) == (other.duration == nil)
            && Name.allCases.allSatisfy { (self[$0] == nil) == (other[$0] == nil) }
    }
}
