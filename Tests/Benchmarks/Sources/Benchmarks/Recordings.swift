import Glibc
import Harness
import Synthesis
import SystemPackage

/// The recordings that are measured: long sessions of known owners, and later short ones, plain and compressed.
struct MeasuredRecordings {
    static let layout = "{user}/session_{session}"
    static let longSessions = "training_files"
    static let shortSessions = "test_files"

    /// The directory of both.
    let directory: FilePath
    /// The same, every file compressed by gzip.
    let compressed: FilePath

    var long: FilePath { directory.appending(Self.longSessions) }
    var short: FilePath { directory.appending(Self.shortSessions) }
    var compressedLong: FilePath { compressed.appending(Self.longSessions) }
    var compressedShort: FilePath { compressed.appending(Self.shortSessions) }

    /// The recordings in `directory`, with a compressed copy in `scratch`.
    init(in directory: FilePath, scratch: FilePath) throws(ChildFailure) {
        self.directory = directory
        compressed = scratch.appending("compressed")
        try makeDirectories(compressed)
        for part in [Self.longSessions, Self.shortSessions] {
            let source = directory.appending(part)
            _ = try runChild(["cp", "-R", "--no-preserve=mode", source.string, compressed.string])
        }
        _ = try runChild(["find", compressed.string, "-type", "f", "-exec", "gzip", "{}", "+"])
    }

    /// Writes about 120 MB of sessions of five people who do not exist into `directory`.
    static func synthesize(into directory: FilePath) throws {
        for recording in try Corpus(users: 5, sessionsPerUser: 80, seed: 1) {
            let part = directory.appending(recording.isBaseline ? longSessions : shortSessions)
            let path = part.pushing(FilePath(recording.path))
            try makeDirectories(path.removingLastComponent())
            try write(recording.csv, to: path)
        }
    }
}
