import Glibc
import Profiles

/// How often a name, or several together, occur in sessions of which all know them.
struct NameFrequencies {
    private let names: [SessionCircumstances.Name]
    private var counts: [UInt64: Int] = [:]
    private let sessions: Int
    /// How many sessions have a name that so many have, or fewer.
    private let sessionsUpTo: [Int]

    /// - Parameters:
    ///   - names: one or two.
    ///   - sessions: at least two.
    init(of names: [SessionCircumstances.Name], in sessions: [SessionCircumstances]) {
        self.names = names
        self.sessions = sessions.count
        for session in sessions { counts[Self.key(names, session), default: 0] += 1 }
        var sessionsUpTo = [Int](repeating: 0, count: sessions.count + 1)
        for count in counts.values { sessionsUpTo[count] += count }
        for count in sessionsUpTo.indices.dropFirst() { sessionsUpTo[count] += sessionsUpTo[count - 1] }
        self.sessionsUpTo = sessionsUpTo
    }

    /// The surprise of what `session`, which is one of the sessions, has among the others: −ln of the probability of a name that
    /// is as rare, or rarer.
    ///
    /// What was never seen is as likely as the share of what was seen once (I. J. Good, "The population frequencies of species
    /// and the estimation of population parameters", Biometrika 40, 1953); what was seen shares the rest.
    func surprise(of session: SessionCircumstances) -> SurpriseAmongOthers {
        let count = counts[Self.key(names, session)] ?? 1
        let others = sessions - 1
        let alike = count - 1
        // Without the session there is one less that has its name.
        let once = sessionsUpTo[1] - (count == 1 ? 1 : 0) + (count == 2 ? 1 : 0)
        let unseen = (Double(once) + 0.5) / Double(others + 1)
        let asRare = alike == 0 ? 0 : sessionsUpTo[alike] + alike
        let probability = unseen + (1 - unseen) * Double(asRare) / Double(others)
        return SurpriseAmongOthers(value: -log(probability), alike: alike, others: others)
    }

    private static func key(_ names: [SessionCircumstances.Name], _ session: SessionCircumstances) -> UInt64 {
        names.reduce(0) { $0 << 32 | UInt64(session[$1] ?? 0) }
    }
}
