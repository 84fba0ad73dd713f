import Glibc
import Harness
import Synthesis
import SystemPackage

/// One session that is being recorded, and what becomes of its file at the end.
struct Recorder {
    /// What becomes of the file.
    enum Ending: CaseIterable {
        /// It stays.
        case stays
        /// It is renamed while it grows.
        case renamed
        /// It is compressed.
        case compressed
    }

    /// The key of the session's row, the same whatever the file is called.
    let key: String
    /// What becomes of the file.
    let ending: Ending
    /// The path of the recording below the directory of recordings.
    private(set) var path: String

    private let recordings: FilePath
    private let content: [UInt8]
    /// How many bytes were written.
    private(set) var position = 0

    /// What is added to the name of a file that is renamed.
    static let renamed = "-renamed"

    /// The recording of a session, of which nothing is written yet.
    init(_ session: Int, of account: Account, gestures: Int, ending: Ending, in recordings: FilePath) {
        key = account.path(session)
        path = key
        self.ending = ending
        self.recordings = recordings
        content = account.csv(session, gestures: gestures).reduce(into: []) { $0 += $1 }
        unsafe mkdir(recordings.appending(account.name).string, 0o700)
    }

    /// How many bytes there will be.
    var size: Int { content.count }

    /// Whether the file has another name than at first.
    var isRenamed: Bool { path == key + Self.renamed }

    /// Whether all was written.
    var isWritten: Bool { position == content.count }

    /// Writes so many of the next bytes.
    mutating func write(_ count: Int) throws {
        let end = min(position + count, content.count)
        let file = try FileDescriptor.open(
            recordings.pushing(FilePath(path)),
            .writeOnly,
            options: [.create, .append],
            permissions: [.ownerReadWrite]
        )
        try file.closeAfter { _ = try file.writeAll(content[position..<end]) }
        position = end
    }

    /// Gives the file another name.
    mutating func rename() throws {
        let new = key + Self.renamed
        let (from, to) = (recordings.pushing(FilePath(path)), recordings.pushing(FilePath(new)))
        guard unsafe Glibc.rename(from.string, to.string) == 0 else {
            throw ChildFailure(description: "\(from) cannot be renamed")
        }
        path = new
    }

    /// Compresses the file.
    mutating func compress() throws {
        try runChild(["gzip", "--no-name", recordings.pushing(FilePath(path)).string])
        path += ".gz"
    }
}
