import Profiles
import Recordings
import Snapshots
import Statistics
import SystemPackage

/// What is kept in memory of every session that is open, whether or not the session itself is parked.
struct OpenEntry {
    /// The session's key in the journal.
    let key: UInt64
    /// The recording's file, and by what it is known again up to where the last snapshot was taken.
    var file: FollowedFile
    /// Whose session it is; `nil` where the path names nobody.
    let user: String?
    /// What the layout calls the session.
    let session: String
    /// The ledger's end when the session opened.
    let opened: UInt64
    /// Whether the session had been closed before and has grown since.
    let isReopened: Bool
    /// The owner as the session is scored against; `nil` without one.
    var version: OwnerVersion?

    /// The file as it was when it was seen last.
    var seen: FileStatus?
    /// When the recording was last found to have grown, in ns of the monotonic clock.
    var lastGrowth: Int64
    /// Why the session is over once the rest of its file has been read; `nil` while it may go on.
    var ending: Closing.Reason?
    /// Whether the file may no longer be at its path.
    var isMissing = false
    /// Whether it could not be read the last time.
    var isPostponed = false
    /// Whether it waits for its turn to be read.
    var isQueued = false
    /// The session, while it is in memory.
    var live: OpenSession?

    /// The session's name, unique in the state directory.
    var name: SessionName? {
        user.map { SessionName(user: $0, path: firstPath) }
    }

    /// A report that so far says no more than whose session it is and what came of it.
    func report(_ outcome: SessionReport.Outcome) -> SessionReport {
        SessionReport(path: file.path, user: user, session: session, outcome: outcome)
    }

    /// What its row in the list is known by.
    var rowKey: String { name?.session ?? firstPath.description }

    /// The path that the session was opened at: it keeps the name that it got there.
    let firstPath: RecordingPath
}

extension OpenEntry {
    private static let snapshotVersion: UInt64 = 1
    private static let mostPathBytes = 1 << 16

    /// The session and all that is kept of it, as the journal holds it.
    ///
    /// - Precondition: the session is in memory.
    func snapshot(_ live: OpenSession) -> [UInt8] {
        var writer = SnapshotWriter()
        writer.append(unsigned: Self.snapshotVersion)
        writer.append(path: file.path)
        writer.append(path: firstPath)
        writer.append(fixed: file.identity.node.device)
        writer.append(fixed: file.identity.node.inode)
        writer.append(optional: file.identity.node.generation) { $0.append(unsigned: UInt64($1)) }
        writer.append(signed: file.identity.mark.offset)
        writer.append(fixed: file.identity.mark.head)
        writer.append(fixed: file.identity.mark.tail)
        writer.append(bytes: live.trail.recent)
        writer.append(optional: user) { $0.append(text: $1) }
        writer.append(text: session)
        writer.append(unsigned: opened)
        writer.append(flag: isReopened)
        writer.append(optional: ending) { $0.append(text: $1.rawValue) }
        live.snapshot(into: &writer)
        return writer.bytes
    }
}

/// An entry as the journal holds it, before the owner is known that it is scored against.
struct ParkedEntry {
    var path: RecordingPath
    var firstPath: RecordingPath
    var identity: FileIdentity
    var recent: [UInt8]
    var user: String?
    var session: String
    var opened: UInt64
    var isReopened: Bool
    var ending: Closing.Reason?
    /// The rest of the snapshot.
    var reader: SnapshotReader

    /// Reads what `OpenEntry.snapshot` wrote.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    init(_ bytes: [UInt8]) throws(SnapshotCorruption) {
        var reader = SnapshotReader(bytes)
        guard try reader.unsigned() == 1 else { throw reader.corruption }
        path = try reader.path()
        firstPath = try reader.path()
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
        identity = FileIdentity(node: FileNode(device: device, inode: inode, generation: generation), mark: mark)
        recent = try reader.bytes(atMost: ContentMark.span)
        user = try reader.optional { reader throws(SnapshotCorruption) in try reader.text() }
        session = try reader.text()
        opened = try reader.unsigned()
        isReopened = try reader.flag()
        let reason = try reader.optional { reader throws(SnapshotCorruption) in try reader.text() }
        ending = reason.flatMap(Closing.Reason.init)
        guard (reason == nil) == (ending == nil) else { throw reader.corruption }
        self.reader = reader
    }
}

extension SnapshotWriter {
    fileprivate mutating func append(path: RecordingPath) {
        append(count: path.components.count)
        for component in path.components { append(bytes: component.bytes) }
    }
}

extension SnapshotReader {
    fileprivate mutating func path() throws(SnapshotCorruption) -> RecordingPath {
        var components: [FileName] = []
        for _ in 0..<(try count(atMost: RecordingDirectory.deepest)) {
            let bytes = try bytes(atMost: 255)
            guard !bytes.isEmpty, !bytes.contains(0), !bytes.contains(UInt8(ascii: "/")) else { throw corruption }
            components.append(FileName(bytes))
        }
        return RecordingPath(components)
    }
}
