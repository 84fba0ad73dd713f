import Configuration
import Profiles
import Recordings
import Scoring
import Snapshots
import Statistics
import SystemPackage

/// What is kept in memory of every session that is open, whether or not the session itself is parked.
struct OpenEntry {
    /// The session's key in the journal.
    let key: UInt64
    /// The recording's file, and by what it is known again up to where the last snapshot was taken.
    var file: FollowedFile
    /// The session's name, unique in the state directory: the path that it was opened at, with a number where that was
    /// another session's before; `nil` where the path names nobody.
    let name: SessionName?
    /// What the layout calls the session.
    let session: String
    /// The ledger's end when the session opened.
    let opened: UInt64
    /// Whether the session had been closed before and has grown since.
    let isReopened: Bool
    /// The format of the recording that was cut off where this one goes on; `nil` of one with a beginning of its own.
    let continues: RecordingFormat?
    /// The owner's profile that the session is scored against and that is pinned; `nil` without an owner, and once nothing is
    /// scored any more.
    var profile: PinnedProfile?
    /// How its evidence is made of what its voices say, as was set when it opened; `nil` where a former version opened it, and it
    /// is as is set now.
    var combination: Combination?

    /// The file as it was when it was seen last.
    var seen: FileStatus?
    /// When the recording was last found to have grown, in ns of the monotonic clock.
    var lastGrowth: Int64
    /// Why the session is over once the rest of its file has been read; `nil` while it may go on.
    var ending: Closing.Reason?
    /// The names of the parts after the first that were come upon, in order.
    var parts: [FileName] = []
    /// When the folder had been changed last in which no next part was, in ns of the wall clock.
    var partlessFolder: Int64?
    /// What its recorder shows by the recording's file once that is complete; `nil` until the format is known.
    var endSign: RecordingFormat.EndSign?
    /// Whether its recorder was seen to hold a lock on the file.
    var wasLocked = false
    /// Since when the file is seen to be write-protected, in ns of the monotonic clock.
    var protectedSince: Int64?
    /// Whether the file was not found at its path.
    var isGone = false
    /// Whether the file is surely no longer at its path, nor at another.
    var isMissing = false
    /// Whether something else has been seen at its path.
    var isDisplaced = false
    /// Whether it could not be read the last time.
    var isPostponed = false
    /// What the list says of why it cannot be read; `nil` where it says no such thing.
    var obstacle: String?
    /// Whether it waits for its turn to be read.
    var isQueued = false
    /// Whether anything of it was read, so that there is a session, in memory or in the journal.
    var isBegun = false
    /// The hash of the first bytes of its recording; `nil` until they are known. The index sets it.
    var head: UInt64?
    /// Whether it could not be begun when its turn came, so that what it waits for may be there by now.
    var hasWaited = false
    /// Whether its row in the list is behind it.
    var isRowDue = false
    /// Whether there is more of the session than the journal has.
    var isUnsaved = false
    /// The session, while it is in memory.
    var live: OpenSession?
    /// The numbers of the journal's blobs with the parts of the sketch.
    var sketchParts: [Int] = []
    /// Whether what the journal has of it is from before the process began, and was not looked at since.
    var isOfFormerRun = false

    /// Whose session it is.
    var user: String? { name?.user }

    /// Whether a file of `status` is the one that is followed.
    func isFile(_ status: FileStatus) -> Bool {
        file.identity.node.device == status.device && file.identity.node.inode == status.inode
    }

    /// A report that so far says no more than whose session it is and what came of it.
    func report(_ outcome: SessionReport.Outcome) -> SessionReport {
        SessionReport(path: file.path, user: user, session: session, outcome: outcome)
    }

    /// The session that its owner's profile is not to know: itself, where it had been closed before.
    var withheld: String? { isReopened ? name?.session : nil }

    /// What its row in the list is known by.
    var rowKey: String { name?.session ?? (firstPath.ofAllParts ?? firstPath).description }

    /// The path that the session was opened at.
    let firstPath: RecordingPath
}

extension OpenEntry {
    /// The version of a snapshot. With a larger one the journal gets another version too, so that nobody takes a snapshot
    /// for damaged who does not know it.
    fileprivate static let snapshotVersion: UInt64 = 16
    /// The last version whose sessions are not used: bytes of the recording may be in them, they lack what is measured now, or
    /// they were scored by other scales.
    fileprivate static let unusableVersion: UInt64 = 15
    /// The last version in which nothing said how a session's evidence is made.
    fileprivate static let combinationlessVersion: UInt64 = 10
    /// The last version in which it was said how much the owner's model stands on.
    fileprivate static let standingVersion: UInt64 = 9
    /// The last version in which nothing said whether a recording's file was locked, and none had parts.
    fileprivate static let locklessVersion: UInt64 = 6
    /// The last version in which nothing said how finely a recording samples, and the last bytes of the file were there.
    fileprivate static let signallessVersion: UInt64 = 5
    /// The last version in which paths were without a source.
    fileprivate static let sourcelessVersion: UInt64 = 4

