public import Synthesis

/// Recordings of people who do not exist, written to a directory.
public struct SyntheticDirectory {
    /// Where they are.
    public let directory: TemporaryDirectory
    /// Whose they are.
    public let corpus: Corpus

    /// Makes so many sessions of so many users, all determined by `seed`.
    public init(users: Int, sessions: Int, seed: UInt64 = 1) throws {
        directory = try TemporaryDirectory()
        corpus = try Corpus(users: users, sessionsPerUser: sessions, seed: seed)
        for recording in corpus {
            try directory.write(recording.csv.joined(), to: recording.path)
        }
    }
}
