extension Corpus {
    /// The plan of one session under one account.
    public struct Recording: Sendable {
        /// Who sits at the desk.
        public enum Author: Sendable, Equatable {
            /// The account's owner, from beginning to end.
            case owner
            /// Somebody else from beginning to end, on a computer of their own. The number is that of the account that
            /// is theirs; one that does not exist is a stranger's.
            case impostor(Int)
            /// Somebody else for the given gestures, or all of them, on the owner's computer.
            case takenOver(by: Int, gestures: Range<Int>)
        }

        /// Number of the account, from 0.
        public let user: Int
        /// Number of the session within the account, from 0, in the order of time.
        public let session: Int
        /// Where it belongs, relative to the corpus: `userNN/session_XXXXXXXXXX`. Names sort in the order of time and
        /// say nothing else.
        public let path: String
        /// How many gestures it is made of, to one.
        public let gestures: Int
        /// Whether it is one of the long ones at the beginning, which are always the owner's.
        public let isBaseline: Bool
        /// Who made it.
        public let author: Author
        private let corpusSeed: UInt64
        private let sessionSeed: UInt64

        /// Whether any of it is not the owner's.
        public var isIllegal: Bool { author != .owner }
    }
}

extension Corpus.Recording {
    /// What a seed is derived for.
    private enum Domain {
        static let person: UInt64 = 1
        static let session: UInt64 = 2
        static let name: UInt64 = 3
        static let plan: UInt64 = 4
        static let impostor: UInt64 = 5
        static let takeover: UInt64 = 6
    }

    init(corpus: Corpus, user: Int, session: Int) {
        self.user = user
        self.session = session
        corpusSeed = corpus.seed
        sessionSeed = SplitMix64.seed(from: corpus.seed, for: Domain.session, UInt64(user), UInt64(session))
        isBaseline = session < corpus.baselineSessions
        path = Self.path(corpus: corpus, user: user, session: session)

        var plan = Xoshiro256(seed: SplitMix64.seed(from: sessionSeed, for: Domain.plan))
        gestures = isBaseline ? 400 + plan.index(below: 401) : 40 + plan.index(below: 161)
        author = Self.author(corpus: corpus, user: user, session: session, gestures: gestures, using: &plan)
    }

    private static func path(corpus: Corpus, user: Int, session: Int) -> String {
        let hash = SplitMix64.seed(from: corpus.seed, for: Domain.name, UInt64(user), UInt64(session)) % 100_000
        let account = padded(user + 1, to: max(2, String(corpus.users).count))
        return "user\(account)/session_\(padded(session + 1, to: 5))\(padded(Int(hash), to: 5))"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func author(
        corpus: Corpus,
        user: Int,
        session: Int,
        gestures: Int,
        using plan: inout Xoshiro256
    ) -> Author {
        guard session >= corpus.baselineSessions else { return .owner }
        // Later sessions in the order of time, over all accounts: neighbours belong to different accounts.
        let order = (session - corpus.baselineSessions) * corpus.users + user
        let later = (corpus.sessionsPerUser - corpus.baselineSessions) * corpus.users
        let other = Self.other(than: user, of: corpus.users, using: &plan)
        if isChosen(order, of: later, oneIn: 10, seed: corpus.seed, domain: Domain.impostor) {
            return plan.chance(0.5) ? .impostor(other) : .takenOver(by: other, gestures: 0..<gestures)
        }
        if isChosen(order, of: later, oneIn: 30, seed: corpus.seed, domain: Domain.takeover) {
            let first = gestures / 4 + plan.index(below: gestures / 4)
            return .takenOver(by: other, gestures: first..<first + gestures / 3)
        }
        return .owner
    }

    /// Anybody but the owner; where there is nobody else, a stranger.
    private static func other(than user: Int, of users: Int, using plan: inout Xoshiro256) -> Int {
        guard users > 1 else { return users }
        let choice = plan.index(below: users - 1)
        return choice < user ? choice : choice + 1
    }

    /// Whether `order` is the one that is chosen of its block of `size` neighbours; the first block always has one.
    private static func isChosen(_ order: Int, of total: Int, oneIn size: Int, seed: UInt64, domain: UInt64) -> Bool {
        let size = min(size, total)
        let block = order / size
        var draw = Xoshiro256(seed: SplitMix64.seed(from: seed, for: domain, UInt64(block)))
        return order % size == draw.index(below: size)
    }

    private func person(_ number: Int) -> Person {
        Person(seed: SplitMix64.seed(from: corpusSeed, for: Domain.person, UInt64(number)))
    }
}

extension Corpus.Recording {
    /// The records of the session, made as they are asked for.
    public var events: SyntheticSession {
        switch author {
        case .owner: person(user).session(seed: sessionSeed, gestures: gestures)
        case .impostor(let other): person(other).session(seed: sessionSeed, gestures: gestures)
        case .takenOver(let other, let part):
            person(user).session(
                seed: sessionSeed,
                gestures: gestures,
                takeover: Takeover(by: person(other), gestures: part)
            )
        }
    }

    /// The bytes of the recording, in chunks that are made as they are asked for.
    public var csv: RecorderCSV<SyntheticSession> { RecorderCSV(events) }
}
