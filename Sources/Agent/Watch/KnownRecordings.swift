/// What is known of the recordings already, as a watch asks for it.
public protocol KnownRecordings {
    /// Whether what is at `path` now is as it is known.
    func knowledge(of path: RecordingPath, status: FileStatus) -> RecordingKnowledge

    /// The first path after `path`, in order, of a recording that is followed; with `nil` the first of all.
    func followedPath(after path: RecordingPath?) -> RecordingPath?
}

/// How what is at a path compares with what is known of it.
public enum RecordingKnowledge: Sendable {
    /// Nothing is known of the path.
    case unknown
    /// It is as it was when it was last read.
    case asKnown
    /// It is not: it has grown, was written anew, or is another file.
    case different
}
