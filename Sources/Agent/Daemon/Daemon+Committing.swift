import Gestures
import Profiles
import Recordings
import Scoring
import Snapshots
import SystemPackage

extension Daemon {
    /// Commits what has to be, the sessions that have gone on for long without that, and those that are over: first to
    /// the ledger, then out of the journal.
    ///
    /// Sessions that are open may be scored against what was learnt of those that are over, and have names that these have
    /// left to them: the ledger has these before the journal has those.
    func commit() throws(StateError) {
        saveOldest()
        for key in dirty.sorted() { try save(key) }
        for var entry in closings {
            dropSketchParts(of: &entry)
            journal.remove(JournalKeys.session(entry.key))
        }
        try state.commit()
        try journal.commit(ledgerEnd: state.committedLedgerEnd)
        for entry in closings {
            if let profile = entry.profile { try state.book.unpin(profile) }
        }
        dirty = []
        closings = []
        uncommittedSince = nil
        _ = try journal.compactIfDue()
    }

    /// Commits everything.
    func commitAll() throws(StateError) {
        for entry in index.entries.values where entry.isUnsaved { markDirty(entry.key) }
        try commit()
    }

    /// Lets the next commit have those sessions that have gone on for long without one, but not too many at once.
    private func saveOldest() {
        let now = system.monotonicTime()
        let due = unsaved.prefix(Self.mostSavedAtOnce).prefix { $0.since + configuration.saveDelay <= now }
        for (key, _) in due where index[key]?.isUnsaved == true { dirty.insert(key) }
        unsaved.removeFirst(due.count)
    }

    /// Stages a session as it is now.
    private func save(_ key: UInt64) throws(StateError) {
        guard let known = index[key] else { return }
        guard known.isBegun else { return try journal.put(JournalKeys.session(key), known.snapshot(nil)) }
        // What moved while it was parked is written with what is in the journal of it.
        guard let session = try wake(key) else { return }
        if session.isScoreDue { try renewRow(key) }
        // Both change it.
        guard var entry = index[key] else { return }
        entry.file.identity.mark = session.trail.mark
        if session.hasSketches, try !stage(session.takeSketches(), of: &entry) { return }
        entry.isUnsaved = false
        index[key] = entry
        guard try put(JournalKeys.session(key), entry.snapshot(session), of: key) else { return }
        if turn != key { live.note(key, byteCount: session.byteCount) }
    }

    /// Stages what is kept of the session of `key`; false where that is too large, and the session is given up.
    private func put(_ journalKey: UInt64, _ blob: [UInt8], of key: UInt64) throws(StateError) -> Bool {
        guard blob.count > configuration.mostBlobBytes else {
            try journal.put(journalKey, blob)
            return true
        }
        let error = UnreadableRecording(
            "to go on with it after a restart takes \(blob.count) bytes, and \(configuration.mostBlobBytes) are the most: "
                + "no recording is known to need as much, please report it"
        )
        try giveUp(key, error)
        return false
    }

    // MARK: Sketches

    /// Stages a part of the sketches of the session of `entry`, and joins parts once there are too many; false where that is
    /// too large, and the session is given up.
    private func stage(_ part: SessionSketches, of entry: inout OpenEntry) throws(StateError) -> Bool {
        var part = part
        if entry.sketchParts.count == JournalKeys.mostSketchParts {
            part = try sketches(of: entry, endingWith: part)
            dropSketchParts(of: &entry)
        }
        let free = (1...JournalKeys.mostSketchParts).first { !entry.sketchParts.contains($0) }
        guard let free else { preconditionFailure("there are more keys than parts") }
        guard try put(JournalKeys.sketchPart(free, of: entry.key), part.encoded, of: entry.key) else { return false }
        entry.sketchParts.append(free)
        return true
    }

    /// The whole sketches of the session of `entry`, of which `last` is the part that is not in the journal.
    func sketches(of entry: OpenEntry, endingWith last: SessionSketches) throws(StateError) -> SessionSketches {
        var sketches = last
        for bytes in try sketchBlobs(of: entry) {
            do throws(SessionSketch.Corruption) {
                sketches.merge(try SessionSketches(encoded: bytes, session: last.session, spaces: .shipped))
            } catch {
                throw StateError(
                    state.folder.path,
                    "has a sketch of \(entry.file.path) that is none, at its byte \(error.byte): remove the journal"
                )
            }
        }
        return sketches
    }

    /// The parts of the sketches of the session of `entry` that are in the journal.
    func sketchBlobs(of entry: OpenEntry) throws(StateError) -> [[UInt8]] {
        var blobs: [[UInt8]] = []
        for part in entry.sketchParts {
            blobs.append(try journal.blob(of: JournalKeys.sketchPart(part, of: entry.key)) ?? [])
        }
        return blobs
    }

