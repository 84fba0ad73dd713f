public import Gestures
import Profiles
import Scoring
public import SystemPackage

/// The state directory: the ledger, and what follows from it: the owners, and what is known of each session.
///
/// Owners and sessions lie on disk, so that memory depends neither on how many there are nor on how long the ledger is.
/// They may be behind the ledger: `checkpoint` brings them up to it, and what is missing after a crash is replayed.
/// One process at a time has the directory. After an error of it the value is of no more use: open it again.
public final class StateDirectory {
    /// Bytes of memory for owners, where a command at rest has the state.
    public static let memoryLimitAtRest = 256 << 20
    /// Bytes of the ledger that may wait in memory.
    private static let mostStagedBytes = 1 << 20

    /// All owners as the ledger left them.
    var book: OwnerBook
    /// Files of the state that could not be used and were made anew.
    private(set) var damages: [StateDamage] = []

    /// What hashes of names are keyed with.
    let key: NameKey

    private let lock: StateLock
    private let spaces: FeatureSpaces
    private var ledger: Ledger
    private var catalogue: SessionCatalogue
    /// The owners on disk; `nil` with a population, whose owners are all in memory.
    private let profiles: ProfileStore?

    /// Opens the directory at `path`, or makes it.
    ///
    /// - Throws: `StateError` where it cannot be used, another process has it, or it was made with other bins or in
    ///   another mode.
    public convenience init(
        at path: FilePath,
        spaces: FeatureSpaces = .shipped,
        mode: ScoringMode,
        system: any SystemCalls
    ) throws(StateError) {
        try self.init(StateLock(at: path, makesDirectory: true, system: system), spaces: spaces, mode: mode)
    }

    /// Opens the state directory that is at `path`, whatever its mode.
    ///
    /// - Throws: `StateError` where there is none, it cannot be used, another process has it, or it was made with other
    ///   bins.
    public convenience init(
        existingAt path: FilePath,
        spaces: FeatureSpaces = .shipped,
        system: any SystemCalls
    ) throws(StateError) {
        try self.init(StateLock(at: path, makesDirectory: false, system: system), spaces: spaces, mode: nil)
    }

    /// Opens a directory that this process has.
    ///
    /// - Parameters:
    ///   - mode: the mode that it must be of, and that a new one will be of; `nil` to take one that is there as it is.
    ///   - pins: the profiles that open sessions are scored against.
    ///   - memoryLimit: bytes of memory for owners.
    /// - Throws: `StateError` where it cannot be used, or was made with other bins or in another mode.
    init(
        _ lock: StateLock,
        spaces: FeatureSpaces = .shipped,
        mode: ScoringMode?,
        pins: [PinnedProfile] = [],
        memoryLimit: Int = memoryLimitAtRest
    ) throws(StateError) {
        let folder = lock.folder
        let key = try NameKeyFile.key(in: folder) { () throws(StateError) in
            try LedgerSegment.isAnyKeyed(in: folder)
        }
        // Before it is one of this version: profiles that an older one made hold fewer windows, and those in another proportion.
        if try LedgerSegment.isAnyFormer(in: folder) { try ProfileStore.giveUpAll(in: folder) }
        var catalogue = try SessionCatalogue(in: folder)
        let ledger = try Ledger(in: folder, spaces: spaces, mode: mode, key: key, knownIntactTo: catalogue.absorbed)
        if let damage = catalogue.damage { damages.append(damage) }
        let profiles =
            ledger.mode == .own
            ? try ProfileStore(in: folder, spaces: spaces, key: key, memoryLimit: memoryLimit) : nil
        if catalogue.absorbed > ledger.committedEnd {
            damages.append(folder.setAside(KnownFiles.fileName, because: "it knows more than the ledger"))
            catalogue = try SessionCatalogue(in: folder)
            try profiles?.removeAll()
        }
        profiles?.committed = ledger.committedEnd
        book = OwnerBook(spaces: spaces, mode: ledger.mode, owners: profiles ?? OwnersInMemory())
        for pin in pins { book.pin(pin) }
        self.lock = lock
        self.key = key
        self.spaces = spaces
        self.ledger = ledger
        self.catalogue = catalogue
        self.profiles = profiles
        try replay(pins)
        try book.dropUnpinned()
    }

