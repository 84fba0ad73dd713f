import Statistics

/// Makes a table of bins from the samples of many users' sessions, in memory that does not depend on how many sessions
/// there are.
///
/// What it keeps is chosen by keyed hashes of names and running numbers: the table is the same for any order of the
/// sessions, and two builders merged give the table of all their sessions.
///
/// ```swift
/// var builder = BinTableBuilder(of: .pointer)
/// var session = builder.session(named: Array("session_17".utf8), of: Array("alice".utf8))
/// session.add(buffer)
/// builder.add(session)
/// let table = try builder.table()
/// ```
public struct BinTableBuilder: Sendable, Equatable {
    /// One feature: what it is called and how it is measured.
    public struct Feature: Sendable, Equatable {
        /// What is measured.
        public enum Kind: Sendable, Equatable {
            /// A quantity, which is transformed before it is binned.
            case numeric(SampleTransform)
            /// The number of one of `count` cells.
            case cells(count: Int)
        }

        /// The key in the table.
        public var identifier: String
        /// How it is measured.
        public var kind: Kind

        /// Creates a feature from its parts.
        public init(identifier: String, kind: Kind) {
            self.identifier = identifier
            self.kind = kind
        }

        init(_ definition: FeatureDefinition) {
            self.init(identifier: definition.identifier, kind: definition.kind)
        }
    }

    /// One user's sessions so far.
    struct User: Sendable, Equatable {
        var samples: FeatureSamples
        var sessionCount = 0
    }

    /// What is measured.
    public let features: [Feature]
    /// The most values of a numeric feature that are kept of a user: 16 bytes each.
    public let valuesPerUser: Int
    /// The most users that have a say. Of more, those whose names have the lowest keyed hashes.
    public let mostUsers: Int
    private(set) var users: [[UInt8]: User] = [:]

    /// A builder that has seen no session.
    ///
    /// With 55 numeric features and the default bounds it takes at most 3.6 MB for each user and 231 MB in all.
    ///
    /// - Precondition: both bounds are positive.
    public init(features: [Feature], valuesPerUser: Int = 4096, mostUsers: Int = 64) {
        precondition(valuesPerUser > 0 && mostUsers > 0, "bounds must be positive")
        self.features = features
        self.valuesPerUser = valuesPerUser
        self.mostUsers = mostUsers
    }

    /// A builder for what a modality measures that has seen no session.
    public init(of modality: Modality) {
        self.init(features: modality.definitions.map(Feature.init))
    }

    /// How many users have a say.
    public var userCount: Int { users.count }
    /// How many sessions of these users were added.
    public var sessionCount: Int { users.values.reduce(0) { $0 + $1.sessionCount } }
    /// How many samples these sessions have.
    public var sampleCount: UInt64 { users.values.reduce(0) { $0 + $1.samples.sampleCount } }

    /// An empty session to collect samples in, which `add(_:)` takes when it is complete.
    ///
    /// - Parameters:
    ///   - name: what tells the session from the user's other sessions, in bytes.
    ///   - user: the user's name in the file system's bytes.
    public func session(named name: [UInt8], of user: [UInt8]) -> SessionSamples {
        SessionSamples(user: user, session: name, features: features, limit: valuesPerUser)
    }

    /// Adds a complete session.
    ///
    /// - Precondition: the session was made by a builder with the same features and bounds.
    public mutating func add(_ session: SessionSamples) {
        add(User(samples: session.samples, sessionCount: 1), named: session.user)
    }

    /// Adds all sessions of `other`.
    ///
    /// - Precondition: both have the same features and bounds, and no session is in both.
    public mutating func merge(_ other: BinTableBuilder) {
        precondition(
            features == other.features && valuesPerUser == other.valuesPerUser && mostUsers == other.mostUsers,
            "builders of different tables do not merge"
        )
        for (name, user) in other.users { add(user, named: name) }
    }

    private mutating func add(_ user: User, named name: [UInt8]) {
        users[name, default: User(samples: FeatureSamples(features: features, limit: valuesPerUser))].add(user)
        if users.count > mostUsers, let last = users.keys.max(by: Self.precedes) { users[last] = nil }
    }

    /// Whether the first of two users is chosen before the second.
    private static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        let hashes = (hash(a), hash(b))
        return hashes.0 == hashes.1 ? a.lexicographicallyPrecedes(b) : hashes.0 < hashes.1
    }

    /// The hash of a name. The key is fixed and public, so that everybody gets the same table from the same recordings.
    static func hash(_ name: some Sequence<UInt8>) -> UInt64 {
        SipHash(key: 0x6761_6974_2062_696e, 0x2074_6162_6c65_7321)(Array(name))
    }

    static func hash(_ name: String) -> UInt64 { hash(name.utf8) }
}

extension BinTableBuilder.User {
    fileprivate mutating func add(_ other: Self) {
        samples.formUnion(other.samples)
        sessionCount += other.sessionCount
    }
}
