import SystemPackage

/// The journal of a state directory: one blob for each session that is open, all of them committed at once.
///
/// Changes are staged in memory until `commit` writes them with a commit record in one write and waits for the disk once.
/// After a crash the journal is what the last intact commit left. Blobs that are committed are not kept in memory.
///
/// A file is `GAITJRNL`, the version as four bytes, and `JournalRecord`s in frames.
package struct Journal: ~Copyable {
    /// The name of its file in the state directory.
    package static let fileName = FileName("journal")
    /// The largest blob that can be put, in bytes.
    package static let mostBlobBytes = 4 << 20
    /// With less garbage than this the file is never compacted.
    package static let leastGarbage: Int64 = 1 << 20

    private let folder: StateFolder
    private var file: FileDescriptor
    private var content: JournalContent
    private var staged: [UInt64: [UInt8]?] = [:]
    /// Whether the file may go on after the last commit.
    private var mayHaveTail = false
    /// Whether the name may still stand for the file before compaction.
    private var mayBeRenamedBack = false

    /// Why the file that was found could not be used; `nil` where it could.
    package let damage: StateDamage?
    /// Bytes of the blobs that are staged.
    package private(set) var stagedByteCount = 0

    /// Opens the journal in `folder`, or makes an empty one, and goes back to its last intact commit. A file that is
    /// damaged before that is set aside (`damage` says so) and the journal is empty.
    ///
    /// - Throws: `StateError` where the file cannot be read or written, or a newer version of Gait wrote it.
    package init(in folder: StateFolder) throws(StateError) {
        self.folder = folder
        let opened = try Self.open(in: folder)
        file = opened.file
        content = opened.content
        damage = opened.damage
    }

    deinit {
        folder.system.close(file)
    }

    /// The keys that have a blob, ascending; staged changes count.
    package var keys: [UInt64] {
        let removed = staged.filter { $0.value == nil }
        return Set(content.places.keys).union(staged.keys).subtracting(removed.keys).sorted()
    }

    /// The largest key that was ever committed; 0 before the first. Larger ones are new.
    package var largestKey: UInt64 { content.last.largestKey }

    /// The number of the last commit; 0 before the first.
    package var committedSequence: UInt64 { content.last.sequence }

    /// The ledger's end that the last commit named; 0 before the first.
    package var ledgerEnd: UInt64 { content.last.ledgerEnd }

    /// The blob of `key` as it was put last, from memory where it is staged and otherwise from the file; `nil` where
    /// there is none.
    ///
    /// - Throws: `StateError` where it cannot be read or is damaged.
    package func blob(of key: UInt64) throws(StateError) -> [UInt8]? {
        if let blob = staged[key] { return blob }
        guard let place = content.places[key] else { return nil }
        let payload = try payload(at: place)
        guard case .put(key, let bytes) = JournalRecord(encoded: payload) else {
            throw StateError(path, byte: Int(place.offset), "does not hold the session any more: restart Gait")
        }
        return Array(bytes)
    }

    /// Stages `blob` under `key`.
    ///
    /// - Throws: `StateError` where it has more than `mostBlobBytes`.
    package mutating func put(_ key: UInt64, _ blob: [UInt8]) throws(StateError) {
        guard blob.count <= Self.mostBlobBytes else {
            throw StateError(
                path,
                "cannot take \(blob.count) bytes for one session: \(Self.mostBlobBytes) are the most"
            )
        }
        stage(key, blob)
    }

    /// Stages that `key` has no blob any more.
    package mutating func remove(_ key: UInt64) {
        stage(key, nil)
    }

    private mutating func stage(_ key: UInt64, _ blob: [UInt8]?) {
        stagedByteCount += (blob?.count ?? 0) - ((staged[key] ?? nil)?.count ?? 0)
        staged[key] = .some(blob)
    }

    /// Commits everything staged, and that the ledger is absorbed up to `ledgerEnd`. Does nothing where nothing changed.
    ///
    /// - Throws: `StateError` where it may not have reached the disk. Then the file is what it was before, everything
    ///   stays staged, and `commit` can be called again.
    package mutating func commit(ledgerEnd: UInt64) throws(StateError) {
        guard !staged.isEmpty || ledgerEnd != content.last.ledgerEnd else { return }
        var next = content
        let bytes = stagedFrames(ledgerEnd: ledgerEnd, &next)
        do throws(Errno) {
            if mayHaveTail { try folder.system.truncate(file, to: content.end) }
            mayHaveTail = true
            try folder.system.write(bytes, to: file)
            try folder.system.synchronise(file)
            if mayBeRenamedBack { try folder.system.synchronise(folder.descriptor) }
            mayBeRenamedBack = false
            mayHaveTail = false
        } catch {
            if (try? folder.system.truncate(file, to: content.end)) != nil { mayHaveTail = false }
            throw StateError(path, "cannot be written: \(error); free some space, Gait tries again")
        }
        content = next
        staged = [:]
        stagedByteCount = 0
    }

    private func stagedFrames(ledgerEnd: UInt64, _ next: inout JournalContent) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(stagedByteCount + (staged.count + 1) * (Frame.headBytes + JournalRecord.commitBytes))
        for (key, blob) in staged.sorted(by: { $0.key < $1.key }) {
            let offset = bytes.count
            if let blob {
                Frame.append(JournalRecord.put(key: key, bytes: blob[...]).encoded, to: &bytes)
                next.set(key, .init(offset: content.end + Int64(offset), length: bytes.count - offset))
            } else {
                Frame.append(JournalRecord.remove(key: key).encoded, to: &bytes)
                next.set(key, nil)
            }
        }
        next.last = JournalCommit(
            sequence: content.last.sequence &+ 1,
            ledgerEnd: ledgerEnd,
            largestKey: max(content.last.largestKey, staged.keys.max() ?? 0),
            recordCount: UInt32(staged.count)
        )
        Frame.append(JournalRecord.commit(next.last).encoded, to: &bytes)
        next.end = content.end + Int64(bytes.count)
        return bytes
    }

    /// Writes what lives into a new file that takes the old one's place, where more than two thirds of the file and more
    /// than `leastGarbage` is garbage: sooner, what lives would be written more often than what is new.
    ///
    /// - Returns: whether that was so.
    /// - Throws: `StateError` where it fails; the journal then goes on with the file that it has.
    package mutating func compactIfDue() throws(StateError) -> Bool {
        let garbage = content.end - Int64(JournalContent.headerBytes) - content.liveBytes
        guard garbage > max(2 * content.liveBytes, Self.leastGarbage) else { return false }
        let temporary = Self.fileName.whileIncomplete
        let new = try attempt("cannot be compacted") { () throws(Errno) in
            try folder.system.openForAppending(temporary, in: folder.descriptor)
        }
        do throws(StateError) {
            let compacted = try copy(to: new)
            try attempt("cannot be compacted") { () throws(Errno) in
                try folder.system.synchronise(new)
                try folder.system.rename(temporary, to: Self.fileName, in: folder.descriptor)
            }
            folder.system.close(file)
            file = new
            content = compacted
        } catch {
            folder.system.close(new)
            throw error
        }
        mayHaveTail = false
        mayBeRenamedBack = true
        try attempt("may not have reached the disk") { () throws(Errno) in
            try folder.system.synchronise(folder.descriptor)
        }
        mayBeRenamedBack = false
        return true
    }

    /// Writes the header, the blobs that live and the last commit to `new`.
    private func copy(to new: FileDescriptor) throws(StateError) -> JournalContent {
        try attempt("cannot be compacted") { () throws(Errno) in try folder.system.truncate(new, to: 0) }
        var compacted = JournalContent()
        var bytes = JournalContent.header
        var written: Int64 = 0
        for (key, place) in content.places.sorted(by: { $0.key < $1.key }) {
            let offset = written + Int64(bytes.count)
            Frame.append(Array(try payload(at: place)), to: &bytes)
            compacted.set(key, .init(offset: offset, length: place.length))
            if bytes.count > Self.copyChunk {
                try attempt("cannot be compacted") { () throws(Errno) in try folder.system.write(bytes, to: new) }
                written += Int64(bytes.count)
                bytes = []
            }
        }
        compacted.last = content.last
        compacted.last.recordCount = UInt32(compacted.places.count)
        Frame.append(JournalRecord.commit(compacted.last).encoded, to: &bytes)
        try attempt("cannot be compacted") { () throws(Errno) in try folder.system.write(bytes, to: new) }
        compacted.end = written + Int64(bytes.count)
        return compacted
    }

    private func payload(at place: JournalContent.Place) throws(StateError) -> ArraySlice<UInt8> {
        let frame = try attempt("cannot be read") { () throws(Errno) in
            try folder.system.read(file, at: place.offset, count: place.length)
        }
        guard let payload = Frame.payload(at: 0, in: frame[...], length: place.length - Frame.headBytes) else {
            throw StateError(path, byte: Int(place.offset), "is damaged: restart Gait, it is made anew")
        }
        return payload
    }

    private var path: FilePath { folder.path(of: Self.fileName) }

    private func attempt<Result>(
        _ what: String,
        _ call: () throws(Errno) -> Result
    ) throws(StateError) -> Result {
        try Agent.attempt(path, what, call)
    }

    private static let copyChunk = 256 * 1024

    /// Lets the header say that the journal is of this version, which knows all that the ones before wrote.
    private static func upgrade(in folder: StateFolder) throws(StateError) {
        try Agent.attempt(folder.path(of: fileName), "cannot be brought to this version") { () throws(Errno) in
            let file = try folder.system.openForUpdating(fileName, in: folder.descriptor)
            defer { folder.system.close(file) }
            // One byte, which is there or not: no crash leaves a version in between.
            try folder.system.write([UInt8(JournalContent.version)], to: file, at: Int64(JournalContent.magic.count))
            try folder.system.synchronise(file)
        }
    }

    private static func open(
        in folder: StateFolder
    ) throws(StateError) -> (file: FileDescriptor, content: JournalContent, damage: StateDamage?) {
        let path = folder.path(of: fileName)
        let system = folder.system
        var damage: StateDamage?
        while true {
            let file = try Agent.attempt(path, "cannot be opened") { () throws(Errno) in
                try system.openForAppending(fileName, in: folder.descriptor)
            }
            do throws(StateError) {
                switch try JournalContent.read(file, at: path, system) {
                case .intact(let content):
                    try Agent.attempt(path, "cannot be cut to its last commit") { () throws(Errno) in
                        try system.truncate(file, to: content.end)
                    }
                    if content.version != JournalContent.version { try upgrade(in: folder) }
                    return (file, content, damage)
                case .empty:
                    try folder.replace(fileName, with: JournalContent.header)
                    try folder.synchronise()
                    system.close(file)
                case .damaged(let reason):
                    let found = folder.setAside(fileName, because: reason)
                    guard found.setAsideAs != nil else { throw StateError(path, "cannot be set aside: \(reason)") }
                    damage = found
                    system.close(file)
                }
            } catch {
                system.close(file)
                throw error
            }
        }
    }
}
