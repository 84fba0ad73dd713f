public import Gestures

extension SessionTrace {
    /// s that sessions which a timer starts may begin apart.
    private static let latitude: Int64 = 30
    /// On so many of so many days a session begins at the same time.
    private static let fewestDays = 5
    private static let days = 7

    /// What shows, beside other sessions of the same user, that a program is at work: that the session replays one of them, or
    /// that sessions begin at the same time each day.
    ///
    /// - Parameters:
    ///   - others: sessions that were closed, oldest first.
    ///   - session: the session's own name. Where it was read before it is among them, and what was closed after it, which may be
    ///     a replay of it, is left out.
    public func signs(beside others: [TracedSession], of session: String) -> [ScriptedSign] {
        let others = others[..<others.firstIndex(of: session)]
        var replayed: [ScriptedSign] = []
        var replays = 0.0
        if !input.isEmpty {
            let comparison = ReplayComparison(input)
            let others = others.span
            for index in others.indices.reversed() where comparison.mayFindSigns(against: others[index].trace.input) {
                let signs = comparison.signs(against: others[index].trace.input, of: others[index].session)
                let strength = signs.reduce(0) { $0 + $1.statistic }
                // The newest of those that have as much in common.
                if strength > replays { (replayed, replays) = (signs, strength) }
            }
        }
        return replayed + [signOfTimer(beside: others)].compactMap(\.self)
    }

    private func signOfTimer(beside others: ArraySlice<TracedSession>) -> ScriptedSign? {
        guard let start else { return nil }
        let own = UTCDay.number(of: start)
        // The days up to this one's with sessions, and those of them on which one began at this one's time.
        var (days, sameDays): (Set<Int64>, Set<Int64>) = ([own], [own])
        for index in others.indices {
            guard let other = others[index].trace.start, case let day = UTCDay.number(of: other), day < own else {
                continue
            }
            days.insert(day)
            if UTCDay.distance(from: start, to: other) <= Self.latitude { sameDays.insert(day) }
        }
        guard sameDays.count >= Self.fewestDays else { return nil }
        let last = days.sorted().suffix(Self.days)
        let found = last.count { sameDays.contains($0) }
        guard found >= Self.fewestDays else { return nil }
        return ScriptedSign(.sameTimeEachDay, Double(found), threshold: Double(Self.fewestDays), of: last.count)
    }
}

extension [TracedSession] {
    /// Where `session` is; the end where it is not.
    fileprivate func firstIndex(of session: String) -> Int {
        // By a span, so that no session is copied to look at its name.
        let sessions = span
        return sessions.indices.first { sessions[$0].session == session } ?? endIndex
    }
}
