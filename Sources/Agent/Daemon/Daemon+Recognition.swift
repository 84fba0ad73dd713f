import Recordings
import SystemPackage

extension Daemon {
    /// What a recording is that is not open.
    enum Recognition {
        /// That of a session that is over, unchanged, by whatever name.
        case known(SessionName)
        /// That of a session that is over, with more in it.
        case grown(SessionName)
        /// That of a new session; `nil` of the name where the path names nobody. With a format it goes on where another
        /// recording was cut off.
        case new(SessionName?, continues: RecordingFormat?)
    }

    /// Recognises the recording at `path`: by its path, by its file, and by what it was compressed from, each time held
    /// against the content.
    func recognise(
        _ path: RecordingPath,
        _ status: FileStatus,
        _ user: String?,
        in directory: RecordingDirectory
    ) throws(StateError) -> Recognition {
        guard let user else { return .new(nil, continues: nil) }
        let base = SessionName(user: user, path: path)
        let atPath = try state.finding(at: path.description)
        let ofFile = try state.finding(of: status)
        for finding in [atPath, ofFile].compactMap(\.self) where finding.name.user == user {
            if isRecording(of: finding, at: path, status, in: directory) {
                let isWhole = finding.fileSize == status.size && finding.laterParts == directory.laterParts(than: path)
                return isWhole ? .known(finding.name) : .grown(finding.name)
            }
        }
        // The session began with another part, which has come later than this, or is gone.
        if path.part != nil, let finding = try state.finding(of: base), finding.path != path.description {
            return .grown(base)
        }
        if let plain = path.uncompressed {
            var isThere = true
            if case .absent = directory.look(at: plain) { isThere = false }
            var finding = try state.finding(at: plain.description)
            if finding == nil, !isThere { finding = try state.finding(of: base) }
            if let finding {
                let size = UInt32(truncatingIfNeeded: finding.fileSize)
                // As long as the recording is there, its copy is perhaps not complete.
                return isThere || unpackedSize(at: path, of: status, in: directory) == size
                    ? .known(finding.name) : .grown(finding.name)
            }
        }
        let format = try format(of: base)
        let hasBeginning = format != nil && self.format(at: path, in: directory) != nil
        return .new(try firstFree(base), continues: hasBeginning ? nil : format)
    }

    /// The format whose recordings begin as the file at `path` does; `nil` where that is not known, or there is none.
    func format(at path: RecordingPath, in directory: RecordingDirectory) -> RecordingFormat? {
        guard let bytes = directory.beginning(of: path, count: RecordingFormat.recognitionLength),
            case .recognised(let format) = RecordingFormat.recognise(bytes.span)
        else { return nil }
        return format
    }

    /// The format of the recording of the session `name`, open or over; `nil` where it is not known.
    private func format(of name: SessionName) throws(StateError) -> RecordingFormat? {
        if let key = index.key(named: name) { return try wake(key)?.format }
        let format = try state.finding(of: name)?.format
        return RecordingFormat.all.first { $0.name == format }
    }

    /// `name`, or where that is another session's the first part that is nobody's.
    private func firstFree(_ name: SessionName) throws(StateError) -> SessionName {
        var part = name
        var number = 1
        while try isTaken(part) {
            number += 1
            part.session = "\(name.session) (\(number))"
        }
        return part
    }

    private func isTaken(_ name: SessionName) throws(StateError) -> Bool {
        if index.key(named: name) != nil { return true }
        return try state.finding(of: name) != nil
    }

    /// Whether the file at `path` begins with all that was read of the recording of `finding`.
    private func isRecording(
        of finding: SessionRecord.Finding,
        at path: RecordingPath,
        _ status: FileStatus,
        in directory: RecordingDirectory
    ) -> Bool {
        guard let known = finding.mark else {
            return fingerprint(at: path, upTo: finding.fileSize, of: status, in: directory) == finding.fingerprint
        }
        let mark = ContentMark(offset: finding.fileSize, head: known.head, tail: known.tail)
        guard case .file(let found)? = try? directory.sighting(at: path, mark: mark, hash) else { return false }
        return found.mark == mark
    }

    private func fingerprint(
        at path: RecordingPath,
        upTo size: Int64,
        of status: FileStatus,
        in directory: RecordingDirectory
    ) -> UInt64? {
        guard size <= status.size else { return nil }
        return try? directory.withRecording(at: path) { file throws(UnreadableRecording) in
            file.size >= size ? try Agent.fingerprint(of: file, upTo: size, system) : 0
        }
    }

