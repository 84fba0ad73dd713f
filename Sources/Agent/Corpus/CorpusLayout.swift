public import Synthesis
public import SystemPackage

/// Where the files of a corpus of made-up recordings lie, so that a scan and an evaluation can take them as they are.
///
///     baseline/user01/session_…   sessions that are known to be their owners'
///     sessions/user01/session_…   the later ones
///     labels.csv                  which of the later ones are not their owners'
public struct CorpusLayout: Sendable, Equatable {
    /// The directory that holds everything.
    public let root: FilePath

    /// The layout below `root`.
    public init(root: FilePath) {
        self.root = root
    }

    /// The directory of the sessions that are known to be their owners'.
    public var baseline: FilePath { root.appending("baseline") }

    /// The directory of the later sessions.
    public var sessions: FilePath { root.appending("sessions") }

    /// The file of the answers; the names in it are relative to `sessions`.
    public var labels: FilePath { root.appending("labels.csv") }

    /// The file of one recording.
    public func file(of recording: Corpus.Recording) -> FilePath {
        (recording.isBaseline ? baseline : sessions).pushing(FilePath(recording.path))
    }
}
