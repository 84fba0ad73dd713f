public import Configuration
public import Recordings
public import SystemPackage

/// A directory in which recorders write, and how they do it.
public struct RecordingSource: Sendable, Equatable {
    /// What it is called, beside others; `nil` for the one whose recordings are called by their paths alone.
    public var name: SourceName?
    /// Where it is.
    public var directory: FilePath
    /// How a recording's path names its user and session.
    public var layout: LayoutPattern
    /// The recordings' format; `nil` to recognise it.
    public var format: RecordingFormat?

    /// A source, unless given without a name and with recordings whose format is recognised.
    public init(
        name: SourceName? = nil,
        directory: FilePath,
        layout: LayoutPattern,
        format: RecordingFormat? = nil
    ) {
        self.name = name
        self.directory = directory
        self.layout = layout
        self.format = format
    }

    /// The directory, safe to print.
    var place: String { escapedForTerminal(Array(directory.string.utf8)) }
}

/// All sources that are followed, by the paths of their recordings. What is at the path of a source that is not among
/// them is absent.
public struct RecordingSources: Sendable {
    /// A source that can be read.
    struct Member: Sendable {
        let source: RecordingSource
        let directory: RecordingDirectory
    }

    let members: [Member]
    let system: any SystemCalls

    /// `sources` on `system`.
    ///
    /// - Precondition: no two of them have the same name, and at most one has none.
    public init(_ sources: [RecordingSource], system: any SystemCalls) {
        precondition(Set(sources.map(\.name)).count == sources.count, "each source has a name of its own")
        self.system = system
        members = sources.map { source in
            Member(source: source, directory: RecordingDirectory(source.directory, of: source.name, system: system))
        }
    }

    /// The place among `members` of the source that `path` lies in; `nil` where that is not followed.
    func number(of path: RecordingPath) -> Int? { members.firstIndex { $0.source.name == path.source } }

    /// The source that `path` lies in; `nil` where that is not followed.
    func source(of path: RecordingPath) -> RecordingSource? { number(of: path).map { members[$0].source } }

    /// The directory that `path` lies in; `nil` where that is not followed.
    func directory(of path: RecordingPath) -> RecordingDirectory? { number(of: path).map { members[$0].directory } }

    /// Looks at what is at `path`.
    func look(at path: RecordingPath) -> RecordingDirectory.Look { directory(of: path)?.look(at: path) ?? .absent }
}