    /// Brings what follows from the ledger up to it; makes anew what was lost of it.
    private func replay(_ pins: [PinnedProfile]) throws(StateError) {
        guard let profiles else { return try absorb(from: 0) }
        if try !profiles.isIncomplete(), try profiles.savedCount() > 0 {
            do throws(StateError) {
                try absorb(from: catalogue.absorbed)
            } catch {
                guard profiles.hasDamages else { throw error }
            }
            for pin in pins where try book.isLost(pin) { try profiles.giveUp(pin.name) }
            guard try profiles.isIncomplete() else { return }
        }
        damages += profiles.takeDamages()
        try absorb(from: 0)
        profiles.isComplete = true
    }

    // MARK: What is known

    /// The directory.
    var folder: StateFolder { lock.folder }

    /// The end of what is on the disk of the ledger.
    var committedLedgerEnd: UInt64 { ledger.committedEnd }

    /// The ledger's end, counting what is not committed yet.
    var ledgerEnd: UInt64 { ledger.end }

    /// How many sessions are over.
    var sessionCount: Int { catalogue.sessionCount }

    /// How many owners there are, as far as they are saved; `nil` where they are not saved at all.
    func savedOwnerCount() throws(StateError) -> Int? {
        guard let profiles else { return nil }
        return try profiles.savedCount()
    }

    /// What somebody decided about the session `name`; `nil` where nobody did.
    func decision(about name: SessionName) throws(StateError) -> Bool? {
        guard let session = try catalogue.session(name), session.isDecided else { return nil }
        return session.isLearnt
    }

    /// Whether the recording at `path` looks as it did when it was read; `nil` where it is not known.
    func isUnchanged(_ path: String, _ status: FileStatus) throws(StateError) -> Bool? {
        try catalogue.isUnchanged(path, status)
    }

    /// What the ledger says of the recording at `path`; `isLearnt` is what is in force.
    func finding(at path: String) throws(StateError) -> SessionRecord.Finding? {
        guard let origin = try catalogue.origin(at: path) else { return nil }
        return try finding(of: origin)
    }

    /// What the ledger says of the recording that had the file of `status` when its session was over.
    func finding(of status: FileStatus) throws(StateError) -> SessionRecord.Finding? {
        guard let origin = try catalogue.origin(of: status) else { return nil }
        return try finding(of: origin)
    }

    /// What the ledger says of the session `name`.
    func finding(of name: SessionName) throws(StateError) -> SessionRecord.Finding? {
        guard let session = try catalogue.session(name) else { return nil }
        return try finding(of: session.origin)
    }

    private func finding(of origin: UInt64) throws(StateError) -> SessionRecord.Finding? {
        var finding = try record(at: origin).finding
        // Under a new name the session may have been recorded again.
        guard let session = try catalogue.session(finding.name), session.origin == origin else { return nil }
        finding.isLearnt = session.isLearnt
        return finding
    }

    /// The sessions called `text`: by path, by `user/session`, or by the session's name alone.
    public func sessions(called text: String) throws(StateError) -> [SessionName] {
        var search = SessionSearch(for: text)
        while true {
            if let names = try advance(&search, while: { true }) { return names }
        }
    }

    /// Goes on looking for the sessions of a name as long as `mayGoOn` says so, by one record of the ledger at least.
    ///
    /// - Returns: the sessions, once the ledger was gone through; `nil` before that.
    func advance(_ search: inout SessionSearch, while mayGoOn: () -> Bool) throws(StateError) -> [SessionName]? {
        if search.position == 0, let exact = try finding(at: search.text) { return [exact.name] }
        let next = try ledger.visit(from: search.position) { (entry) throws(StateError) -> Bool in
            if case .session(let record) = entry.record, search.matches(record.finding),
                try catalogue.session(record.finding.name)?.origin == entry.position
            {
                search.note(record.finding)
            }
            return mayGoOn()
        }
        guard let next else { return search.names }
        search.position = next
        return nil
    }

    /// Calls `body` with what the ledger says from `position` on of each session, in the order in which they were closed
    /// and decided about; `isLearnt` is what was in force then.
    func findings(
        since position: UInt64,
        _ body: (SessionRecord.Finding) throws(StateError) -> Void
    ) throws(StateError) {
        try ledger.replay(from: position) { (entry) throws(StateError) in
            switch entry.record {
            case .header: break
            case .session(let record): try body(record.finding)
            case .learn(let decision), .unlearn(let decision):
                guard let origin = try origin(of: decision) else { return }
                var finding = try self.record(at: origin).finding
                if case .learn = entry.record { finding.isLearnt = true } else { finding.isLearnt = false }
                try body(finding)
            }
        }
    }

