/// What the daemon knows of the recordings of a source, for its watch: of those that are open, and of those whose sessions are over.
struct KnownSessions: KnownRecordings {
    let index: SessionIndex
    let state: StateDirectory
    /// The path of the source's directory.
    let root: RecordingPath

    func knowledge(of path: RecordingPath, status: FileStatus) -> RecordingKnowledge {
        if let key = index.key(at: path) { return index[key]?.seen == status ? .asKnown : .different }
        // Where the catalogue cannot be read, so it shows when the recording is opened.
        guard let isUnchanged = try? state.isUnchanged(path.description, status) else { return .unknown }
        return isUnchanged ? .asKnown : .different
    }

    func followedPath(after path: RecordingPath?) -> RecordingPath? {
        // No recording is at the path of the directory itself, which comes before all of them.
        guard let next = index.followedPath(after: path ?? root), next.source == root.source else { return nil }
        return next
    }
}
