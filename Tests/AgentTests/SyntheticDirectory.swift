import Synthesis
import TestSupport

/// Recordings of people who do not exist, written to a directory.
struct SyntheticDirectory {
    let directory: TemporaryDirectory
    let corpus: Corpus

    init(users: Int, sessions: Int, seed: UInt64 = 1) throws {
        directory = try TemporaryDirectory()
        corpus = try Corpus(users: users, sessionsPerUser: sessions, seed: seed)
        for recording in corpus {
            try directory.write(recording.csv.joined(), to: recording.path)
        }
    }
}
