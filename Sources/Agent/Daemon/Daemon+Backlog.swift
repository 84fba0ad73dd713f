import Recordings

extension Daemon {
    /// So many owners have a recording read at once at most.
    private static let mostCaughtUpAtOnce = 64

    /// Lets a recording that was just found wait for its turn, if it was at rest before that or others of its owner wait.
    ///
    /// - Returns: whether it waits; one of a session that is known, or that names nobody, does not.
    func postpone(_ path: RecordingPath, _ status: FileStatus) throws(StateError) -> Bool {
        backlog.remove(path)
        guard let source = sources.source(of: path),
            let user = names(at: path, of: source).user?.description,
            isAtRest(status) || backlog.holdsRecordings(of: user) || catchingUp.values.contains(user),
            try state.isUnchanged(path.description, status) == nil
        else { return false }
        backlog.insert(
            Backlog.Recording(
                path: path,
                user: user,
                size: status.size,
                modified: status.modified,
                found: system.monotonicTime()
            )
        )
        return true
    }

    /// Whether a file of `status` has not been written for so long that its session is over. A clock that is wrong does
    /// little: a session that goes on after its end is corrected.
    func isAtRest(_ status: FileStatus) -> Bool {
        status.modified <= system.wallClockTime() - configuration.silence
    }

    /// Whether those that wait can have their turn: all that are there have been found, and the last ones have been read, as
    /// far as they can be.
    var canCatchUp: Bool {
        let isAnyDue = !backlog.isEmpty || backlog.isIncomplete
        return isAnyDue && !watches.isScanning && catchingUp.keys.allSatisfy { index[$0]?.isPostponed ?? true }
    }

    /// Opens the next recordings that wait, for about a slice of time.
    func catchUp() throws(StateError) {
        guard canCatchUp else { return }
        catchingUp = [:]
        let end = system.monotonicTime() + Self.sliceTime
        for recording in backlog.next(atMost: Self.mostCaughtUpAtOnce) {
            guard catchingUp.isEmpty || system.monotonicTime() < end else {
                backlog.insert(recording)
                continue
            }
            guard case .present(let status) = sources.look(at: recording.path), status.kind == .file else { continue }
            try seen(recording.path, status, isItsTurn: true)
            guard let key = index.key(at: recording.path) else { continue }
            catchingUp[key] = recording.user
            // However little there is of it, nothing more comes.
            if isAtRest(status), index[key]?.isBegun == false { index[key]?.ending = .silence }
        }
        guard backlog.isEmpty, backlog.isIncomplete else { return }
        backlog.complete()
        watches.requestScans()
    }
}