    /// What a compressed recording says at its end of the size of what it was compressed from, modulo 2^32 (RFC 1952).
    private func unpackedSize(
        at path: RecordingPath,
        of status: FileStatus,
        in directory: RecordingDirectory
    ) -> UInt32? {
        guard status.size >= 18 else { return nil }
        let bytes = try? directory.withRecording(at: path) { file throws(UnreadableRecording) in
            do throws(Errno) {
                return try system.read(file.descriptor, at: file.size - 4, count: 4)
            } catch {
                throw UnreadableRecording(opening: error)
            }
        }
        return bytes.flatMap { UInt32(littleEndian: $0[...]) }
    }

    /// The path of the main stream of which the file at `path` holds a companion; `nil` where it holds none.
    func main(ofCompanion path: RecordingPath) -> RecordingPath? {
        guard let source = sources.source(of: path) else { return nil }
        return sources.directory(of: path)?.main(ofCompanion: path, format: source.format)
    }

    /// Leaves the session of `key` if its file is a companion of a recording that is there by now.
    func leaveToMain(_ key: UInt64) -> Bool {
        guard let path = index[key]?.file.path, path.part == nil, main(ofCompanion: path) != nil else { return false }
        leave(key)
        return true
    }

    // MARK: Names

    /// What the recording at `path` says of its session, as far as it is there yet, and what its path does.
    func names(at path: RecordingPath, of source: RecordingSource) -> RecordingNames {
        let pathAlone = RecordingNames(path, layout: source.layout)
        guard let directory = sources.directory(of: path) else { return pathAlone }
        let names = try? directory.withRecording(at: path) { file throws(UnreadableRecording) in
            try withReadingMemory { (memory) throws(UnreadableRecording) in
                try file.names(layout: source.layout, format: source.format, using: &memory.pipeline.decoding)
            }
        }
        return names ?? pathAlone
    }

    /// Takes into `report` when the session of `entry` was, and what else is known of it.
    func take(_ live: OpenSession, of entry: OpenEntry, into report: inout SessionReport) {
        let facts = live.facts
        report.duration = live.duration
        let path = entry.file.path
        guard let source = sources.source(of: path) else { return }
        let (layout, format, description) = (source.layout, facts.format, facts.description)
        let names =
            sources.directory(of: path)?.names(of: path, layout: layout, format: format, description: description)
            ?? RecordingNames(path, layout: layout, format: format, description: description)
        report.circumstances = names.circumstances
        guard let seen = entry.seen else { return }
        let last = lastPart(of: entry)?.modified ?? seen.modified
        report.take(live.signal, facts, names, changed: max(seen.changed, last), modified: last)
    }

    /// Begins the session of `key` anew as that of whom its recording names, now that it has said whom, if that is not whom
    /// its path names.
    ///
    /// - Returns: whether it did.
    private func reopenUnderName(_ key: UInt64, _ status: FileStatus) throws(StateError) -> Bool {
        guard let entry = index[key], let source = sources.source(of: entry.file.path),
            names(at: entry.file.path, of: source).user?.description != entry.user
        else { return false }
        let catchingUpFor = catchingUp[key]
        leave(key)
        try seen(entry.file.path, status, isItsTurn: true)
        if let key = index.key(at: entry.file.path) {
            catchingUp[key] = catchingUpFor
            index[key]?.ending = entry.ending
        }
        return true
    }

    // MARK: Copies

    /// Whether the session of `key`, of which nothing was read yet, can be begun: its recording says enough to tell that
    /// it is no copy of one that is followed, or nothing more comes; and it is not beside one that has come after it.
    func admit(_ key: UInt64) throws(StateError) -> Bool {
        guard let entry = index[key], !entry.isBegun else { return true }
        if entry.hasWaited, leaveToMain(key) { return false }
        guard case .present(let status) = sources.look(at: entry.file.path), entry.isFile(status) else { return true }
        let canBeCopy = status.size >= Int64(ContentMark.span)
        guard canBeCopy || entry.ending != nil else {
            index[key]?.hasWaited = true
            return false
        }
        guard canBeCopy, let original = original(of: entry) else { return try !reopenUnderName(key, status) }
        copies[entry.file.path] = original
        leave(key)
        return false
    }

