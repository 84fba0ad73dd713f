import Gestures
import Profiles
import Recordings
import Scoring
import SystemPackage

extension Daemon {
    /// Takes what the watch of source `number` has found out.
    func take(_ fact: WatchFact, of number: Int) throws(StateError) {
        switch fact {
        case .appeared(let path, let status), .changed(let path, let status): try seen(path, status)
        case .gone(let path):
            copies[path] = nil
            backlog.remove(path)
            partIsGone(path)
            guard let key = index.key(at: path) else { return }
            // Not missing yet: it may just have been renamed, to where the watch has not looked since.
            index[key]?.isGone = true
            enqueue(key)
        case .refused(let path, let reason) where path.components.isEmpty:
            if let message = watches.sources[number].fail(reason) { messages.append(message) }
        case .refused(let path, let reason):
            let report = SessionReport(path: path, user: nil, session: path.description, outcome: .unreadable(reason))
            changes.append(Change(key: path.description, report: report, isOpen: false))
        case .rescanned:
            if let message = watches.sources[number].endScan() { messages.append(message) }
            giveUpMissing(in: number)
        case .remark(let remark): messages.append(watches.sources[number].sentence(remark))
        }
    }

    /// A file of `status` is at `path`.
    ///
    /// - Parameter isItsTurn: whether it is opened now if it is that of a new session, and does not wait.
    func seen(_ path: RecordingPath, _ status: FileStatus, isItsTurn: Bool = false) throws(StateError) {
        if let key = index.key(at: path), let entry = index[key] {
            index[key]?.seen = status
            index[key]?.isDisplaced = !entry.isFile(status)
            enqueue(key)
            guard !entry.isFile(status) else { return }
        }
        if let key = index.key(of: status), try follow(key, to: path, status) { return }
        // Even of one whose first part is gone, and without a look at all that is in the folder.
        if let key = index.key(ofPart: path), isLaterPart(path, of: key) {
            seenPart(path, status, of: key)
            return enqueue(key)
        }
        if let main = main(ofCompanion: path) {
            if let key = index.key(at: main) {
                enqueue(key)
            } else if path.part != nil {
                try seenPart(path, status, ofRecordingAt: main)
            }
            return
        }
        guard index.key(at: path) == nil, !isEmptyPart(path, status) else { return }
        if let original = copies[path] {
            guard !isCopy(path, of: original) else { return }
            copies[path] = nil
        }
        // A compressed copy of a session that is open goes on there once the plain file is gone.
        if let plain = path.uncompressed, let key = index.key(at: plain) { return enqueue(key) }
        if !isItsTurn, try postpone(path, status) { return }
        giveUpLaterPart(of: path)
        try open(path, status)
    }

    /// Lets the session of `key` go on at `path`, if that is where its file has been moved to.
    private func follow(_ key: UInt64, to path: RecordingPath, _ status: FileStatus) throws(StateError) -> Bool {
        guard let entry = index[key], entry.file.path != path else { return false }
        let former = entry.file.path
        if case .present(let there) = sources.look(at: former), entry.isFile(there) { return true }
        let mark = entry.live?.trail.mark ?? entry.file.identity.mark
        let identity = FileIdentity(node: entry.file.identity.node, mark: mark)
        guard case .file(let found)? = try? sources.directory(of: path)?.sighting(at: path, mark: mark, hash),
            identity.relation(to: found) == .same
        else { return false }
        // A file that was given the inode of one that is gone begins like it, where little was read of that.
        guard mark.isDistinctive || identity.node.isSurely(found.node) else { return false }
        if let other = index.key(at: path), other != key { try displace(other) }
        index.move(key, to: FollowedFile(path: path, identity: entry.file.identity))
        index[key]?.seen = status
        if entry.isBegun { requestRow(of: key) }
        markDirty(key)
        enqueue(key)
        if case .present(let there) = sources.look(at: former), there.kind == .file { try seen(former, there) }
        return true
    }

    /// Lets the session of `key` leave its path, where another session's file is now: its own has been moved on, or is gone.
    private func displace(_ key: UInt64) throws(StateError) {
        guard let entry = index[key] else { return }
        let node = entry.file.identity.node
        let former = entry.file.path
        if let path = sources.directory(of: former)?.path(of: node, in: former.parent),
            case .present(let there) = sources.look(at: path), try follow(key, to: path, there)
        {
            return
        }
        finished.removeAll { $0.key == key }
        _ = try wake(key)
        try close(key, because: .replaced)
    }

