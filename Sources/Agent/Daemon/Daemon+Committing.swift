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
            guard let live = index[key]?.live else { continue }
            index[key]?.file.identity.mark = live.trail.mark
            guard let entry = index[key] else { continue }
            try journal.put(key, entry.snapshot(live))
            changes.append(
                Change(
                    key: entry.rowKey,
                    report: report(entry, live),
                    isOpen: true,
                    firstScore: live.firstScore?.score
                )
            )
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
        for key in closings { journal.remove(key) }
        try journal.commit(ledgerEnd: state.committedLedgerEnd)
        closings = []
    }

    private func report(_ entry: OpenEntry, _ live: OpenSession) -> SessionReport {
        var report = entry.report(.notScored(entry.user == nil ? .namesNobody : live.notScored))
        if let assessment = live.assessment { report.outcome = .scored(assessment, live.standing) }
        report.gestureCount = live.gestureCount
        return report
    }

    // MARK: Going on after a restart

    /// Whose versions are needed, by the ledger's position when a session of theirs opened.
    static func versionsNeeded(by journal: borrowing Journal) throws(StateError) -> [UInt64: Set<String>] {
        var needed: [UInt64: Set<String>] = [:]
        for key in journal.keys {
            guard let blob = try journal.blob(of: key), let parked = try? ParkedEntry(blob), let user = parked.user
            else { continue }
            needed[parked.opened, default: []].insert(user)
        }
        return needed
    }

    /// Takes up the sessions of the journal.
    ///
    /// - Parameters:
    ///   - versions: the owners as of the positions at which the sessions opened.
    ///   - closed: sessions that reached the ledger and did not get out of the journal any more.
    func resume(_ versions: [UInt64: [String: OwnerVersion]], closed: Set<UInt64>) throws(StateError) {
        var isChanged = false
        for key in journal.keys {
            guard !closed.contains(key), let blob = try journal.blob(of: key) else {
                journal.remove(key)
                isChanged = true
                continue
            }
            let parked: ParkedEntry
            do throws(SnapshotCorruption) {
                parked = try ParkedEntry(blob)
            } catch {
                messages.append("session \(key) of the journal cannot be used (\(error)): its recording is read anew")
                journal.remove(key)
                isChanged = true
                continue
            }
            var version = parked.user.flatMap { versions[parked.opened]?[$0] }
            var entry = OpenEntry(
                key: key,
                file: FollowedFile(path: parked.path, identity: parked.identity),
                user: parked.user,
                session: parked.session,
                opened: parked.opened,
                isReopened: parked.isReopened,
                version: version,
                lastGrowth: system.monotonicTime(),
                ending: parked.ending,
                firstPath: parked.firstPath
            )
            if parked.isReopened, let name = entry.name {
                version?.forget(name.session, key: key)
                entry.version = version
            }
            index.insert(entry)
            enqueue(key)
        }
        if isChanged { try journal.commit(ledgerEnd: state.committedLedgerEnd) }
    }
}
