import Statistics
import SystemPackage

/// What is known of the sessions that are over, on disk: by the path of the recording, and by the session's name.
///
/// It follows from the ledger. What a record says is known at once, but staged in memory until the record is on the disk:
/// otherwise a crash would leave a recording that nobody reads and no record knows.
struct SessionCatalogue: ~Copyable {
    private static let mostStaged = 4096

    private var files: KnownFiles
    private var staged: [[UInt8]: KnownFile] = [:]
    /// How many sessions there are.
    private(set) var sessionCount: Int
    /// Hides what was said of recordings that no record stands for, once the process has ended.
    private let run: UInt64

    /// What is known of a session.
    struct Session: Equatable {
        /// The position of its record in the ledger.
        var origin: UInt64
        /// Whether it is learnt.
        var isLearnt: Bool
        /// Whether somebody decided that.
        var isDecided: Bool
    }

    /// The catalogue in `folder`; an empty one where there is none, or where it is damaged.
    ///
    /// - Throws: `StateError` where it cannot be read or written.
    init(in folder: StateFolder) throws(StateError) {
        let now = UInt64(bitPattern: folder.system.wallClockTime())
        let hash = SipHash(key: now, 0)
        var files = try KnownFiles(in: folder, key: (hash("low \(folder.path)"), hash("high \(folder.path)")))
        sessionCount = try files.count { $0.size == Self.sessionMark }
        run = hash("run")
        self.files = files
    }

    /// Why the file that was found could not be used; `nil` where it could.
    var damage: StateDamage? { files.damage }

    /// The position of the ledger up to which everything is in the catalogue, and on the disk.
    var absorbed: UInt64 { files.absorbed }

    // MARK: Sessions

    /// In the place of a size, in the entry of a session.
    private static let sessionMark: Int64 = -1

    /// What is known of the session `name`; `nil` where it never ended.
    mutating func session(_ name: SessionName) throws(StateError) -> Session? {
        guard let file = try file(at: Self.key(name)) else { return nil }
        return Session(origin: file.position, isLearnt: file.identity & 1 == 1, isDecided: file.identity & 2 == 2)
    }

    /// Stages what is known of the session `name`.
    mutating func stage(_ session: Session, _ name: SessionName) {
        let flags: UInt64 = (session.isLearnt ? 1 : 0) | (session.isDecided ? 2 : 0)
        staged[Self.key(name)] = KnownFile(identity: flags, size: Self.sessionMark, position: session.origin)
    }

    private static func key(_ name: SessionName) -> [UInt8] {
        Array("session \(name.user)".utf8) + [0] + name.session.utf8
    }

    // MARK: Recordings

    /// The position of the record of the recording at `path`; `nil` where there is none.
    mutating func origin(at path: String) throws(StateError) -> UInt64? {
        guard let file = try file(at: Self.key(path)), file.position > 0 else { return nil }
        return file.position
    }

    /// The position of the record of the recording whose file was the one of `status` when its session was over; `nil`
    /// where there is none. Another file may have got its number since.
    mutating func origin(of status: FileStatus) throws(StateError) -> UInt64? {
        try file(at: Self.key(status))?.position
    }

    /// Whether the recording at `path` is as it was when it was read; `nil` where it is not known.
    mutating func isUnchanged(_ path: String, _ status: FileStatus) throws(StateError) -> Bool? {
        guard let file = try file(at: Self.key(path)) else { return nil }
        return file.identity == identity(status, isInLedger: file.position > 0)
    }

    /// Stages that the recording at `path` is that of the record at `origin`; `nil` of `status` where it is not known
    /// what the file looked like then, so that its content has to be compared.
    mutating func stage(_ path: String, _ status: FileStatus?, origin: UInt64) {
        let identity = status.map { self.identity($0, isInLedger: true) } ?? 0
        staged[Self.key(path)] = KnownFile(identity: identity, size: status?.size ?? 0, position: origin)
        guard let status else { return }
        staged[Self.key(status)] = KnownFile(identity: 1, size: status.size, position: origin)
    }

    /// Takes note that the recording at `path` is not to be read as long as it looks like `status`: the record at `origin`
    /// is of it, or with `nil`, until the process ends, nothing can be made of it.
    mutating func rest(_ path: String, _ status: FileStatus, origin: UInt64?) throws(StateError) {
        let position = origin ?? 0
        let identity = self.identity(status, isInLedger: position > 0)
        let file = KnownFile(identity: identity, size: status.size, position: position)
        // The record may be one of those that are not on the disk yet.
        if staged.isEmpty { try files.put(file, at: Self.key(path)) } else { staged[Self.key(path)] = file }
    }

    private static func key(_ path: String) -> [UInt8] { Array("recording \(path)".utf8) }

    private static func key(_ status: FileStatus) -> [UInt8] {
        Array("file \(status.device) \(status.inode)".utf8)
    }

    private func identity(_ status: FileStatus, isInLedger: Bool) -> UInt64 {
        let text = "\(status.device) \(status.inode) \(status.size) \(status.modified) \(status.changed)"
        return max(SipHash(key: isInLedger ? 0 : run, 0)(text), 1)
    }

    private mutating func file(at key: [UInt8]) throws(StateError) -> KnownFile? {
        if let file = staged[key] { return file }
        return try files.file(at: key)
    }

    // MARK: Writing

    /// Takes in what was staged, because the records that say it are on the disk.
    mutating func takeStaged() throws(StateError) {
        let inOrder = staged.map { (order: files.order(of: $0.key), key: $0.key, file: $0.value) }.sorted {
            $0.order != $1.order ? $0.order < $1.order : $0.key.lexicographicallyPrecedes($1.key)
        }
        for (_, key, file) in inOrder {
            if file.size == Self.sessionMark, try files.file(at: key) == nil { sessionCount += 1 }
            try files.put(file, at: key)
        }
        staged = [:]
    }

    /// Whether so much is staged that it should be taken in.
    var isFull: Bool { staged.count >= Self.mostStaged }

    /// Lets go of what is only kept to be quick.
    mutating func releaseMemory() { files.releaseMemory() }

    /// Waits until everything is on the disk, and says that it is absorbed up to `position`.
    mutating func synchronise(absorbed position: UInt64) throws(StateError) {
        try files.synchronise(absorbed: position)
    }
}
