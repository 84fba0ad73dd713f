import Recordings
import Statistics
import SystemPackage

/// What recorders show by a recording's file once that is complete.
extension Daemon {
    /// So many sessions are looked at for that in one step, so that it does not take long.
    private static let mostLookedAt = 64
    /// What a recorder still has in hand when it protects a recording comes within so many ns.
    private static let settlingTime: Int64 = 1_000_000_000

    /// Looks for signs that recordings are complete: nothing tells of a lock that is gone, and what was written last comes
    /// after the protection. At each call it is the turn of others, until all have been looked at.
    func lookForEndSigns(now: Int64) {
        let keys = index.entries.values
            .filter { ($0.endSign != nil || !$0.isBegun) && $0.ending == nil && !$0.isQueued }
            .map(\.key)
            .sorted()
        let first = keys.partitioningIndex { $0 > lastSignKey }
        for key in (keys[first...] + keys[..<first]).prefix(Self.mostLookedAt) {
            lastSignKey = key
            guard let reason = signedEnding(of: key, now) else { continue }
            // What was written just before that is still to be read.
            index[key]?.ending = reason
            enqueue(key)
        }
    }

    /// Why the session of `key` is over by the sign that its recorder gives; `nil` while there is none.
    private func signedEnding(of key: UInt64, _ now: Int64) -> Closing.Reason? {
        guard let entry = index[key], let sign = entry.endSign ?? expectedSign(of: entry) else { return nil }
        switch sign {
        case .unlocked:
            guard let isLocked = isLocked(entry) else { return nil }
            if isLocked { noteLock(of: key) }
            return entry.wasLocked && !isLocked ? .lockGone : nil
        case .writeProtected:
            guard case .present(let status) = sources.look(at: entry.file.path), entry.isFile(status),
                status.isWriteProtected
            else {
                index[key]?.protectedSince = nil
                return nil
            }
            index[key]?.protectedSince = entry.protectedSince ?? now
            return now - (entry.protectedSince ?? now) >= Self.settlingTime ? .writeProtected : nil
        }
    }

    /// What sign the recorder of `entry` gives, of which too little is there to be read yet; `nil` while that is not known.
    private func expectedSign(of entry: OpenEntry) -> RecordingFormat.EndSign? {
        let path = entry.file.path
        guard let directory = sources.directory(of: path) else { return nil }
        let sign = (sources.source(of: path)?.format ?? format(at: path, in: directory))?.endSign
        index[entry.key]?.endSign = sign
        return sign
    }

    /// Whether a writer has locked the file of `entry`; `nil` where that cannot be told now.
    private func isLocked(_ entry: OpenEntry) -> Bool? {
        if pool.isOpen(entry.key) {
            guard case .open(let descriptor)? = try? pool.access(entry.file, key: entry.key) else { return nil }
            return try? system.isLockedByWriter(descriptor)
        }
        return try? sources.directory(of: entry.file.path)?.withRecording(at: entry.file.path) { file in
            guard let status = try? system.status(of: file.descriptor), entry.isFile(status) else { return nil }
            return try? system.isLockedByWriter(file.descriptor)
        }
    }

    /// Takes note that the recorder of the session of `key` holds a lock on the file.
    private func noteLock(of key: UInt64) {
        guard index[key]?.wasLocked == false else { return }
        index[key]?.wasLocked = true
        markUnsaved(key)
    }

    /// Whether the session of `key` is not over although all that is there was read, because its recorder has the file
    /// locked, or had until now and has perhaps written something before it let go.
    func isHeldOpen(_ key: UInt64, _ descriptor: FileDescriptor) throws(UnreadableRecording) -> Bool {
        guard let entry = index[key], entry.ending == nil || entry.ending == .silence else { return false }
        let isLocked: Bool
        do throws(Errno) {
            isLocked = try system.isLockedByWriter(descriptor)
        } catch {
            throw UnreadableRecording(opening: error)
        }
        if isLocked {
            noteLock(of: key)
            index[key]?.ending = nil
            index[key]?.lastGrowth = system.monotonicTime()
            // Where its file has gone is to be found out all the same.
            return !(entry.isMissing || entry.isGone || entry.isDisplaced)
        }
        guard entry.wasLocked else { return false }
        index[key]?.ending = .lockGone
        enqueue(key)
        return true
    }
}
