import Profiles
import Recordings
import Scoring
import Snapshots
import SystemPackage

extension Daemon {
    /// Reads one slice of the session whose turn it is.
    func readNext() throws(StateError) {
        let key = queue.removeFirst()
        index[key]?.isQueued = false
        if turn != key { beginTurn(of: key) }
        guard let entry = index[key] else { return }
        // Of what is not followed any more, nothing was read that would be lost.
        guard entry.isBegun || sources.number(of: entry.file.path) != nil else { return leave(key) }
        guard try admit(key), let live = try wake(key) else {
            catchingUp[key] = nil
            return
        }
        if entry.endSign == nil, let sign = live.format?.endSign { index[key]?.endSign = sign }
        let count: Int
        do throws(UnreadableRecording) {
            var file = entry.file
            if !pool.isOpen(key) { file.identity.mark = live.trail.mark }
            index[key]?.file = file
            switch try pool.access(file, key: key) {
            case .differs: return try resolve(key)
            case .open(let descriptor):
                count = try read(live, descriptor)
                if count == 0 || live.hasEnded, !live.wantsCompanion { return try atEnd(key, live, descriptor) }
            }
        } catch {
            return postpone(key, error)
        }
        try take(count, key, live)
    }

    /// Reads the next bytes of a session; returns how many, 0 where there are none now.
    private func read(_ live: OpenSession, _ descriptor: FileDescriptor) throws(UnreadableRecording) -> Int {
        let count: Int
        var isSame = true
        do throws(Errno) {
            count = try withReadingMemory { (memory) throws(Errno) in
                try system.read(descriptor, at: live.position, into: &memory.chunk)
            }
            if count > 0, let missing = live.missing {
                isSame = live.supply(try system.read(descriptor, at: missing.lowerBound, count: missing.count))
            }
        } catch {
            throw UnreadableRecording(opening: error)
        }
        guard isSame else { throw UnreadableRecording("it is not what it was when it was read before") }
        return count
    }

    /// Gives a session its next bytes, the `count` that were read of the main stream and what is there of others.
    private func take(_ count: Int, _ key: UInt64, _ live: OpenSession) throws(StateError) {
        guard let entry = index[key] else { return }
        let wasWaiting = live.wantsCompanion
        let before = live.bytesRead
        let obstacle: ReadingObstacle?
        var companions = companions(of: entry, isOver: entry.ending != nil)
        do throws(RecordingError) {
            obstacle = try withReadingMemory { (memory) throws(RecordingError) in
                let chunk = memory.chunk
                return try live.read(chunk.span.extracting(..<count), with: &companions, using: &memory.pipeline)
            }
        } catch {
            if !awaitMain(key) { try giveUp(key, UnreadableRecording(error)) }
            return
        }
        if companions.parts.count > entry.parts.count { index[key]?.parts = companions.parts }
        if case .failed(let error)? = obstacle { return postpone(key, error) }
        if entry.obstacle != nil {
            index[key]?.obstacle = nil
            requestRow(of: key)
        }
        if case .waiting? = obstacle, wasWaiting, live.bytesRead == before { return awaitCompanion(key) }
        // What is read again has not grown.
        if live.bytesRead > before {
            index[key]?.lastGrowth = system.monotonicTime()
            // What had waited for another stream goes on because that has ended.
            if index[key]?.ending == .silence, !wasWaiting { index[key]?.ending = nil }
        }
        index.setHead(live.trail.head, of: key)
        markUnsaved(key)
        if live.noteDescription() { requestRow(of: key) }
        // What is about to be over gets its row then.
        if live.isScoreDue, catchingUp[key] == nil || live.isScoreLongDue { requestRow(of: key) }
        turnBytes += Int64(count) + (wasWaiting ? max(0, live.bytesRead - before) : 0)
        if turnBytes < Self.turnSize {
            index[key]?.isQueued = true
            queue.insert(key, at: 0)
        } else {
            enqueue(key)
        }
    }

    /// The files of other streams of the recording of `entry`.
    ///
    /// - Parameter isOver: whether nothing more is written.
    func companions(of entry: OpenEntry, isOver: Bool) -> CompanionFiles {
        CompanionFiles(
            beside: entry.file.path,
            in: sources.directory(of: entry.file.path),
            isOver: isOver,
            parts: entry.parts
        )
    }

    /// A stream has no more bytes that comes before the rest of the main one.
    private func awaitCompanion(_ key: UInt64) {
        let isCaughtUp = catchingUp.removeValue(forKey: key) != nil
        guard let entry = index[key], entry.ending == nil else { return }
        if !entry.parts.isEmpty, !entry.isMissing, entry.isGone || entry.isDisplaced {
            // Of one in parts, the first may have been compressed or moved as that of any other.
            do throws(UnreadableRecording) { return try resolve(key) } catch { return postpone(key, error) }
        }
        let isOver = entry.isMissing || entry.isGone || entry.isDisplaced
        guard isOver || isCaughtUp && isAtRest(entry) else { return }
        // Then it has ended, too.
        index[key]?.ending = isOver ? .removed : .silence
        enqueue(key)
    }

