import Glibc
import Profiles

/// How often a name, or several together, occur in sessions of which all know them.
struct NameFrequencies {
    private let names: [SessionCircumstances.Name]
    private var counts: [UInt64: Int] = [:]
    private let sessions: Int
    private let once: Int

    /// - Parameters:
    ///   - names: one or two.
    ///   - sessions: at least two.
    init(of names: [SessionCircumstances.Name], in sessions: [SessionCircumstances]) {
        self.names = names
        self.sessions = sessions.count
        for session in sessions { counts[Self.key(names, session), default: 0] += 1 }
        once = counts.values.count { $0 == 1 }
    }

    /// The surprise of what `session`, which is one of the sessions, has among the others.
    ///
    /// What none of them has shares the probability of all that was never seen, the share of what was seen once (I. J. Good,
    /// "The population frequencies of species and the estimation of population parameters", Biometrika 40, 1953).
    func surprise(of session: SessionCircumstances) -> SurpriseAmongOthers {
        let count = counts[Self.key(names, session)] ?? 1
        let others = sessions - 1
        let alike = count - 1
        let onceAmongOthers = once - (count == 1 ? 1 : 0) + (count == 2 ? 1 : 0)
        let unseen = (Double(onceAmongOthers) + 0.5) / Double(others + 1)
        let probability = alike == 0 ? unseen : (1 - unseen) * Double(alike) / Double(others)
        return SurpriseAmongOthers(value: -log(probability), alike: alike, others: others)
    }

    private static func key(_ names: [SessionCircumstances.Name], _ session: SessionCircumstances) -> UInt64 {
        names.reduce(0) { $0 << 32 | UInt64(session[$1] ?? 0) }
    }
}
