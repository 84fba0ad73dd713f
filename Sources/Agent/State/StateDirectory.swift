public import Gestures
import Profiles
import Scoring
public import SystemPackage

/// The state directory: the ledger, and the owners that follow from it. One process at a time has it.
public final class StateDirectory {
    /// All owners as the ledger left them.
    var book: OwnerBook
    /// All sessions of the ledger.
    var sessions: ClosedSessions

    /// Bytes of the ledger that may wait in memory.
    private static let mostStagedBytes = 1 << 20

    private let lock: StateLock
    private var ledger: Ledger

    /// Opens the directory at `path`, or makes it, and replays its ledger.
    ///
    /// - Throws: `StateError` where it cannot be used, another process has it, or it was made with other bins or in
    ///   another mode.
    public convenience init(
        at path: FilePath,
        space: FeatureSpace,
        mode: ScoringMode,
        system: any SystemCalls
    ) throws(StateError) {
        try self.init(StateLock(at: path, makesDirectory: true, system: system), space: space, mode: mode)
    }

    /// Opens the state directory that is at `path`, whatever its mode, and replays its ledger.
    ///
    /// - Throws: `StateError` where there is none, it cannot be used, another process has it, or it was made with other
    ///   bins.
    public convenience init(
        existingAt path: FilePath,
        space: FeatureSpace,
        system: any SystemCalls
    ) throws(StateError) {
        try self.init(StateLock(at: path, makesDirectory: false, system: system), space: space, mode: nil)
    }

    /// Replays the ledger of a directory that this process has.
    ///
    /// - Parameters:
    ///   - mode: the mode that it must be of, and that a new one will be of; `nil` to take one that is there as it is.
    ///   - observe: called at the beginning and after each record, with the position, the record, and the owners then.
    /// - Throws: `StateError` where it cannot be used, or was made with other bins or in another mode.
    init(
        _ lock: StateLock,
        space: FeatureSpace,
        mode: ScoringMode?,
        observe: (_ position: UInt64, _ record: LedgerRecord?, _ book: OwnerBook) -> Void = { _, _, _ in }
    ) throws(StateError) {
        self.lock = lock
        let ledger = try Ledger(in: lock.folder, space: space, mode: mode)
        var book = OwnerBook(space: space, mode: ledger.mode)
        var sessions = ClosedSessions()
        var isAtStart = true
        try ledger.replay { (entry) throws(StateError) in
            if isAtStart { observe(entry.position, nil, book) }
            isAtStart = false
            switch entry.record {
            case .header: break
            case .session(let record): try sessions.close(record, in: &book)
            case .learn(let name): try sessions.decide(toLearn: true, about: name, in: &book)
            case .unlearn(let name): try sessions.decide(toLearn: false, about: name, in: &book)
            }
            book.position = entry.end
            observe(entry.end, entry.record, book)
        }
        if isAtStart { observe(ledger.end, nil, book) }
        self.ledger = ledger
        self.book = book
        self.sessions = sessions
    }

    /// Learns a session that was held back or unlearnt.
    ///
    /// - Throws: `StateError` where there is no such session or the fact cannot be written; `false` where it was learnt
    ///   already.
    public func learn(_ name: SessionName) throws(StateError) -> Bool {
        try decide(.learn(name), about: name, toLearn: true)
    }

    /// Unlearns a session: the owner's profile is made anew from the others.
    ///
    /// - Throws: `StateError` where there is no such session or the fact cannot be written.
    /// - Returns: `false` where it was not learnt in the first place.
    public func unlearn(_ name: SessionName) throws(StateError) -> Bool {
        try decide(.unlearn(name), about: name, toLearn: false)
    }

    /// What was found out about each session, by the recording's path; `isLearnt` is what is in force.
    var findings: [String: SessionRecord.Finding] { sessions.findings }

    /// The sessions called `text`: by path, by `user/session`, or by the session's name alone.
    public func sessions(called text: String) -> [SessionName] {
        if let exact = findings[text] { return [exact.name] }
        let full = findings.values.filter { "\($0.name.user)/\($0.session)" == text }
        let called = full.isEmpty ? findings.values.filter { $0.session == text } : full
        return Set(called.map(\.name)).sorted { $0.description < $1.description }
    }

    /// The directory.
    var folder: StateFolder { lock.folder }

    /// The end of what is on the disk of the ledger.
    var committedLedgerEnd: UInt64 { ledger.committedEnd }

    /// The ledger's end, counting what is not committed yet.
    var ledgerEnd: UInt64 { ledger.end }

    /// Closes a session, and appends what was found out about it; nothing is on the disk before `commit`.
    ///
    /// - Throws: `StateError` where the ledger cannot take it.
    func close(_ record: SessionRecord) throws(StateError) {
        _ = try ledger.append(.session(record))
        try sessions.close(record, in: &book)
        book.position = ledger.end
    }

    /// Appends what was found out about a session; safe after `commit`.
    func append(_ record: SessionRecord) throws(StateError) {
        _ = try ledger.append(.session(record))
        if ledger.stagedByteCount > Self.mostStagedBytes { try ledger.commit() }
    }

    /// Waits until everything appended is on the disk.
    func commit() throws(StateError) {
        try ledger.commit()
    }

    private func decide(
        _ fact: LedgerRecord,
        about name: SessionName,
        toLearn: Bool
    ) throws(StateError) -> Bool {
        guard let isLearnt = sessions.isLearnt(name) else {
            throw StateError(lock.folder.path, "knows no session \(name): scan its recording first")
        }
        guard isLearnt != toLearn else { return false }
        _ = try ledger.append(fact)
        try ledger.commit()
        try sessions.decide(toLearn: toLearn, about: name, in: &book)
        book.position = ledger.end
        return true
    }
}