    /// The session and all that is kept of it, as the journal holds it; `nil` of `live` before anything was read.
    func snapshot(_ live: OpenSession?) -> [UInt8] {
        var writer = SnapshotWriter()
        writer.append(unsigned: Self.snapshotVersion)
        writer.append(flag: wasLocked)
        writer.append(count: parts.count)
        for part in parts { writer.append(bytes: part.bytes) }
        writer.append(path: file.path)
        writer.append(path: firstPath)
        writer.append(fixed: file.identity.node.device)
        writer.append(fixed: file.identity.node.inode)
        writer.append(optional: file.identity.node.generation) { $0.append(unsigned: UInt64($1)) }
        writer.append(signed: file.identity.mark.offset)
        writer.append(fixed: file.identity.mark.head)
        writer.append(fixed: file.identity.mark.tail)
        writer.append(optional: name) {
            $0.append(text: $1.user)
            $0.append(text: $1.session)
        }
        writer.append(text: session)
        writer.append(unsigned: opened)
        writer.append(flag: isReopened)
        writer.append(optional: continues) { $0.append(text: $1.name) }
        writer.append(unsigned: profile?.version ?? 0)
        writer.append(optional: combination) { $1.snapshot(into: &$0) }
        writer.append(optional: ending) { $0.append(text: $1.rawValue) }
        writer.append(count: sketchParts.count)
        for part in sketchParts { writer.append(count: part) }
        writer.append(optional: live) { $1.snapshot(into: &$0) }
        return writer.bytes
    }
}

/// An entry as the journal holds it.
struct ParkedEntry {
    /// The entry, without the session.
    var entry: OpenEntry
    /// The rest of the snapshot: the session, unless nothing of it was read.
    var reader: SnapshotReader
    /// Whether the session's part is of this version of Gait. Otherwise its recording is read anew.
    let isUsable: Bool

    /// Reads what `OpenEntry.snapshot` wrote for the session of `key`.
    ///
    /// - Parameter now: when the recording is taken to have grown last, in ns of the monotonic clock.
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    init(_ bytes: [UInt8], key: UInt64, now: Int64) throws(SnapshotCorruption) {
        var reader = SnapshotReader(bytes)
        let version = try reader.unsigned()
        guard (OpenEntry.sourcelessVersion...OpenEntry.snapshotVersion).contains(version) else {
            throw reader.corruption
        }
        isUsable = version > OpenEntry.unusableVersion
        var wasLocked = false
        var parts: [FileName] = []
        if version > OpenEntry.locklessVersion {
            wasLocked = try reader.flag()
            for _ in 0..<(try reader.count(atMost: RecordingParts.most)) { parts.append(try reader.fileName()) }
        }
        let hasSource = version > OpenEntry.sourcelessVersion
        let path = try reader.path(hasSource: hasSource)
        let firstPath = try reader.path(hasSource: hasSource)
        let device = try reader.fixed()
        let inode = try reader.fixed()
        let generation = try reader.optional { reader throws(SnapshotCorruption) in
            UInt32(try reader.unsigned(atMost: UInt64(UInt32.max)))
        }
        let mark = ContentMark(
            offset: try reader.signed(in: 0 ... .max),
            head: try reader.fixed(),
            tail: try reader.fixed()
        )
        let node = FileNode(device: device, inode: inode, generation: generation)
        if version <= OpenEntry.signallessVersion { _ = try reader.bytes(atMost: ContentMark.span) }
        let name = try reader.optional { reader throws(SnapshotCorruption) in
            SessionName(user: try reader.text(), session: try reader.text())
        }
        let session = try reader.text()
        let opened = try reader.unsigned()
        let isReopened = try reader.flag()
        let format = try reader.optional { reader throws(SnapshotCorruption) in try reader.text() }
        let profileVersion = try reader.unsigned()
        if version <= OpenEntry.standingVersion { for _ in 0..<2 { _ = try reader.tally() } }
        var combination: Combination?
        if version > OpenEntry.combinationlessVersion {
            combination = try reader.optional { reader throws(SnapshotCorruption) in try Combination(from: &reader) }
        }
        let reason = try reader.optional { reader throws(SnapshotCorruption) in try reader.text() }
        let ending = reason.flatMap(Closing.Reason.init)
        guard (reason == nil) == (ending == nil) else { throw reader.corruption }
        var sketchParts: [Int] = []
        for _ in 0..<(try reader.count(atMost: JournalKeys.mostSketchParts)) {
            sketchParts.append(try reader.count(atMost: JournalKeys.mostSketchParts))
        }
        entry = OpenEntry(
            key: key,
            file: FollowedFile(path: path, identity: FileIdentity(node: node, mark: mark)),
            name: name,
            session: session,
            opened: opened,
            isReopened: isReopened,
            continues: RecordingFormat.all.first { $0.name == format },
            profile: name.map { PinnedProfile(name: $0.user, version: profileVersion) },
            combination: combination,
            lastGrowth: now,
            ending: ending,
            firstPath: firstPath
        )
        entry.wasLocked = wasLocked
        entry.parts = parts
        entry.sketchParts = sketchParts
        entry.isBegun = try reader.flag()
        entry.hasWaited = !entry.isBegun
        entry.isOfFormerRun = true
        self.reader = reader
    }
}

extension SnapshotWriter {
    fileprivate mutating func append(path: RecordingPath) {
        append(optional: path.source) { $0.append(text: $1.description) }
        append(count: path.components.count)
        for component in path.components { append(bytes: component.bytes) }
    }
}

extension SnapshotReader {
    fileprivate mutating func path(hasSource: Bool) throws(SnapshotCorruption) -> RecordingPath {
        var source: SourceName?
        if hasSource {
            source = try optional { reader throws(SnapshotCorruption) in
                guard let name = SourceName(try reader.text()) else { throw reader.corruption }
                return name
            }
        }
        var components: [FileName] = []
        for _ in 0..<(try count(atMost: RecordingDirectory.deepest)) {
            components.append(try fileName())
        }
        return RecordingPath(components, in: source)
    }

    fileprivate mutating func fileName() throws(SnapshotCorruption) -> FileName {
        let bytes = try bytes(atMost: 255)
        guard !bytes.isEmpty, !bytes.contains(0), !bytes.contains(UInt8(ascii: "/")) else { throw corruption }
        return FileName(bytes)
    }
}
