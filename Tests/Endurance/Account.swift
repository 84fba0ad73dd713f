import Glibc
import Harness
import Synthesis
import SystemPackage

/// A user who does not exist, and the user's recordings.
struct Account {
    /// The user's name.
    let name: String
    private let person: Person
    private let seed: UInt64

    /// The user of this number, from 0.
    init(_ number: Int, seed: UInt64) {
        name = "user\(number)"
        self.seed = SplitMix64.seed(from: seed, for: 1, UInt64(number))
        person = Person(seed: self.seed)
    }

    /// What happens in a session.
    func events(_ session: Int, gestures: Int) -> SyntheticSession {
        person.session(seed: SplitMix64.seed(from: seed, for: 2, UInt64(session)), gestures: gestures)
    }

    /// The content of a session, in chunks that are made as they are asked for.
    func csv(_ session: Int, gestures: Int) -> RecorderCSV<SyntheticSession> {
        RecorderCSV(events(session, gestures: gestures))
    }

    /// The path of a session below the directory of recordings.
    func path(_ session: Int) -> String { "\(name)/session\(session)" }

    /// Writes a whole session.
    func record(_ session: Int, gestures: Int, in recordings: FilePath) throws {
        let directory = recordings.appending(name)
        unsafe mkdir(directory.string, 0o700)
        try write(csv(session, gestures: gestures), to: recordings.pushing(FilePath(path(session))))
    }
}