    /// All that is there was read.
    private func atEnd(_ key: UInt64, _ live: OpenSession, _ descriptor: FileDescriptor) throws(UnreadableRecording) {
        guard let entry = index[key] else { return }
        let status: FileStatus
        do throws(Errno) {
            status = try system.status(of: descriptor)
        } catch {
            throw UnreadableRecording(opening: error)
        }
        // A file that was cut is told by its size; what it holds now is another part.
        if status.size < live.position {
            catchingUp[key] = nil
            pool.close(key)
            return try resolve(key)
        }
        if live.wantsMain, try goOnInNextPart(key, live, descriptor) { return }
        let isCaughtUp = catchingUp.removeValue(forKey: key) != nil
        if live.format?.endSign == .unlocked, try isHeldOpen(key, descriptor) { return }
        // That it is locked may have taken back why it was over.
        if let ending = index[key]?.ending {
            finished.append((key, ending))
        } else if entry.isMissing || entry.isGone || entry.isDisplaced {
            try resolve(key)
        } else if live.hasEnded {
            finished.append((key, .silence))
        } else if live.facts.isComplete, !entry.isReopened {
            // One that has gone on after its end mark is over when nothing more comes.
            finished.append((key, .endMark))
        } else if isCaughtUp, isAtRest(status) {
            let isProtected = live.format?.endSign == .writeProtected && status.isWriteProtected
            finished.append((key, isProtected ? .writeProtected : .silence))
        }
    }

    /// Decides how a recording goes on whose file is not where it was, or not what it was.
    private func resolve(_ key: UInt64) throws(UnreadableRecording) {
        guard let entry = index[key], let live = entry.live else { return }
        var file = entry.file
        file.identity.mark = live.trail.mark
        switch try sources.directory(of: file.path)?.resumption(of: file, hash: hash) ?? .gone {
        case .same(let node, _):
            pool.close(key)
            file.identity.node = node
            index.move(key, to: file)
            enqueue(key)
        case .moved(let path, let node, _):
            pool.close(key)
            index.move(key, to: FollowedFile(path: path, identity: FileIdentity(node: node, mark: live.trail.mark)))
            requestRow(of: key)
            markDirty(key)
            enqueue(key)
        case .compressed(let path):
            try restart(key, in: path)
        case .rewritten:
            index[key]?.isDisplaced = true
            guard let copy = completeCopy(of: key, file.identity.mark) else {
                return finished.append((key, .replaced))
            }
            // What was written before the cut and not read yet is in the copy.
            pool.close(key)
            revisits.insert(entry.file.path)
            let identity = FileIdentity(node: copy.node, mark: file.identity.mark)
            index.move(key, to: FollowedFile(path: copy.path, identity: identity))
            index[key]?.ending = .replaced
            markDirty(key)
            enqueue(key)
        case .replaced, .gone:
            let isReplaced = entry.isDisplaced
            if let ending = entry.ending {
                finished.append((key, ending))
            } else if entry.isMissing {
                finished.append((key, isReplaced ? .replaced : .removed))
            } else {
                awaitSighting(key)
            }
        }
    }

    /// Reads the session anew from the compressed recording, which takes the place of the plain one.
    private func restart(_ key: UInt64, in path: RecordingPath) throws(UnreadableRecording) {
        guard var entry = index[key] else { return }
        pool.close(key)
        guard let directory = sources.directory(of: path), case .present(let status) = directory.look(at: path) else {
            catchingUp[key] = nil
            return
        }
        entry.ending = .compressed
        entry.seen = status
        entry.live = begin(entry)
        entry.isBegun = true
        entry.parts = []
        dropSketchParts(of: &entry)
        index[key] = entry
        index.setHead(nil, of: key)
        let node = directory.node(of: status, at: path)
        index.move(key, to: FollowedFile(path: path, identity: FileIdentity(node: node, mark: emptyMark)))
        markDirty(key)
        enqueue(key)
    }

    /// A session of `entry` at its beginning.
    func begin(_ entry: OpenEntry) -> OpenSession {
        OpenSession(
            named: entry.name?.session ?? "",
            format: sources.source(of: entry.file.path)?.format ?? entry.continues,
            measuring: (entry.combination ?? configuration.combination).measured,
            watchingFor: configuration.rules,
            isContinuation: entry.continues != nil,
            key: state.key,
            hash: hash
        )
    }

    /// What the session of `entry` is scored against.
    func standard(of entry: OpenEntry) throws(StateError) -> OwnerBook.Standard {
        guard let profile = entry.profile else { return .nobody }
        return try state.standard(
            for: profile,
            without: entry.withheld,
            by: entry.combination ?? configuration.combination
        )
    }

    /// Scores what is complete of the session of `entry`; `nil` without a score.
    func score(
        _ entry: OpenEntry,
        _ live: OpenSession,
        _ circumstances: SessionCircumstances?,
        against standard: OwnerBook.Standard
    ) throws(StateError) -> OwnerBook.Verdict? {
        do throws(SnapshotCorruption) {
            return try live.score(against: standard, circumstances)
        } catch {
            throw StateError(state.folder.path, "has a snapshot of \(entry.file.path) that is none: \(error)")
        }
    }

    var emptyMark: ContentMark { ContentTrail(hash: hash).mark }
}
