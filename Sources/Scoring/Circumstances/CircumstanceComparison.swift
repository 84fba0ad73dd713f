import Glibc
import Profiles

/// Sessions of one owner of which the same is known, each to be compared with all others.
struct CircumstanceComparison {
    private let sessions: [SessionCircumstances]
    private let names: [SessionCircumstances.Name: NameFrequencies]
    private let sets: [(first: SessionCircumstances.Name, second: SessionCircumstances.Name, NameFrequencies)]

    /// Fewer other sessions on a host say nothing about its hours.
    private static let fewestOnHost = 5
    /// Names that say more together than each by itself.
    private static let namesOfSets: [(SessionCircumstances.Name, SessionCircumstances.Name)] = [
        (.host, .account), (.host, .address), (.account, .address),
    ]

    init(_ sessions: [SessionCircumstances]) {
        self.sessions = sessions
        let known = SessionCircumstances.Name.allCases.filter { sessions.first?[$0] != nil }
        names = Dictionary(uniqueKeysWithValues: known.map { ($0, NameFrequencies(of: [$0], in: sessions)) })
        sets = Self.namesOfSets.filter { known.contains($0) && known.contains($1) }
            .map { ($0, $1, NameFrequencies(of: [$0, $1], in: sessions)) }
    }

    /// The surprise of each session.
    func surprises() -> [CircumstanceSurprise] { sessions.indices.map(surprise) }

    private func surprise(of index: Int) -> CircumstanceSurprise {
        let session = sessions[index]
        var surprise = CircumstanceSurprise()
        for name in SessionCircumstances.Name.allCases {
            if let found = names[name]?.surprise(of: session) { surprise.add(.name(name), found) }
        }
        for (first, second, frequencies) in sets {
            let alone = [first, second].compactMap { names[$0]?.surprise(of: session).value }.max() ?? 0
            var together = frequencies.surprise(of: session)
            // Where one of the names is rare, the set cannot be anything else.
            together.value = max(together.value - alone, 0)
            surprise.add(.set(first, second), together)
        }
        if let start = session.start {
            let hour = hourSurprise(of: index, start) { _ in true }
            surprise.add(.hour, hour)
            surprise.add(.weekday, weekdaySurprise(of: index, start))
            if let host = session[.host] {
                var onHost = hourSurprise(of: index, start) { $0[.host] == host }
                let more = onHost.value - max(hour.value, 0)
                onHost.value = onHost.others < Self.fewestOnHost ? 0 : max(more, 0)
                surprise.add(.hourOnHost, onHost)
            }
        }
        if let duration = session.duration { addDuration(duration, of: index, to: &surprise) }
        return surprise
    }

    private func others(than index: Int) -> some Sequence<SessionCircumstances> {
        sessions.indices.lazy.filter { $0 != index }.map { sessions[$0] }
    }

    /// Of the hour of the day, by a kernel of ± 2 h on the circle of the day (V. A. Epanechnikov, "Non-parametric estimation
    /// of a multivariate probability density", 1969), and one session whose hour may be any.
    private func hourSurprise(
        of index: Int,
        _ start: Int64,
        among isCounted: (SessionCircumstances) -> Bool
    ) -> SurpriseAmongOthers {
        var (density, alike, count) = (1.0 / 24, 0, 0)
        for other in others(than: index) where isCounted(other) {
            count += 1
            let hours = Double(UTCDay.distance(from: start, to: other.start ?? 0)) / 3600
            guard hours < 2 else { continue }
            alike += 1
            density += 0.375 * (1 - hours * hours / 4)
        }
        return SurpriseAmongOthers(value: -log(24 * density / Double(count + 1)), alike: alike, others: count)
    }

    /// Of the day of the week in UTC, by Laplace's rule.
    private func weekdaySurprise(of index: Int, _ start: Int64) -> SurpriseAmongOthers {
        let alike = others(than: index).count { Self.weekday($0.start ?? 0) == Self.weekday(start) }
        let count = sessions.count - 1
        return SurpriseAmongOthers(
            value: -log(7 * Double(alike + 1) / Double(count + 7)),
            alike: alike,
            others: count
        )
    }

    /// Of how long the session was, by a triangular kernel of ± 1 in the logarithm of its seconds, and one session that may have
    /// taken anything up to e¹² s, 45 hours.
    private func addDuration(_ duration: Int64, of index: Int, to surprise: inout CircumstanceSurprise) {
        let own = log1p(Double(max(duration, 0)))
        var (density, alike, shorter) = (1.0 / 12, 0, 0)
        for other in others(than: index) {
            let difference = own - log1p(Double(max(other.duration ?? 0, 0)))
            density += max(1 - abs(difference), 0)
            if abs(difference) < 1 { alike += 1 }
            if difference > 0 { shorter += 1 }
        }
        let count = sessions.count - 1
        let found = SurpriseAmongOthers(value: -log(12 * density / Double(count + 1)), alike: alike, others: count)
        surprise.add(2 * shorter >= count ? .longDuration : .shortDuration, found)
    }

    private static func weekday(_ time: Int64) -> Int64 { UTCDay.number(of: time) % 7 }
}
