import Profiles
import Recordings
import Scoring
import Snapshots
import SystemPackage

extension Daemon {
    /// Commits the sessions that have gone on, and then those that are over: first to the ledger, then out of the
    /// journal.
    func commit() throws(StateError) {
        for key in dirty.sorted() {
            if let live = index[key]?.live { index[key]?.file.identity.mark = live.trail.mark }
            try renewRow(key)
            guard let entry = index[key] else { continue }
            // What moved while it was parked is written with what is in the journal of it.
            try journal.put(key, entry.snapshot(entry.isBegun ? wake(key) : nil))
        }
        // What is only staged in the ledger is not there after a crash.
        if !dirty.isEmpty { try journal.commit(ledgerEnd: state.committedLedgerEnd) }
        dirty = []
        firstDirty = nil
        if !closings.isEmpty { try commitClosings() }
        _ = try journal.compactIfDue()
    }

    private func commitClosings() throws(StateError) {
        try state.commit()
        for entry in closings { journal.remove(entry.key) }
        try journal.commit(ledgerEnd: state.committedLedgerEnd)
        for entry in closings {
            if let profile = entry.profile { try state.book.unpin(profile) }
        }
        closings = []
    }

    /// Scores what has been completed of a session, and renews its row if something in it has changed.
    private func renewRow(_ key: UInt64) throws(StateError) {
        guard let entry = index[key], entry.isRowDue || entry.live?.isScoreDue == true else { return }
        index[key]?.isRowDue = false
        let live = entry.isBegun ? try wake(key) : nil
        var assessment: Assessment?
        if let live { assessment = try score(entry, live) }
        var reason = entry.confidence.shortage ?? live?.tooShort ?? .tooShort(gestures: 0, samples: 0)
        if entry.user == nil { reason = .namesNobody }
        var report = entry.report(.notScored(reason))
        if let assessment {
            let standing = SessionReport.Standing(
                baselineSessions: entry.confidence.sessions,
                baselineWindows: entry.confidence.windows,
                isQuarantined: false
            )
            report.outcome = .scored(assessment, standing)
        }
        report.gestureCount = live?.gestureCount ?? 0
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
        for key in journal.keys {
            guard let blob = try journal.blob(of: key) else { continue }
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
        var unusable = Set(journal.keys)
        for entry in entries where !closed.contains(entry.key) {
            unusable.remove(entry.key)
            index.insert(entry)
            enqueue(entry.key)
        }
        for entry in entries where closed.contains(entry.key) {
            if let profile = entry.profile { try state.book.unpin(profile) }
        }
        for key in unusable.sorted() { journal.remove(key) }
        if !unusable.isEmpty { try journal.commit(ledgerEnd: state.committedLedgerEnd) }
    }
}
