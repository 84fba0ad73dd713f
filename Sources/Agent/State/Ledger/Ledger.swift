package import Gestures
package import Profiles
import SystemPackage

/// The ledger of a state directory: what was closed and decided, in order, one checksummed record each.
///
/// A *position* names a record: where its frame begins among the bytes of all files of the ledger. Positions ascend and
/// never change; the position after the last record is the ledger's `end`.
///
/// Files are `ledger-00000001`, `ledger-00000002` and so on: eight bytes of magic, then records in frames. The first
/// record of each is a header. Whatever follows the last intact record of the last file was never committed and is cut
/// away; other damage is an error, because nothing else knows what the ledger knows.
package struct Ledger: ~Copyable {
    /// A file that has reached so many bytes is followed by another.
    package static let segmentBytes: Int64 = 64 << 20

    private let folder: StateFolder
    private let spaces: FeatureSpaces
    private let key: NameKey
    private let segmentBytes: Int64
    private var segments: [LedgerSegment]
    private var file: FileDescriptor
    /// Bytes of the last file that are committed.
    private var size: Int64
    private var staged: [UInt8] = []
    /// Whether the last file may go on after `size`.
    private var mayHaveTail = false

    /// Whose data the scores in the ledger stand on.
    package let mode: ScoringMode

    /// Opens the ledger in `folder`, or makes an empty one, and cuts away what was not committed.
    ///
    /// A ledger of a former version becomes one of this: a byte of its magic changes, the records stay as they are.
    ///
    /// - Parameters:
    ///   - spaces: where samples are binned.
    ///   - mode: the mode that it must be of, and that a new one will be of; `nil` to take one that is there as it is.
    ///   - key: what hashes of names are keyed with; those of former versions are when they are read.
    ///   - segmentBytes: after how many bytes a file is followed by another.
    ///   - known: a position up to which the records are known to be intact, and are not read now.
    /// - Throws: `StateError` where it cannot be read or written, is damaged, or was written with other bins, under another key or
    ///   in another mode.
    package init(
        in folder: StateFolder,
        spaces: FeatureSpaces,
        mode: ScoringMode?,
        key: NameKey,
        segmentBytes: Int64 = segmentBytes,
        knownIntactTo known: UInt64 = 0
    ) throws(StateError) {
        self.folder = folder
        self.spaces = spaces
        self.key = key
        self.segmentBytes = segmentBytes
        let opening = try LedgerOpening(in: folder, spaces: spaces, mode: mode, key: key, knownIntactTo: known)
        segments = opening.segments
        file = opening.file
        size = opening.size
        self.mode = opening.mode
    }

    deinit {
        folder.system.close(file)
    }

    /// The position after the last record, committed or not.
    package var end: UInt64 { committedEnd + UInt64(staged.count) }

    /// The position after the last record that is on the disk.
    package var committedEnd: UInt64 { segments[segments.count - 1].base + UInt64(size) }

    /// Bytes that wait for `commit`.
    package var stagedByteCount: Int { staged.count }

    /// Appends a record. It is in memory until `commit`.
    ///
    /// - Returns: its position.
    /// - Throws: `StateError` where it is larger than a record may be, or a new file is due and cannot be made.
    package mutating func append(_ record: LedgerRecord) throws(StateError) -> UInt64 {
        let payload: [UInt8]
        do {
            payload = try record.encoded()
        } catch {
            throw StateError(path, "cannot take a record: \(error)")
        }
        guard LedgerSegment.lengths.contains(payload.count) else {
            throw StateError(path, "cannot take a record of \(payload.count) bytes")
        }
        if staged.isEmpty, size >= segmentBytes { try beginSegment() }
        let position = end
        Frame.append(payload, to: &staged)
        return position
    }

    /// Writes everything appended, and waits until it is on the disk.
    ///
    /// - Throws: `StateError` where it may not have reached the disk. Then the file is what it was before, the records
    ///   stay in memory, and `commit` can be called again.
    package mutating func commit() throws(StateError) {
        guard !staged.isEmpty else { return }
        do throws(Errno) {
            if mayHaveTail { try folder.system.truncate(file, to: size) }
            mayHaveTail = true
            try folder.system.write(staged, to: file)
            try folder.system.synchronise(file)
            mayHaveTail = false
        } catch {
            if (try? folder.system.truncate(file, to: size)) != nil { mayHaveTail = false }
            throw StateError(path, "cannot be written: \(error); free some space and run again")
        }
        size += Int64(staged.count)
        staged = []
    }

    /// The record at `position`.
    ///
    /// - Throws: `StateError` where no intact record begins there.
    package func read(at position: UInt64) throws(StateError) -> LedgerEntry {
        guard position < end else { throw StateError(path, "has no record at position \(position)") }
        if position >= committedEnd {
            let index = Int(position - committedEnd)
            let length = UInt32(littleEndian: staged[index...]).map(Int.init) ?? 0
            guard let payload = Frame.payload(at: index, in: staged[...], length: length) else {
                throw StateError(path, "has no record at position \(position)")
            }
            return try entry(payload, at: position, in: segments[segments.count - 1])
        }
        let index = index(of: position)
        return try withFile(index) { file throws(StateError) in
            var buffer = FileBuffer(
                file,
                at: folder.path(of: segments[index].name),
                from: Int64(position - segments[index].base),
                system: folder.system
            )
            return try next(in: &buffer, of: index)
        }
    }

    /// Calls `body` with every committed record from `position` on, in order; 0 for all. Headers are left out.
    ///
    /// - Throws: `StateError` where a record is damaged or none begins at `position`, and what `body` throws.
    package func replay(
        from position: UInt64 = 0,
        _ body: (LedgerEntry) throws(StateError) -> Void
    ) throws(StateError) {
        _ = try visit(from: position) { (entry) throws(StateError) in
            try body(entry)
            return true
        }
    }

    /// Calls `body` as `replay` does, until it returns `false`.
    ///
    /// - Returns: the position after the last record that `body` was called with; `nil` where no record follows.
    package func visit(
        from position: UInt64,
        _ body: (LedgerEntry) throws(StateError) -> Bool
    ) throws(StateError) -> UInt64? {
        guard position < committedEnd else { return nil }
        for index in index(of: position)..<segments.count {
            let stop = try withFile(index) { (file) throws(StateError) -> UInt64? in
                let segment = segments[index]
                let start = max(Int64(clamping: position) - Int64(segment.base), LedgerSegment.magicBytes)
                var buffer = FileBuffer(file, at: folder.path(of: segment.name), from: start, system: folder.system)
                let size = try size(of: index, file)
                while buffer.offset < size {
                    let entry = try next(in: &buffer, of: index)
                    if case .header = entry.record { continue }
                    if try !body(entry), entry.end < committedEnd { return entry.end }
                }
                return nil
            }
            if let stop { return stop }
        }
        return nil
    }

    private var path: FilePath { folder.path(of: segments[segments.count - 1].name) }

    /// Which file holds `position`.
    private func index(of position: UInt64) -> Int {
        (segments.firstIndex { $0.base > position } ?? segments.count) - 1
    }

    private func size(of index: Int, _ file: FileDescriptor) throws(StateError) -> Int64 {
        if index == segments.count - 1 { return size }
        return Int64(segments[index + 1].base - segments[index].base)
    }

    private func withFile<Result>(
        _ index: Int,
        _ body: (FileDescriptor) throws(StateError) -> Result
    ) throws(StateError) -> Result {
        if index == segments.count - 1 { return try body(file) }
        let name = segments[index].name
        let file = try attempt(folder.path(of: name), "cannot be opened") { () throws(Errno) in
            try folder.system.open(name, in: folder.descriptor, asDirectory: false)
        }
        defer { folder.system.close(file) }
        return try body(file)
    }

    private func next(in buffer: inout FileBuffer, of index: Int) throws(StateError) -> LedgerEntry {
        let segment = segments[index]
        let offset = buffer.offset
        guard let payload = try LedgerSegment.next(in: &buffer) else {
            throw StateError(
                folder.path(of: segment.name),
                byte: Int(offset),
                "is no intact record: restore the ledger from a copy"
            )
        }
        buffer.skip(Frame.headBytes + payload.count)
        return try entry(payload, at: segment.base + UInt64(offset), in: segment)
    }

    private func entry(
        _ payload: ArraySlice<UInt8>,
        at position: UInt64,
        in segment: LedgerSegment
    ) throws(StateError) -> LedgerEntry {
        do throws(LedgerCorruption) {
            return LedgerEntry(
                position: position,
                end: position + UInt64(Frame.headBytes + payload.count),
                record: try LedgerRecord(encoded: payload, spaces: spaces, key: key, isKeyed: segment.isKeyed)
            )
        } catch {
            throw StateError(
                folder.path(of: segment.name),
                byte: Int(position - segment.base),
                "holds a record that cannot be used: \(error.description)"
            )
        }
    }

    private mutating func beginSegment() throws(StateError) {
        let last = segments[segments.count - 1]
        let next = try last.makeNext(at: committedEnd, spaces: spaces, mode: mode, key: key, in: folder)
        folder.system.close(file)
        file = next.file
        size = next.size
        mayHaveTail = false
        segments.append(next.segment)
    }
}

/// A record and where it lies.
package struct LedgerEntry: Sendable {
    /// Its position.
    package var position: UInt64
    /// The position of the next record.
    package var end: UInt64
    /// The record.
    package var record: LedgerRecord
}
