import Profiles
import Recordings
import Scoring
import SystemPackage

extension Daemon {
    /// Takes what the watch has found out.
    func take(_ fact: WatchFact) throws(StateError) {
        switch fact {
        case .appeared(let path, let status): try appeared(path, status)
        case .changed(let path, let status): try changed(path, status)
        case .gone(let path):
            guard let key = index.key(at: path) else { return }
            index[key]?.isMissing = true
            enqueue(key)
        case .refused(let path, let reason):
            let report = SessionReport(path: path, user: nil, session: path.description, outcome: .unreadable(reason))
            changes.append(Change(key: path.description, report: report, isOpen: false))
        case .rescanned: break
        case .remark(let remark): messages.append(remark.description)
        }
    }

    private func appeared(_ path: RecordingPath, _ status: FileStatus) throws(StateError) {
        if index.key(at: path) != nil { return try changed(path, status) }
        if let key = index.key(of: status), let entry = index[key], entry.file.path != path, isAbsent(entry.file.path) {
            index.move(key, to: FollowedFile(path: path, identity: entry.file.identity))
            index[key]?.seen = status
            index[key]?.isRowDue = true
            markDirty(key)
            enqueue(key)
            return
        }
        // A compressed copy of a session that is open goes on there once the plain file is gone.
        if let plain = path.uncompressed, let key = index.key(at: plain) {
            enqueue(key)
            return
        }
        try open(path, status)
    }

    private func isAbsent(_ path: RecordingPath) -> Bool {
        if case .absent = directory.look(at: path) { return true }
        return false
    }

    private func changed(_ path: RecordingPath, _ status: FileStatus) throws(StateError) {
        guard let key = index.key(at: path) else { return try open(path, status) }
        index[key]?.seen = status
        enqueue(key)
    }

    /// Opens the recording at `path`, unless it is one that was closed and has not changed since.
    private func open(_ path: RecordingPath, _ status: FileStatus) throws(StateError) {
        let names = RecordingNames(path, layout: configuration.layout)
        let user = names.user?.description
        let finding = try state.finding(at: path.description)
        if let finding, finding.name.user == user, isUnchanged(finding, at: path, status) {
            return try state.rest(path.description, status)
        }
        // What a session is scored against is part of the ledger before any session is.
        if !closings.isEmpty { try commit() }
        let withheld = user != nil ? finding?.name.session : nil
        let pin = try user.map { (user) throws(StateError) in try state.pin(user, without: withheld) }
        var entry = OpenEntry(
            key: nextKey,
            file: FollowedFile(
                path: path,
                identity: FileIdentity(
                    node: FileNode(device: status.device, inode: status.inode, generation: nil),
                    mark: emptyMark
                )
            ),
            user: user,
            session: names.session,
            opened: state.ledgerEnd,
            isReopened: finding != nil,
            profile: pin?.profile,
            confidence: pin?.confidence ?? OwnerBook.Standard.nobody.confidence,
            seen: status,
            lastGrowth: system.monotonicTime(),
            firstPath: path
        )
        nextKey += 1
        entry.isRowDue = true
        index.insert(entry)
        markDirty(entry.key)
        enqueue(entry.key)
    }

    private func isUnchanged(_ finding: SessionRecord.Finding, at path: RecordingPath, _ status: FileStatus) -> Bool {
        guard finding.fileSize == status.size else { return false }
        let found = try? directory.withRecording(at: path) { file throws(UnreadableRecording) in
            try fingerprint(of: file, system)
        }
        return found == finding.fingerprint
    }

    /// Ends the sessions of which everything was read.
    func closeFinished() throws(StateError) {
        while let (key, reason) = finished.first {
            try close(key, because: reason)
            finished.removeFirst()
        }
    }

    private func close(_ key: UInt64, because reason: Closing.Reason) throws(StateError) {
        guard let entry = index[key], let live = entry.live else { return }
        var report = entry.report(.notScored(.namesNobody))
        let standard = try standard(of: entry)
        let policy = entry.user == nil ? nil : configuration.policy
        var content: (sketch: SessionSketch, isHeldBack: Bool)?
        do throws(RecordingError) {
            content = try live.finish(&report, against: standard, policy: policy, using: &memory)
        } catch {
            report.outcome = .unreadable(UnreadableRecording(error.description))
        }
        if let content, let name = entry.name {
            let isLearnt = try state.decision(about: name) ?? !content.isHeldBack
            report.setQuarantined(!isLearnt)
            var finding = SessionRecord.Finding(report, name: name, session: entry.session, isLearnt: isLearnt)
            let status = describe(entry, live, in: &finding)
            finding.closing = Closing(journalKey: key, profile: entry.opened, population: 0, reason: reason)
            finding.closing?.firstScore = live.firstScore?.score
            try state.close(SessionRecord(finding: finding, sketch: content.sketch), status)
        } else if let seen = entry.seen {
            try state.rest(entry.file.path.description, seen)
        }
        changes.append(Change(key: entry.rowKey, report: report, isOpen: false, firstScore: live.firstScore?.score))
        leave(key)
    }

    /// Says in `finding` what of the recording was read, and returns what its file looks like if that is all there is.
    private func describe(
        _ entry: OpenEntry,
        _ live: OpenSession,
        in finding: inout SessionRecord.Finding
    ) -> FileStatus? {
        finding.fileSize = live.position
        guard case .present(let status) = directory.look(at: entry.file.path), status.size >= live.position else {
            return nil
        }
        let found = try? directory.withRecording(at: entry.file.path) { file throws(UnreadableRecording) in
            try fingerprint(of: file, upTo: live.position, system)
        }
        finding.fingerprint = found ?? 0
        return status.size == live.position ? status : nil
    }

    /// Reads a session later whose recording cannot be read now.
    func postpone(_ key: UInt64, _ error: UnreadableRecording) {
        guard let entry = index[key] else { return }
        messages.append("\(entry.file.path): \(error); it is read again later")
        pool.close(key)
        index[key]?.isPostponed = true
    }

    /// Gives a session up whose recording is none.
    func giveUp(_ key: UInt64, _ error: UnreadableRecording) throws(StateError) {
        guard let entry = index[key] else { return }
        let report = entry.report(.unreadable(error))
        changes.append(Change(key: entry.rowKey, report: report, isOpen: false))
        if let seen = entry.seen { try state.rest(entry.file.path.description, seen) }
        leave(key)
    }

    private func leave(_ key: UInt64) {
        guard let entry = index[key] else { return }
        closings.append(entry)
        pool.close(key)
        index.remove(key)
        dirty.remove(key)
        liveKeys.removeAll { $0 == key }
        queue.removeAll { $0 == key }
    }
}

extension RecordingPath {
    /// The path of the recording before it was compressed; `nil` of one whose name does not say that it was.
    fileprivate var uncompressed: RecordingPath? {
        guard let name = components.last, name.bytes.count > 3, name.bytes.suffix(3).elementsEqual(".gz".utf8) else {
            return nil
        }
        return RecordingPath(components.dropLast() + [FileName(Array(name.bytes.dropLast(3)))])
    }
}
