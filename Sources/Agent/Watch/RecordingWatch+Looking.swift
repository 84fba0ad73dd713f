import SystemPackage

extension RecordingWatch {
    /// A round over all recordings that are followed, while some directory is polled.
    struct Poll {
        var last: RecordingPath?
        var duration: Int64 = 0
        var foundSomething = false
    }

    /// Looks at the paths that notifications told of.
    mutating func lookAtHints(_ known: some KnownRecordings) {
        for _ in 0..<configuration.entriesPerSlice {
            guard let path = hints.popFirst() else { return }
            if look(at: path, known) == .absent, !missing.append(path) { loseNotifications() }
        }
    }

    /// Looks again at paths at which nothing was found.
    mutating func lookForMissing(_ known: some KnownRecordings) {
        for _ in 0..<configuration.entriesPerSlice {
            guard let path = missing.popFirst() else { return }
            if look(at: path, known) == .absent { facts.append(.gone(path)) }
        }
    }

    /// Looks for what was followed in directories that are gone.
    mutating func lookBelowGoneDirectories(_ known: some KnownRecordings) {
        for _ in 0..<configuration.entriesPerSlice {
            if goneDirectory == nil { goneDirectory = goneDirectories.popFirst().map { ($0, $0) } }
            guard let (directory, last) = goneDirectory else { return }
            if let path = known.followedPath(after: last), path.isAtOrBelow(directory) {
                goneDirectory?.last = path
                if look(at: path, known) == .absent { facts.append(.gone(path)) }
            } else {
                goneDirectory = nil
            }
        }
    }

    /// Looks at what is followed, because nothing tells of it.
    mutating func pollFollowed(_ known: some KnownRecordings) {
        let start = system.monotonicTime()
        if poll == nil {
            guard isPolling, start >= pollSchedule.next else { return }
            poll = Poll()
            pollSchedule.begin()
        }
        guard var round = poll else { return }
        let factsBefore = facts.count
        var goesOn = true
        for _ in 0..<configuration.entriesPerSlice {
            guard let path = known.followedPath(after: round.last) else {
                goesOn = false
                break
            }
            round.last = path
            if look(at: path, known) == .absent { facts.append(.gone(path)) }
        }
        let end = system.monotonicTime()
        round.duration += end - start
        round.foundSomething = round.foundSomething || facts.count > factsBefore
        poll = goesOn ? round : nil
        if !goesOn { pollSchedule.end(at: end, duration: round.duration, foundSomething: round.foundSomething) }
    }

    /// What looking at a path has come to.
    enum Outcome {
        /// Something is there, or cannot be looked at: what there is to say is said.
        case settled
        /// Nothing is there.
        case absent
    }

    /// Looks at one path.
    mutating func look(at path: RecordingPath, _ known: some KnownRecordings) -> Outcome {
        switch directory.look(at: path) {
        case .absent:
            return .absent
        case .failed(let error):
            fail(path, error)
        case .present(let status):
            switch status.kind {
            case .file:
                compare(path, status, known)
            case .directory:
                if !trees.append(path) { loseNotifications() }
                return .absent
            case .symbolicLink, .special:
                facts.append(.refused(path, UnreadableRecording(kind: status.kind)))
                return .absent
            }
        }
        return .settled
    }

    /// Compares a regular file with what is known of it.
    mutating func compare(_ path: RecordingPath, _ status: FileStatus, _ known: some KnownRecordings) {
        switch known.knowledge(of: path, status: status) {
        case .unknown: facts.append(.appeared(path, status))
        case .different: facts.append(.changed(path, status))
        case .asKnown: break
        }
    }

    /// Says that something could not be looked at, and has it tried again where that need not stay so.
    mutating func fail(_ path: RecordingPath, _ error: Errno) {
        // What was there a moment ago is told of by its directory, and found gone by whoever followed it.
        if error == .noSuchFileOrDirectory && !path.components.isEmpty { return }
        facts.append(.refused(path, UnreadableRecording(opening: error)))
        if !error.meansForbidden { schedule.request() }
    }
}
