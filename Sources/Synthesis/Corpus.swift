/// A plan of recordings: every session of some accounts, ordered by account and then by time.
///
/// The first sessions of an account are its owner's and long: a baseline. Of the later ones, one in ten was made by
/// somebody else, and in one of thirty somebody else took over in the middle. The plan is computed, not stored: each
/// recording can be had by itself, in any order, and is the same.
public struct Corpus: RandomAccessCollection, Sendable {
    /// The most accounts, and the most sessions of one.
    public static let limit = 99_999

    /// How many accounts there are.
    public let users: Int
    /// How many sessions each account has.
    public let sessionsPerUser: Int
    /// Determines all recordings.
    public let seed: UInt64

    /// How many sessions of each account are its baseline: a quarter, but three where there are as many.
    public let baselineSessions: Int

    /// A plan for the given numbers.
    ///
    /// - Throws: where a number is not in 1...`limit`.
    public init(users: Int, sessionsPerUser: Int, seed: UInt64) throws(CorpusError) {
        guard 1...Self.limit ~= users else { throw .users(users) }
        guard 1...Self.limit ~= sessionsPerUser else { throw .sessionsPerUser(sessionsPerUser) }
        self.users = users
        self.sessionsPerUser = sessionsPerUser
        self.seed = seed
        baselineSessions = Swift.max(Swift.min(3, sessionsPerUser), sessionsPerUser / 4)
    }

    /// 0.
    public var startIndex: Int { 0 }

    /// How many recordings there are.
    public var endIndex: Int { users * sessionsPerUser }

    /// The plan of one recording.
    public subscript(index: Int) -> Recording {
        precondition(indices.contains(index), "there are \(count) recordings, and no number \(index)")
        return Recording(corpus: self, user: index / sessionsPerUser, session: index % sessionsPerUser)
    }
}

/// Why a corpus cannot be planned.
public enum CorpusError: Error, Equatable, CustomStringConvertible {
    /// The number of accounts is out of range.
    case users(Int)
    /// The number of sessions of each account is out of range.
    case sessionsPerUser(Int)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .users(let count): "cannot make \(count) users: choose 1 to \(Corpus.limit)"
        case .sessionsPerUser(let count): "cannot make \(count) sessions for each user: choose 1 to \(Corpus.limit)"
        }
    }
}
