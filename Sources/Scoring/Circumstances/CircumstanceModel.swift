public import Profiles

/// What of an owner's earlier sessions a session's circumstances are compared with.
///
/// How unusual circumstances are is ranked among the owner's own: every one of the sessions, the new one too, is measured
/// against all others, and p = (1 + sessions that are as unusual) / (1 + sessions). That is uniform for an owner's own
/// sessions whatever their distribution and however the circumstances depend on each other, as long as these are
/// exchangeable (V. Vovk, A. Gammerman and G. Shafer, "Algorithmic Learning in a Random World", 2005, chapter 2), and says no
/// more than so many sessions can.
public struct CircumstanceModel: Sendable {
    /// An owner with fewer sessions says nothing about others.
    public static let fewestSessions = 3
    /// Sessions count for so many days, unless it is said otherwise.
    public static let days = 90.0

    private let history: [SessionCircumstances]
    private let age: Int64

    /// - Parameters:
    ///   - history: the circumstances of the owner's sessions.
    ///   - days: sessions that began longer before or after another do not count for it.
    public init(_ history: [SessionCircumstances], days: Double = days) {
        self.history = history
        age = Int64(days * 86_400)
    }

    /// How unusual `session` is; `nil` where too little is known of it, or of the owner's sessions.
    public func assess(_ session: SessionCircumstances) -> CircumstanceAssessment? {
        guard session.areTelling else { return nil }
        // Only what is known of all of them can be compared.
        let others = history.compactMap { $0.limited(to: session, age: age) }
        guard others.count >= Self.fewestSessions else { return nil }
        let comparison = CircumstanceComparison(others + [session])
        let surprises = comparison.surprises()
        let own = Self.rank(surprises[others.count])
        return CircumstanceAssessment(
            sessions: others.count,
            asUnusual: surprises.dropLast().count { Self.rank($0) >= own },
            parts: surprises[others.count].parts
        )
    }

    /// A sum of logarithms, rounded so that no processor's mathematics library decides an order.
    private static func rank(_ surprise: CircumstanceSurprise) -> Int64 { Int64((surprise.total * 1024).rounded()) }
}

extension SessionCircumstances {
    /// As much of the circumstances as is known of `session`, too; `nil` where less is, or the two are too far apart in time, in s.
    fileprivate func limited(to session: SessionCircumstances, age: Int64) -> SessionCircumstances? {
        var limited = self
        if let start = session.start {
            guard let own = self.start, abs(own.distance(to: start)) <= age else { return nil }
        } else {
            limited.start = nil
        }
        if session.duration == nil {
            // That of one that goes on is not known yet.
            limited.duration = nil
        } else if duration == nil {
            return nil
        }
        for name in Name.allCases {
            if session[name] == nil {
                limited[name] = nil
            } else if self[name] == nil {
                return nil
            }
        }
        return limited
    }
}