    /// What a session is scored against for which `profile` was pinned, perhaps but for what was learnt of itself.
    func standard(
        for profile: PinnedProfile,
        without session: String?,
        by combination: Combination
    ) throws(StateError) -> OwnerBook.Standard {
        guard let standard = try book.standard(for: profile, without: session, by: combination) else {
            try profiles?.giveUp(profile.name)
            throw StateError(folder.path, "has lost a profile of \(profile.name): it is made anew from the ledger")
        }
        try requireIntactProfiles()
        return standard
    }

    /// Keeps the profile of `user` as it is for an open session.
    func pin(_ user: String) throws(StateError) -> PinnedProfile {
        let profile = try book.pin(user)
        try requireIntactProfiles()
        return profile
    }

    private func requireIntactProfiles() throws(StateError) {
        guard let profiles, profiles.hasDamages else { return }
        throw StateError(folder.path, "has lost profiles, which are made anew from the ledger")
    }

    // MARK: What changes

    /// Learns a session that was held back or unlearnt.
    ///
    /// - Throws: `StateError` where there is no such session or the fact cannot be written; `false` where it was learnt
    ///   already.
    public func learn(_ name: SessionName) throws(StateError) -> Bool { try decide(toLearn: true, about: name) }

    /// Unlearns a session: the owner's profile is made anew from the others.
    ///
    /// - Throws: `StateError` where there is no such session or the fact cannot be written.
    /// - Returns: `false` where it was not learnt in the first place.
    public func unlearn(_ name: SessionName) throws(StateError) -> Bool { try decide(toLearn: false, about: name) }

    private func decide(toLearn: Bool, about name: SessionName) throws(StateError) -> Bool {
        guard let session = try catalogue.session(name) else {
            throw StateError(folder.path, "knows no session \(name): scan its recording first")
        }
        guard session.isLearnt != toLearn else { return false }
        let decision = LedgerRecord.Decision(name, origin: session.origin)
        let fact = toLearn ? LedgerRecord.learn(decision) : .unlearn(decision)
        let position = try ledger.append(fact)
        try absorb(LedgerEntry(position: position, end: ledger.end, record: fact), in: &book)
        try commit()
        return true
    }

    /// Closes a session, and appends what was found out about it; nothing is on the disk before `commit`.
    func close(_ record: SessionRecord, _ status: FileStatus?) throws(StateError) {
        try close(record, status, in: &book)
    }

    /// The same, where `book` has been taken out of the state for a while.
    ///
    /// - Parameter status: what the recording's file looked like when it was read; `nil` where it is not known.
    func close(_ record: SessionRecord, _ status: FileStatus?, in book: inout OwnerBook) throws(StateError) {
        var record = record
        let name = record.finding.name
        if let origin = try catalogue.origin(at: record.finding.path) {
            let former = try self.record(at: origin).finding.name
            if former != name { record.finding.former = former }
        }
        let decision = try decision(about: name)
        record.finding.isDecided = decision != nil
        record.finding.isLearnt = decision ?? record.finding.isLearnt
        let fact = LedgerRecord.session(record)
        let position = try ledger.append(fact)
        try absorb(LedgerEntry(position: position, end: ledger.end, record: fact), status, in: &book)
        if ledger.stagedByteCount > Self.mostStagedBytes || profiles?.isFull == true { try commit() }
    }

    /// Takes note that the recording at `path` is not to be read as long as it looks like `status`: it is that of the
    /// session `name`, or with `nil`, until the process ends, nothing can be made of it.
    func rest(_ path: String, _ status: FileStatus, as name: SessionName?) throws(StateError) {
        var origin: UInt64?
        if let name { origin = try catalogue.session(name)?.origin }
        try catalogue.rest(path, status, origin: origin)
    }

    /// Waits until everything appended is on the disk.
    func commit() throws(StateError) {
        try ledger.commit()
        profiles?.committed = ledger.committedEnd
        try catalogue.takeStaged()
    }

    // MARK: Checkpoint

    /// Bytes of the ledger that are to be replayed after a crash.
    var checkpointLag: UInt64 {
        guard profiles?.isComplete != true else { return ledger.committedEnd }
        return ledger.committedEnd - min(catalogue.absorbed, ledger.committedEnd)
    }

    /// Brings what follows from the ledger up to it on the disk, by one owner.
    ///
    /// - Returns: whether there is more to do.
    func advanceCheckpoint() throws(StateError) -> Bool {
        if let profiles, try profiles.saveNext() { return true }
        try catalogue.synchronise(absorbed: ledger.committedEnd)
        try profiles?.noteComplete()
        return false
    }

    /// Brings what follows from the ledger up to it on the disk.
    public func checkpoint() throws(StateError) {
        guard checkpointLag > 0 else { return }
        while try advanceCheckpoint() {}
    }

