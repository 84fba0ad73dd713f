import Glibc
public import Profiles
import Statistics

/// How unusual a session's circumstances are for its owner.
public struct CircumstanceAssessment: Sendable, Equatable, TailEvidence {
    /// With how many of the owner's sessions they were compared.
    public var sessions: Int
    /// How many of these are more unusual among the others.
    public var moreUnusual: Int
    /// How many of these are as unusual among the others.
    public var asUnusual: Int
    /// What the surprise is made of, the most surprising first.
    public var parts: [Part]
    /// Whether other evidence can make nothing less of it.
    public var isTrusted = false

    /// One circumstance, or several that go together.
    public struct Part: Sendable, Equatable {
        /// Which.
        public var kind: Kind
        /// −ln of its probability as estimated from the owner's other sessions, in nats; negative where it is likelier than
        /// if none were.
        public var surprise: Double
        /// In how many of them it was alike.
        public var alike: Int
        /// Of how many sessions.
        public var sessions: Int

        /// A part.
        public init(kind: Kind, surprise: Double, alike: Int, sessions: Int) {
            self.kind = kind
            self.surprise = surprise
            self.alike = alike
            self.sessions = sessions
        }
    }

    /// What can be surprising.
    public enum Kind: Sendable, Hashable {
        /// A name.
        case name(SessionCircumstances.Name)
        /// Two names together; what the rarer of them says by itself is left out.
        case set(SessionCircumstances.Name, SessionCircumstances.Name)
        /// The hour of the day.
        case hour
        /// The hour of the day among sessions on the same host; what the hour says by itself is left out.
        case hourOnHost
        /// The day of the week.
        case weekday
        /// That the session is longer than most.
        case longDuration
        /// That the session is shorter than most.
        case shortDuration
    }

    /// An assessment.
    public init(sessions: Int, moreUnusual: Int, asUnusual: Int, parts: [Part], isTrusted: Bool = false) {
        self.sessions = sessions
        self.moreUnusual = moreUnusual
        self.asUnusual = asUnusual
        self.parts = parts.sorted(descendingBy: \.surprise)
        self.isTrusted = isTrusted
    }

    /// −ln p with p = (1 + sessions that are more unusual + half of those that are as unusual) / (1 + sessions), in nats.
    public var evidence: Double {
        max(-log((1 + Double(moreUnusual) + Double(asUnusual) / 2) / Double(sessions + 1)), EvidenceScale.leastEvidence)
    }

    /// Whether so many sessions were compared that it has a say beside what the hand did.
    public var isFirm: Bool { sessions >= CircumstanceModel.fewestBesideHand }

    /// The surprise of all parts, in nats: sessions are compared by it.
    public var surprise: Double { parts.reduce(0) { $0 + $1.surprise } }
}

extension CircumstanceAssessment.Kind {
    /// All kinds that there are.
    static let all: [CircumstanceAssessment.Kind] =
        SessionCircumstances.Name.allCases.map { .name($0) }
        + SessionCircumstances.Name.allCases.flatMap { first in
            SessionCircumstances.Name.allCases.map { .set(first, $0) }
        } + [.hour, .hourOnHost, .weekday, .longDuration, .shortDuration]

    /// The kind of that identifier; `nil` where there is none.
    public init?(identifier: String) {
        guard let kind = Self.all.first(where: { $0.identifier == identifier }) else { return nil }
        self = kind
    }

    /// The short identifier, such as `host` or `host+account`.
    public var identifier: String {
        switch self {
        case .name(let name): name.identifier
        case .set(let first, let second): "\(first.identifier)+\(second.identifier)"
        case .hour: "hour"
        case .hourOnHost: "hour+host"
        case .weekday: "weekday"
        case .longDuration: "long"
        case .shortDuration: "short"
        }
    }
}

extension SessionCircumstances.Name {
    /// The short identifier.
    public var identifier: String {
        switch self {
        case .host: "host"
        case .account: "account"
        case .address: "address"
        case .transport: "recorder"
        }
    }
}

extension CircumstanceAssessment: Codable {
    private enum Key: CodingKey {
        case sessions, moreUnusual, asUnusual, parts, isTrusted
    }

    /// Reads what `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            sessions: try container.decode(Int.self, forKey: .sessions),
            moreUnusual: try container.decode(Int.self, forKey: .moreUnusual),
            asUnusual: try container.decode(Int.self, forKey: .asUnusual),
            parts: try container.decode([Part].self, forKey: .parts),
            isTrusted: try container.decodeIfPresent(Bool.self, forKey: .isTrusted) ?? false
        )
    }

    /// Writes everything but what can be computed.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(sessions, forKey: .sessions)
        try container.encode(moreUnusual, forKey: .moreUnusual)
        try container.encode(asUnusual, forKey: .asUnusual)
        try container.encode(parts, forKey: .parts)
        if isTrusted { try container.encode(true, forKey: .isTrusted) }
    }
}

extension CircumstanceAssessment.Part: Codable {
    private enum Key: CodingKey {
        case kind, surprise, alike, sessions
    }

    /// Reads what `encode(to:)` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let name = try container.decode(String.self, forKey: .kind)
        guard let kind = CircumstanceAssessment.Kind(identifier: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind,
                in: container,
                debugDescription: "no kind of circumstance"
            )
        }
        self.init(
            kind: kind,
            surprise: try container.decode(Double.self, forKey: .surprise),
            alike: try container.decode(Int.self, forKey: .alike),
            sessions: try container.decode(Int.self, forKey: .sessions)
        )
    }

    /// Writes all of it, the kind by its identifier.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind.identifier, forKey: .kind)
        try container.encode(surprise, forKey: .surprise)
        try container.encode(alike, forKey: .alike)
        try container.encode(sessions, forKey: .sessions)
    }
}
