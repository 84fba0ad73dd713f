import Recordings
import SystemPackage

/// Recordings that are written part by part: the first part's file stands for all of them, and others are read behind it.
extension Daemon {
    /// Goes on with the part that comes after the main stream's file, of which all that is there was read.
    ///
    /// - Returns: whether there is one, or more of the file.
    func goOnInNextPart(
        _ key: UInt64,
        _ live: OpenSession,
        _ descriptor: FileDescriptor
    ) throws(UnreadableRecording) -> Bool {
        guard let entry = index[key], live.format?.parts != nil, entry.file.path.part != nil else { return false }
        // As long as nothing new is in the folder, all that there is in it need not be gone through.
        var changed: Int64?
        if case .present(let folder) = sources.look(at: entry.file.path.parent) { changed = folder.modified }
        if let known = entry.partlessFolder, known == changed, entry.ending == nil { return false }
        var companions = companions(of: entry, isOver: entry.ending != nil)
        guard companions.nextPart(live.format) != nil else {
            index[key]?.partlessFolder = changed
            return false
        }
        let status: FileStatus
        do throws(Errno) {
            status = try system.status(of: descriptor)
        } catch {
            throw UnreadableRecording(opening: error)
        }
        // Only now that there is another is it certain that nothing more is written to this one.
        if status.size == live.position {
            do throws(RecordingError) {
                try withReadingMemory { (memory) throws(RecordingError) in
                    try live.endMainStream(using: &memory.pipeline)
                }
            } catch {
                throw UnreadableRecording(error)
            }
            index[key]?.lastGrowth = system.monotonicTime()
            markUnsaved(key)
        }
        enqueue(key)
        return true
    }

    /// Whether nothing has been written for so long to the recording of `entry`, or to the last of its parts, that its
    /// session is over.
    func isAtRest(_ entry: OpenEntry) -> Bool {
        guard !entry.parts.isEmpty else { return entry.seen.map(isAtRest) == true }
        return lastPart(of: entry).map(isAtRest) ?? true
    }

    /// The last part of the recording of `entry`; `nil` where it has no other than the first, or that is not there.
    func lastPart(of entry: OpenEntry) -> FileStatus? {
        guard let last = entry.parts.last,
            case .present(let status) = sources.look(at: entry.file.path.parent.appending(last))
        else { return nil }
        return status
    }

    /// Whether the file at `path` is called as a part is that comes after the file of the session of `key`.
    func isLaterPart(_ path: RecordingPath, of key: UInt64) -> Bool {
        guard let number = path.part?.number, let first = index[key]?.file.path.part?.number else { return false }
        return number > first
    }

    /// A part of the recording of the session of `key`, which is open, is at `path`: one that should have been read before
    /// others that were has it begin anew.
    func seenPart(_ path: RecordingPath, _ status: FileStatus, of key: UInt64) {
        index[key]?.partlessFolder = nil
        guard let entry = index[key], let number = path.part?.number, status.size > 0 else { return }
        let numbers = entry.parts.compactMap { RecordingParts.anyName($0.bytes)?.number }
        guard let last = numbers.last else { return }
        if number == last { return lastPartMayBeElsewhere(key, path) }
        if number < last, !numbers.contains(number) { beginAnew(key) }
    }

    /// The file at `path` is the part that was read last, or a copy of it. If that was compressed, all is read from the
    /// beginning with the compressed one.
    private func lastPartMayBeElsewhere(_ key: UInt64, _ path: RecordingPath) {
        guard let entry = index[key], let last = entry.parts.last else { return }
        let known = entry.file.path.parent.appending(last)
        if known != path, case .absent = sources.look(at: known) { beginAnew(key) }
    }

    /// A part is at `path` of the recording whose first part is at `main`, and whose session is not open: if it is new, the
    /// session is scored once more.
    func seenPart(_ path: RecordingPath, _ status: FileStatus, ofRecordingAt main: RecordingPath) throws(StateError) {
        guard try state.isUnchanged(path.description, status) != true,
            case .present(let first) = sources.look(at: main), first.kind == .file
        else { return }
        // It is read with the first.
        try state.rest(path.description, status, as: nil)
        try seen(main, first)
    }

    /// The file at `path` is gone: what there is of that part, if there is anything, is looked at again.
    func partIsGone(_ path: RecordingPath) {
        guard let key = index.key(ofPart: path), isLaterPart(path, of: key), let number = path.part?.number,
            let other = sources.directory(of: path)?.partFiles(besides: path).first(where: { $0.number == number })
        else { return }
        lastPartMayBeElsewhere(key, other.path)
        enqueue(key)
    }

    /// Whether the file at `path` is a part without content of a recording that has others: it does not stand for them.
    func isEmptyPart(_ path: RecordingPath, _ status: FileStatus) -> Bool {
        guard status.size == 0, path.part != nil, let directory = sources.directory(of: path) else { return false }
        return directory.partFiles(besides: path).count > 1
    }

    /// Gives up the open session that began with a later part of the recording whose first part is at `path`: all of it is
    /// read from there.
    func giveUpLaterPart(of path: RecordingPath) {
        guard let key = index.key(ofPart: path), let number = path.part?.number,
            let later = index[key]?.file.path.part?.number, later > number
        else { return }
        finished.removeAll { $0.key == key }
        leave(key)
    }

    /// Reads the session of `key` once more from its beginning.
    private func beginAnew(_ key: UInt64) {
        guard var entry = index[key], entry.isBegun else { return }
        pool.close(key)
        finished.removeAll { $0.key == key }
        entry.live = begin(entry)
        entry.parts = []
        entry.ending = nil
        entry.lastGrowth = system.monotonicTime()
        dropSketchParts(of: &entry)
        index[key] = entry
        index.setHead(nil, of: key)
        let identity = FileIdentity(node: entry.file.identity.node, mark: emptyMark)
        index.move(key, to: FollowedFile(path: entry.file.path, identity: identity))
        markDirty(key)
        markUnsaved(key)
    }

    /// Lets `names`, the parts after the first of the recording of `entry`, rest, if `read` is all that there is of them.
    func restParts(
        _ names: [FileName],
        of entry: OpenEntry,
        _ read: LaterParts?,
        as name: SessionName?
    ) throws(StateError) {
        guard let read else { return }
        let parts = names.compactMap { name in
            let path = entry.file.path.parent.appending(name)
            if case .present(let status) = sources.look(at: path) { return (path: path, status: status) }
            return nil
        }
        guard LaterParts(parts) == read else { return }
        for part in parts { try state.rest(part.path.description, part.status, as: name) }
    }
}
