import SystemPackage

extension RecordingWatch {
    /// A scan of the whole directory that is under way: first what is there, then what of the followed is gone.
    struct Rescan {
        var report = RescanReport()
        var lastFollowed: RecordingPath?
        var isComplete = true
    }

    /// Walks on through directories that have appeared.
    mutating func walkTree(_ known: some KnownRecordings) {
        if tree == nil {
            guard let path = trees.popFirst() else { return }
            guard path.components.count < RecordingDirectory.deepest else {
                facts.append(.refused(path, .tooDeep))
                return
            }
            do throws(Errno) {
                tree = try DirectoryWalk(directory, below: path)
            } catch {
                if !error.meansAbsent { fail(path, error) }
                return
            }
        }
        guard var walk = tree.take() else { return }
        var report = RescanReport()
        let goesOn = walk.advance(by: configuration.entriesPerSlice) { take($0, &report, known) }.goesOn
        polledDirectories += report.polledDirectories
        if goesOn { tree = consume walk }
    }

    /// Begins a rescan when it is time, and goes on with it.
    mutating func advanceRescan(_ known: some KnownRecordings, mayBegin: Bool) {
        let start = system.monotonicTime()
        if rescan == nil {
            guard mayBegin, start >= schedule.next else { return }
            beginRescan(at: start)
        }
        guard var current = rescan else { return }
        let factsBefore = facts.count
        let goesOn = rescanWalk == nil ? lookForFollowed(&current, known) : walkOn(&current, known)
        let end = system.monotonicTime()
        current.report.duration += end - start
        current.report.findings += facts[factsBefore...].count { $0.isFinding }
        rescan = goesOn ? current : nil
        if !goesOn { endRescan(current, at: end) }
    }

    private mutating func beginRescan(at time: Int64) {
        schedule.begin()
        openNotifications()
        fileSystems.removeAll()
        round += 1
        do throws(Errno) {
            rescanWalk = try DirectoryWalk(directory)
            rescan = Rescan()
        } catch {
            facts.append(.refused(directory.root, UnreadableRecording(opening: error)))
            schedule.end(at: time, duration: 0, foundSomething: false)
        }
    }

    private mutating func walkOn(_ current: inout Rescan, _ known: some KnownRecordings) -> Bool {
        guard var walk = rescanWalk.take() else { return true }
        var report = current.report
        var isComplete = current.isComplete
        let (entries, goesOn) = walk.advance(by: configuration.entriesPerSlice) { finding in
            take(finding, &report, known)
            if case .failed = finding { isComplete = false }
        }
        report.entries += entries
        current.report = report
        current.isComplete = isComplete
        if goesOn { rescanWalk = consume walk }
        return true
    }

    private mutating func lookForFollowed(_ current: inout Rescan, _ known: some KnownRecordings) -> Bool {
        for _ in 0..<configuration.entriesPerSlice {
            guard let path = known.followedPath(after: current.lastFollowed) else { return false }
            current.lastFollowed = path
            // What is there the walk has told of.
            switch directory.look(at: path) {
            case .present(let status) where status.kind == .file: break
            case .present, .absent: facts.append(.gone(path))
            case .failed(let error): fail(path, error)
            }
        }
        return true
    }

    private mutating func endRescan(_ ended: Rescan, at time: Int64) {
        // Where some directory could not be read, those below it may be there still.
        if ended.isComplete {
            for watch in table.remove(before: round) { unwatch(watch) }
        }
        polledDirectories = ended.report.polledDirectories
        isLimitSaid = isLimitSaid && isPolling
        // Where inotify tells of everything, what a rescan finds first it has merely overtaken.
        let foundSomething = isPolling && ended.report.findings > 0
        schedule.end(at: time, duration: ended.report.duration, foundSomething: foundSomething)
        facts.append(.rescanned(ended.report))
    }

    private mutating func take(
        _ finding: DirectoryWalk.Finding,
        _ report: inout RescanReport,
        _ known: some KnownRecordings
    ) {
        switch finding {
        case .directory(let path, let descriptor, let status):
            report.directories += 1
            if !watch(path, descriptor, status) { report.polledDirectories += 1 }
        case .file(let path, let status):
            report.files += 1
            compare(path, status, known)
        case .refused(let path, let reason):
            report.refused += 1
            facts.append(.refused(path, reason))
        case .failed(let path, let error):
            if error != .noSuchFileOrDirectory { report.refused += 1 }
            fail(path, error)
        }
    }
}

extension WatchFact {
    fileprivate var isFinding: Bool {
        switch self {
        case .appeared, .changed, .gone: true
        case .refused, .rescanned, .remark: false
        }
    }
}