    /// Opens the recording at `path`, unless it is one that was closed and has not changed since.
    private func open(_ path: RecordingPath, _ status: FileStatus) throws(StateError) {
        guard let number = sources.number(of: path) else { return }
        let (source, directory) = (sources.members[number].source, sources.members[number].directory)
        let names = names(at: path, of: source)
        let user = names.user?.description
        let recognition = try recognise(path, status, user, in: directory)
        if case .known(let name) = recognition { return try state.rest(path.description, status, as: name) }
        var name: SessionName?
        var isReopened = false
        var continues: RecordingFormat?
        switch recognition {
        case .known: break
        case .grown(let known):
            name = known
            isReopened = true
        case .new(let new, let format):
            name = new
            continues = format
        }
        let entry = OpenEntry(
            key: nextKey,
            file: FollowedFile(
                path: path,
                identity: FileIdentity(
                    node: directory.node(of: status, at: path),
                    mark: emptyMark
                )
            ),
            name: name,
            session: names.session,
            opened: state.ledgerEnd,
            isReopened: isReopened,
            continues: continues,
            profile: try name.map { (name) throws(StateError) in try state.pin(name.user) },
            combination: configuration.combination,
            seen: status,
            lastGrowth: system.monotonicTime(),
            firstPath: path
        )
        nextKey += 1
        index.insert(entry)
        markDirty(entry.key)
        enqueue(entry.key)
    }

    /// Ends the sessions of which everything was read.
    func closeFinished() throws(StateError) {
        while let (key, reason) = finished.first {
            try close(key, because: reason)
            finished.removeAll { $0.key == key }
        }
        for path in revisits.sorted() {
            revisits.remove(path)
            if case .present(let status) = sources.look(at: path), status.kind == .file { try seen(path, status) }
        }
    }

    private func close(_ key: UInt64, because reason: Closing.Reason) throws(StateError) {
        guard let entry = index[key], let live = entry.live else { return }
        var report = entry.report(.notScored(.namesNobody))
        let standard = try standard(of: entry)
        // After a crash before the session is in the ledger, its owner has that profile again.
        if let profile = entry.profile, try state.book.unpinIfCurrent(profile) { index[key]?.profile = nil }
        let policy = entry.user == nil ? nil : configuration.policy
        var content: OpenSession.Ending?
        var companions = companions(of: entry, isOver: true)
        do throws(UnreadableRecording) {
            content = try withReadingMemory { (memory) throws(UnreadableRecording) in
                try live.finish(
                    &report,
                    describedBy: { take(live, of: entry, into: &$0) },
                    with: &companions,
                    against: standard,
                    policy: policy,
                    using: &memory.pipeline
                )
            }
        } catch {
            take(live, of: entry, into: &report)
            report.outcome = .unreadable(error)
        }
        report.remarks += companions.remarks(live.format)
        let laterParts = companions.laterParts(live.bytesRead - live.position)
        if let content, let name = entry.name {
            var sketches = try sketches(of: entry, endingWith: content.sketches)
            sketches.keep(only: content.tellingModalities)
            let trace = report.trace(content.input)
            sketches.trace = trace
            report.tags += try state.book.signs(of: trace, of: name).map { SessionTag($0) }
            let isLearnt = try state.decision(about: name) ?? !content.isHeldBack
            report.setQuarantined(!isLearnt)
            var finding = SessionRecord.Finding(report, name: name, session: entry.session, isLearnt: isLearnt)
            let status = describe(entry, live, in: &finding)
            finding.closing = Closing(journalKey: key, profile: entry.opened, population: 0, reason: reason)
            finding.closing?.firstScore = live.firstScore?.score
            finding.laterParts = laterParts
            try state.close(SessionRecord(finding: finding, sketches: sketches, key: state.key), status)
        } else if let seen = entry.seen, entry.isFile(seen) {
            try state.rest(entry.file.path.description, seen, as: nil)
        }
        try restParts(companions.parts, of: entry, laterParts, as: content == nil ? nil : entry.name)
        changes.append(Change(key: entry.rowKey, report: report, isOpen: false, firstScore: live.firstScore?.score))
        leave(key)
    }

