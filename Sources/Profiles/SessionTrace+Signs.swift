public import Gestures

extension SessionTrace {
    private static let day: Int64 = 86_400
    /// s that sessions which a timer starts may begin apart.
    private static let latitude: Int64 = 30
    /// On so many of so many days a session begins at the same time.
    private static let (fewestDays, days) = (5, 7)

    /// What shows, beside other sessions of the same user, that a program is at work: that the session replays one of them, or
    /// that sessions begin at the same time each day.
    ///
    /// - Parameter others: sessions that were closed before, oldest first.
    public func signs(beside others: [TracedSession]) -> [ScriptedSign] {
        var replayed: [ScriptedSign] = []
        for other in others.reversed() {
            let signs = input.signs(against: other.trace.input, of: other.session)
            // The newest of those that have as much in common.
            if Self.strength(signs) > Self.strength(replayed) { replayed = signs }
        }
        return replayed + [signOfTimer(others.compactMap(\.trace.start))].compactMap(\.self)
    }

    private static func strength(_ signs: [ScriptedSign]) -> Double { signs.reduce(0) { $0 + $1.statistic } }

    private func signOfTimer(_ starts: [Int64]) -> ScriptedSign? {
        guard let start else { return nil }
        let own = start / Self.day
        // Whether a session began at this one's time, of the days up to this one's.
        var daily = [own: true]
        for other in starts where other / Self.day < own {
            let distance = abs(other - start) % Self.day
            let isSame = min(distance, Self.day - distance) <= Self.latitude
            daily[other / Self.day] = isSame || daily[other / Self.day] == true
        }
        let last = daily.keys.sorted().suffix(Self.days)
        let found = last.count { daily[$0] == true }
        guard found >= Self.fewestDays else { return nil }
        return ScriptedSign(.sameTimeEachDay, Double(found), threshold: Double(Self.fewestDays), of: last.count)
    }
}