    /// The open session of the same source of whose recording that of `entry` is a copy, as a rotation by copying and cutting
    /// leaves it.
    private func original(of entry: OpenEntry) -> UInt64? {
        let source = entry.file.path.source
        // The next that is done with the file is to read it.
        guard let directory = sources.directory(of: entry.file.path),
            case .open(let descriptor)? = try? pool.access(entry.file, key: entry.key)
        else { return nil }
        guard let mark = try? directory.mark(of: descriptor, at: Int64(ContentMark.span), hash) else { return nil }
        return index.keys(headed: mark.head).first { key in
            key != entry.key && index[key]?.file.path.source == source && isCopy(entry.file.path, of: key)
        }
    }

    /// Whether the file at `path` is a copy of the recording of `key`, or the beginning of one. That both begin alike is not
    /// enough: recordings of one target may for longer than a mark covers.
    func isCopy(_ path: RecordingPath, of key: UInt64) -> Bool {
        guard let entry = index[key], let directory = sources.directory(of: path) else { return false }
        let mark = entry.live?.trail.mark ?? entry.file.identity.mark
        // One that cannot be seen now waits until it can, or until the other session is over.
        guard case .file(let found)? = try? directory.sighting(at: path, mark: mark, hash) else { return true }
        if let foundMark = found.mark { return foundMark == mark }
        guard let original = directory.mark(at: entry.file.path, upTo: found.size, hash) else { return true }
        return directory.mark(at: path, upTo: found.size, hash) == original
    }

    /// The copy of the recording of `key`, which was cut, that has all that was read of it; the largest of them. It was
    /// recognised as one before, or lies beside the recording under its name with something added, as rotation leaves it.
    func completeCopy(of key: UInt64, _ mark: ContentMark) -> (path: RecordingPath, node: FileNode)? {
        guard let entry = index[key], let name = entry.file.path.components.last,
            let directory = sources.directory(of: entry.file.path)
        else { return nil }
        let identity = FileIdentity(node: entry.file.identity.node, mark: mark)
        let folder = entry.file.path.parent
        let beside = directory.names(in: folder) { $0 != name && $0.bytes.starts(with: name.bytes) }
        let paths =
            copies.filter { $0.value == key }.map(\.key) + beside.map(folder.appending)
        var found: (path: RecordingPath, node: FileNode, size: Int64)?
        for path in paths.sorted() where index.key(at: path).map({ index[$0]?.isBegun == false }) ?? true {
            guard case .file(let copy)? = try? directory.sighting(at: path, mark: mark, hash),
                identity.relation(to: copy) == .copy, copy.size > found?.size ?? -1
            else { continue }
            found = (path, copy.node, copy.size)
        }
        guard let found else { return nil }
        if let other = index.key(at: found.path) { leave(other) }
        copies[found.path] = nil
        return (found.path, found.node)
    }

    // MARK: Files that are not where they were

    /// Waits for what the watch finds out of the file of `key`, which is not at its path.
    func awaitSighting(_ key: UInt64) {
        catchingUp[key] = nil
        guard awaited[key] == nil else { return }
        pool.close(key)
        // The one that may be going on has perhaps passed its new path already.
        let own = index[key].flatMap { sources.number(of: $0.file.path) }
        // Of a source that is not followed any more it may lie in any other, under another name.
        awaited[key] = watches.sources.indices.map { own == nil || $0 == own ? 2 : 0 }
        requestRescans()
    }

    /// A whole rescan of source `number` has ended: what it has not found again is gone.
    func giveUpMissing(in number: Int) {
        for (key, rescans) in awaited.sorted(by: { $0.key < $1.key }) where rescans[number] > 0 {
            var left = rescans
            left[number] -= 1
            let isOver = left.allSatisfy { $0 == 0 }
            awaited[key] = isOver ? nil : left
            guard isOver, index[key] != nil else { continue }
            index[key]?.isMissing = true
            enqueue(key)
        }
        requestRescans()
    }

    /// Asks for the rescans that are waited for.
    private func requestRescans() {
        for number in watches.sources.indices where awaited.values.contains(where: { $0[number] > 0 }) {
            watches.sources[number].watch.requestRescan()
        }
    }
}

extension RecordingPath {
    /// The path of the recording before it was compressed; `nil` of one whose name does not say that it was.
    var uncompressed: RecordingPath? {
        guard let name = components.last, name.bytes.count > 3, name.bytes.suffix(3).elementsEqual(".gz".utf8) else {
            return nil
        }
        return parent.appending(FileName(Array(name.bytes.dropLast(3))))
    }
}