    /// Says in `finding` what of the recording was read, and returns what its file looks like if that is all there is.
    private func describe(
        _ entry: OpenEntry,
        _ live: OpenSession,
        in finding: inout SessionRecord.Finding
    ) -> FileStatus? {
        // Of one that is read again from its beginning, as much had been read.
        finding.fileSize = max(live.position, live.trail.offset)
        guard case .present(let status) = sources.look(at: entry.file.path), entry.isFile(status),
            status.size >= live.position
        else {
            let mark = live.trail.mark
            if mark.isDistinctive { finding.mark = SessionRecord.Mark(head: mark.head, tail: mark.tail) }
            return nil
        }
        finding.fingerprint = fingerprint(of: entry, status, upTo: live.position) ?? 0
        return status.size == live.position ? status : nil
    }

    /// The fingerprint of the recording of `entry`, whose file is at its path; `nil` where that cannot be read.
    private func fingerprint(of entry: OpenEntry, _ status: FileStatus, upTo size: Int64) -> UInt64? {
        let path = entry.file.path
        guard let directory = sources.directory(of: path) else { return nil }
        if pool.isOpen(entry.key), case .open(let descriptor)? = try? pool.access(entry.file, key: entry.key) {
            let file = OpenRecording(
                path: path,
                directory: directory,
                descriptor: descriptor,
                size: status.size,
                changed: status.changed,
                modified: status.modified
            )
            return try? Agent.fingerprint(of: file, upTo: size, system)
        }
        return try? directory.withRecording(at: path) { file throws(UnreadableRecording) in
            try Agent.fingerprint(of: file, upTo: size, system)
        }
    }

    /// Reads a session later whose recording cannot be read now. Of one that should be over, the list says why it is not.
    func postpone(_ key: UInt64, _ error: UnreadableRecording) {
        guard let entry = index[key] else { return }
        messages.append("\(entry.file.path): \(error); it is read again later")
        pool.close(key)
        index[key]?.isPostponed = true
        guard entry.ending != nil, entry.obstacle != error.description else { return }
        index[key]?.obstacle = error.description
        index[key]?.isRowDue = false
        changes.append(Change(key: entry.rowKey, report: entry.report(.unreadable(error)), isOpen: true))
    }

    /// Looks once more later at what is no recording by itself, but called as a file beside one is that has not come yet; not at
    /// all once that has.
    ///
    /// - Returns: whether it is that.
    func awaitMain(_ key: UInt64) -> Bool {
        guard let entry = index[key] else { return false }
        let path = entry.file.path
        guard path.part == nil, path.isCalledAsCompanion(format: sources.source(of: path)?.format) else { return false }
        if leaveToMain(key) { return true }
        guard entry.ending == nil else { return false }
        pool.close(key)
        live.remove(key)
        index.setHead(nil, of: key)
        index[key]?.live = nil
        index[key]?.isBegun = false
        index[key]?.hasWaited = true
        index[key]?.isRowDue = false
        index[key]?.isPostponed = true
        return true
    }

    /// Gives a session up whose recording is none.
    func giveUp(_ key: UInt64, _ error: UnreadableRecording) throws(StateError) {
        guard let entry = index[key] else { return }
        // What the list has had as a session does not leave it in silence.
        if !error.isCompanion || !entry.isRowDue {
            let report = entry.report(.unreadable(error))
            changes.append(Change(key: entry.rowKey, report: report, isOpen: false))
        }
        if let seen = entry.seen, entry.isFile(seen) {
            try state.rest(entry.file.path.description, seen, as: nil)
        }
        leave(key)
    }

    func leave(_ key: UInt64) {
        guard let entry = index[key] else { return }
        awaited[key] = nil
        catchingUp[key] = nil
        // What has come to its path meanwhile, and what was a copy of it, is something of its own now.
        if entry.isDisplaced { revisits.insert(entry.file.path) }
        for (path, original) in copies where original == key {
            copies[path] = nil
            revisits.insert(path)
        }
        closings.append(entry)
        uncommittedSince = uncommittedSince ?? system.monotonicTime()
        pool.close(key)
        index.remove(key)
        dirty.remove(key)
        live.remove(key)
        queue.removeAll { $0 == key }
    }
}