    /// Lets everything leave memory that is on disk, or made anew when it is needed.
    func releaseMemory() {
        book.releaseModels()
        profiles?.release()
        catalogue.releaseMemory()
    }

    // MARK: What follows from the ledger

    private func absorb(from position: UInt64) throws(StateError) {
        var isAtStart = true
        try ledger.replay(from: position) { (entry) throws(StateError) in
            if isAtStart { book.position = position > 0 ? position : entry.position }
            isAtStart = false
            try absorb(entry, in: &book)
            if catalogue.isFull { try catalogue.takeStaged() }
        }
        if isAtStart { book.position = ledger.end }
        try catalogue.takeStaged()
    }

    /// Takes in a record, which is the ledger's next, unless what follows from it is known already.
    private func absorb(
        _ entry: LedgerEntry,
        _ status: FileStatus? = nil,
        in book: inout OwnerBook
    ) throws(StateError) {
        switch entry.record {
        case .header: break
        case .session(let record):
            let finding = record.finding
            var isDecided = finding.isDecided
            if isDecided == nil { isDecided = try decision(about: finding.name) != nil }
            catalogue.stage(
                SessionCatalogue.Session(
                    origin: entry.position,
                    isLearnt: finding.isLearnt,
                    isDecided: isDecided == true
                ),
                finding.name
            )
            catalogue.stage(finding.path, status, origin: entry.position)
            if let former = finding.former {
                try change(former.user, entry, in: &book) { (book) throws(StateError) in
                    try relearn(without: former, in: &book)
                    try book.forgetTrace(of: former)
                }
            }
            try change(finding.name.user, entry, in: &book) { (book) throws(StateError) in
                try relearn(without: finding.name, in: &book)
                try book.poolIfDue(for: finding.name.user)
                try book.remember(record.sketches.trace, of: finding.name)
                guard finding.isLearnt else { return }
                try book.close(OriginalSketch(record.sketches, origin: entry.position), of: finding.name.user)
            }
        case .learn(let decision):
            guard let origin = try note(decision, isLearnt: true) else { break }
            let sketches = try self.record(at: origin).sketches
            try change(decision.name.user, entry, in: &book) { (book) throws(StateError) in
                try book.learn(OriginalSketch(sketches, origin: origin), of: decision.name.user)
            }
        case .unlearn(let decision):
            _ = try note(decision, isLearnt: false)
            try withdraw(decision.name, entry, in: &book)
        }
        book.position = entry.end
    }

    /// Stages a decision; returns where the session's record is.
    private func note(_ decision: LedgerRecord.Decision, isLearnt: Bool) throws(StateError) -> UInt64? {
        guard let origin = try origin(of: decision) else { return nil }
        catalogue.stage(
            SessionCatalogue.Session(origin: origin, isLearnt: isLearnt, isDecided: true),
            decision.name
        )
        return origin
    }

    /// Where the record of the session is that was decided about; `nil` where there is none.
    private func origin(of decision: LedgerRecord.Decision) throws(StateError) -> UInt64? {
        if let origin = decision.origin { return origin }
        return try catalogue.session(decision.name)?.origin
    }

    /// Lets its owner forget the session `name`.
    private func withdraw(
        _ name: SessionName,
        _ entry: LedgerEntry,
        in book: inout OwnerBook
    ) throws(StateError) {
        try change(name.user, entry, in: &book) { (book) throws(StateError) in
            try relearn(without: name, in: &book)
        }
    }

    /// Changes the owner called `user` as `entry` says, unless that owner has learnt it already.
    private func change(
        _ user: String,
        _ entry: LedgerEntry,
        in book: inout OwnerBook,
        _ body: (inout OwnerBook) throws(StateError) -> Void
    ) throws(StateError) {
        if let profiles {
            let position = try profiles.position(of: user)
            try requireIntactProfiles()
            guard position < entry.end else { return }
            profiles.position = entry.end
        }
        try body(&book)
    }

    /// Makes the owner's profile anew from the sessions that it has but `name`; nothing where it does not have that one.
    private func relearn(without name: SessionName, in book: inout OwnerBook) throws(StateError) {
        guard let origins = try book.origins(of: name.user, without: name.session) else { return }
        try book.relearn(origins, of: name.user) { (origin) throws(StateError) in try record(at: origin).sketches }
    }

    private func record(at position: UInt64) throws(StateError) -> SessionRecord {
        guard case .session(let record) = try ledger.read(at: position).record else {
            throw StateError(
                folder.path,
                "has no session at position \(position) of the ledger: restore it from a copy"
            )
        }
        return record
    }
}