    /// Lets the sketches of the session of `entry` begin anew.
    func dropSketchParts(of entry: inout OpenEntry) {
        for part in entry.sketchParts { journal.remove(JournalKeys.sketchPart(part, of: entry.key)) }
        entry.sketchParts = []
    }

    // MARK: Rows

    /// Lets the row of a session be renewed soon.
    func requestRow(of key: UInt64) {
        guard index[key]?.isRowDue == false else { return }
        index[key]?.isRowDue = true
        dueRows.append((key, system.monotonicTime()))
    }

    /// Renews rows that are due until `end`, in ns of the monotonic clock.
    func renewRows(until end: Int64) throws(StateError) {
        var count = 0
        while count < dueRows.count, system.monotonicTime() < end {
            if index[dueRows[count].key]?.isRowDue == true { try renewRow(dueRows[count].key) }
            count += 1
        }
        dueRows.removeFirst(count)
    }

    /// Scores what has been completed of a session, and renews its row.
    private func renewRow(_ key: UInt64) throws(StateError) {
        guard let entry = index[key] else { return }
        index[key]?.isRowDue = false
        let live = entry.isBegun ? try wake(key) : nil
        let standard = live == nil ? .nobody : try standard(of: entry)
        let shortage = live?.firstLongModality.flatMap { standard[$0].confidence.shortage }
        var reason = shortage ?? live?.shortness ?? .tooShort(gestures: 0, samples: 0)
        if entry.user == nil { reason = .namesNobody }
        var report = entry.report(.notScored(reason))
        report.format = live?.format?.name
        if let live { take(live, of: entry, into: &report) }
        let circumstances = SessionCircumstances(report, isOver: false, state.key)
        let verdict = try live.flatMap { (live) throws(StateError) in
            try score(entry, live, circumstances, against: standard)
        }
        if let verdict {
            report.outcome = .scored(verdict.assessment, verdict.standing(isQuarantined: false))
            if verdict.assessment.modalities.isEmpty { report.handMissing = reason }
        }
        report.compare(with: standard)
        report.gestureCount = live?.gestureCount ?? 0
        report.events = live?.events ?? []
        report.tags = live?.signs.map { SessionTag($0) } ?? []
        changes.append(
            Change(key: entry.rowKey, report: report, isOpen: true, firstScore: live?.firstScore?.score)
        )
    }

    // MARK: Going on after a restart

    /// The sessions of the journal, and what there is to say of those that cannot be used.
    static func parkedEntries(
        of journal: borrowing Journal,
        now: Int64
    ) throws(StateError) -> (entries: [OpenEntry], failures: [String]) {
        var entries: [OpenEntry] = []
        var failures: [String] = []
        for journalKey in journal.keys {
            guard let key = JournalKeys.sessionKey(journalKey), let blob = try journal.blob(of: journalKey) else {
                continue
            }
            do throws(SnapshotCorruption) {
                entries.append(try ParkedEntry(blob, key: key, now: now).entry)
            } catch {
                failures.append(
                    "session \(key) of the journal cannot be used (\(error)): its recording is read anew"
                )
            }
        }
        return (entries, failures)
    }

    /// Takes up the sessions of the journal, but for those that reached the ledger and did not get out of the journal any
    /// more.
    func resume(_ entries: [OpenEntry]) throws(StateError) {
        var closed: Set<UInt64> = []
        try state.findings(since: journal.ledgerEnd) { (finding) throws(StateError) in
            if let closing = finding.closing { closed.insert(closing.journalKey) }
        }
        // One that was over before it was ever committed has left no trace in the journal.
        if let last = closed.max() { nextKey = max(nextKey, last + 1) }
        var unusable = Set(journal.keys)
        for entry in entries where !closed.contains(entry.key) {
            unusable.remove(JournalKeys.session(entry.key))
            for part in entry.sketchParts { unusable.remove(JournalKeys.sketchPart(part, of: entry.key)) }
            index.insert(entry)
            enqueue(entry.key)
            // What has been at rest meanwhile is over, and what comes after it in the backlog waits for that.
            if let name = entry.name { catchingUp[entry.key] = name.user }
        }
        for entry in entries where closed.contains(entry.key) {
            if let profile = entry.profile { try state.book.unpin(profile) }
        }
        for key in unusable.sorted() { journal.remove(key) }
        if !unusable.isEmpty { try journal.commit(ledgerEnd: state.committedLedgerEnd) }
    }
}
