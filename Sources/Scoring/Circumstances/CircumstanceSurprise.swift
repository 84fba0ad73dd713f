import Profiles

/// How surprising a session's circumstances are among an owner's other sessions.
struct CircumstanceSurprise {
    /// The parts of which anything is known.
    private(set) var parts: [CircumstanceAssessment.Part] = []

    /// The sum over all parts, in nats.
    var total: Double { parts.reduce(0) { $0 + $1.surprise } }

    mutating func add(_ kind: CircumstanceAssessment.Kind, _ found: SurpriseAmongOthers) {
        parts.append(.init(kind: kind, surprise: found.value, alike: found.alike, sessions: found.others))
    }
}

/// −ln of the probability of one circumstance as estimated from the others, in nats, against none being likelier than another.
struct SurpriseAmongOthers {
    var value: Double
    /// In how many of the others it was alike.
    var alike: Int
    /// How many others there are.
    var others: Int
}
