public import Recordings
public import Scoring
import Statistics
public import SystemPackage

/// Follows the directories in which recorders write: scores sessions while they are open, learns from those that ended, and
/// keeps in the state directory what a restart goes on from.
///
/// One thread, one event loop: whoever runs it waits until `step` has something to do, and calls it.
public final class Daemon {
    /// What an administrator sets.
    public struct Configuration: Sendable {
        /// Which sessions are learnt.
        public var policy = LearningPolicy()
        /// How a session's evidence is made of what its modalities say.
        public var combination = Combination()
        /// What is to be told of sessions.
        public var rules: [EventRule] = []
        /// A session is over when nothing has come for so long, in ns.
        public var silence: Int64 = 15 * 60 * 1_000_000_000
        /// What was found out is told and committed this long after it was, at the latest, in ns.
        public var commitDelay: Int64 = 100_000_000
        /// How far a session has come is committed this long after it was found out, in ns; after a crash that much of its
        /// recording is read again.
        public var saveDelay: Int64 = 5_000_000_000
        /// How directories are watched.
        public var watch = RecordingWatch.Configuration()
        /// How many recordings are open at once at most.
        public var mostDescriptors = 256
        /// What the process is to take in memory, in bytes.
        public var memoryLimit = 48 << 20
        /// The most bytes that the journal takes of a session at once.
        var mostBlobBytes = Journal.mostBlobBytes

        /// The defaults.
        public init() {}

        /// Takes over what can change while a daemon runs.
        mutating func adopt(_ new: Configuration) {
            policy = new.policy
            combination = new.combination
            rules = new.rules
            silence = new.silence
            memoryLimit = new.memoryLimit
            watch = new.watch
        }
    }

    /// What a step found out about a session that changes its row in the list.
    public struct Change: Sendable {
        /// What the row is known by as long as the session is.
        public var key: String
        /// The session, as far as it has come.
        public var report: SessionReport
        /// Whether it is still being recorded.
        public var isOpen: Bool
        /// The score that it had first, 0 to 100; `nil` where it has had none.
        public var firstScore: Double?
    }

    /// So many bytes of a session are read before it is the next one's turn: fewer would have all sessions leave memory and
    /// come back again and again, where more lie there than memory takes.
    static let turnSize: Int64 = 1 << 20
    /// Owners take at most one part in so many of the memory.
    private static let ownersShare = 12
    /// Bytes of the ledger from which on a checkpoint does not wait until nothing else is to be done.
    private static let mostCheckpointLag: UInt64 = 16 << 20
    /// A step reads for about so long, in ns.
    static let sliceTime: Int64 = 10_000_000
    /// A commit has so many sessions at most that are only there to be saved, so that it does not take long.
    static let mostSavedAtOnce = 64
    /// So many sessions that are over do not wait for others to be committed with.
    private static let mostClosings = 32

    private(set) var configuration: Configuration
    let sources: RecordingSources
    let system: any SystemCalls
    let hash = SipHash(key: 0, 0)
    let state: StateDirectory
    let index = SessionIndex()

    var watches: SourceWatches
    var pool: DescriptorPool
    var journal: Journal
    /// What reading takes; `nil` while nothing is read.
    var reading: ReadingMemory?
    var nextKey: UInt64
    /// Sessions that have something to be read, in the order of their turns.
    var queue: [UInt64] = []
    /// Whose turn it was last, and how much was read in it.
    var turn: UInt64?
    var turnBytes: Int64 = 0
    /// Sessions of which something is to be committed soon.
    var dirty: Set<UInt64> = []
    /// Sessions that have gone on since they were saved, and since when, longest first; some of them were saved meanwhile.
    var unsaved: [(key: UInt64, since: Int64)] = []
    /// Sessions whose rows in the list are behind them, and since when, longest first; some of them are not any more.
    var dueRows: [(key: UInt64, since: Int64)] = []
    /// Sessions of which everything was read, and why they are over.
    var finished: [(key: UInt64, reason: Closing.Reason)] = []
    /// Sessions that are over and not yet committed, in the order in which they were closed.
    var closings: [OpenEntry] = []
    /// Since when something of `dirty` or `closings` is to be committed, in ns of the monotonic clock.
    var uncommittedSince: Int64?
    /// Files that begin as the recording of an open session does, and the session's key.
    var copies: [RecordingPath: UInt64] = [:]
    /// Sessions whose file is not at its path, and after how many rescans of each source it is taken for gone.
    var awaited: [UInt64: [Int]] = [:]
    /// Paths to be looked at once the sessions are over that kept them from being opened.
    var revisits: Set<RecordingPath> = []
    /// Recordings that were at rest when they were found.
    var backlog = Backlog()
    /// Sessions that have left the backlog, or were open when the daemon began, until everything was read that is there, and
    /// whose they are.
    var catchingUp: [UInt64: String] = [:]
    /// Sessions in memory.
    var live = LiveSessions()
    var changes: [Change] = []
    /// What there is to say to the log.
    var messages: [String] = []

    private var nextSilenceCheck: Int64 = 0
    /// The session whose file was looked at last for a sign that it is complete.
    var lastSignKey: UInt64 = 0

    /// A daemon over `sources`, going on from what is in the state directory at `path`.
    ///
    /// - Throws: `StateError` where the state cannot be used.
    public init(
        over sources: RecordingSources,
        state path: FilePath,
        _ configuration: Configuration,
        system: any SystemCalls
    ) throws(StateError) {
        self.sources = sources
        self.configuration = configuration
        self.system = system
        let lock = try StateLock(at: path, makesDirectory: true, system: system)
        journal = try Journal(in: lock.folder)
        let parked = try Self.parkedEntries(of: journal, now: system.monotonicTime())
        state = try StateDirectory(
            lock,
            mode: .own,
            pins: parked.entries.compactMap(\.profile),
            memoryLimit: configuration.memoryLimit / Self.ownersShare
        )
        ledgerPosition = state.committedLedgerEnd
        nextKey = JournalKeys.next(after: journal.largestKey)
        watches = SourceWatches(sources, configuration.watch)
        pool = DescriptorPool(sources, capacity: configuration.mostDescriptors, hash: hash)
        messages += ([journal.damage].compactMap(\.self) + state.damages).map(\.description) + parked.failures
        try resume(parked.entries)
    }

    /// Takes over what `new` says of learning, modalities, silence, memory and watching; all else stays until a restart.
    public func adopt(_ new: Configuration) {
        let former = configuration
        configuration.adopt(new)
        if configuration.rules != former.rules {
            for entry in index.entries.values { entry.live?.watch(for: configuration.rules) }
        }
        guard configuration.watch != former.watch else { return }
        // It begins with a scan, which finds again what the old one did not come to tell.
        watches = SourceWatches(sources, new.watch)
    }

    /// The descriptors to wait for; none of a source that is polled.
    public var descriptors: [FileDescriptor] { watches.descriptors }

    /// The sources, and why one cannot be read; `nil` where it can.
    var sourceProblems: [(source: RecordingSource, problem: UnreadableRecording?)] {
        watches.sources.map { ($0.source, $0.problem) }
    }

    /// When `step` is to be called even if nothing can be read, in ns of the monotonic clock.
    public var deadline: Int64 {
        if !queue.isEmpty || isCheckpointDue || canCatchUp { return 0 }
        let found = [uncommittedSince, dueRows.first?.since].compactMap(\.self).min()
        let commit = found.map { $0 + configuration.commitDelay } ?? .max
        let save = unsaved.first.map { $0.since + configuration.saveDelay } ?? .max
        return min(watches.deadline, commit, save, index.entries.isEmpty ? .max : nextSilenceCheck)
    }

    /// Works for some milliseconds: takes what the watches have found out, reads on, ends what is over, commits.
    ///
    /// - Returns: what changed in the list, all of it committed.
    /// - Throws: `StateError` where the state cannot be read or written. The daemon is of no more use then: nothing is lost
    ///   by making it anew.
    public func step() throws(StateError) -> [Change] {
        try advanceWatches()
        try catchUp()
        let start = system.monotonicTime()
        if isDue(dueRows.first?.since, at: start) { try renewRows(until: start + Self.sliceTime) }
        while !queue.isEmpty, system.monotonicTime() < start + Self.sliceTime { try readNext() }
        try closeFinished()
        if queue.isEmpty {
            endTurn()
            try renewRows(until: start + Self.sliceTime)
        }
        if start >= nextSilenceCheck {
            closeSilent(now: start)
            lookForEndSigns(now: start)
        }
        if isCommitDue(at: start) { try commit() }
        try parkSurplus()
        try checkpointIfDue()
        guard dirty.isEmpty && closings.isEmpty else { return [] }
        return takeChanges()
    }

    /// Takes what the watches have found out, for about a slice of time.
    private func advanceWatches() throws(StateError) {
        let end = system.monotonicTime() + Self.sliceTime
        for _ in watches.sources {
            let number = watches.takeTurn()
            let known = KnownSessions(index: index, state: state, root: watches.sources[number].directory.root)
            for fact in watches.advance(number, known: known) { try take(fact, of: number) }
            if system.monotonicTime() >= end { return }
        }
    }

    private func isDue(_ since: Int64?, at time: Int64) -> Bool {
        since.map { time >= $0 + configuration.commitDelay } ?? false
    }

    private func isCommitDue(at time: Int64) -> Bool {
        if closings.count >= Self.mostClosings || isDue(uncommittedSince, at: time) { return true }
        if let oldest = unsaved.first, time >= oldest.since + configuration.saveDelay { return true }
        // Else a wait for the disk would come after every few of those that wait to be read.
        return uncommittedSince != nil && queue.isEmpty && backlog.isEmpty
    }

    /// What changed in the list and was not returned yet.
    func takeChanges() -> [Change] {
        defer { changes = [] }
        ledgerPosition = state.committedLedgerEnd
        return changes
    }

    /// What there was to say since the last call.
    public func takeMessages() -> [String] {
        defer { messages = [] }
        return messages
    }

    /// Whether recordings that were at rest when they were found wait to be read.
    var hasBacklog: Bool { !backlog.isEmpty }

    /// Whether there is nothing to do.
    var isIdle: Bool {
        queue.isEmpty && closings.isEmpty && dirty.isEmpty && unsaved.isEmpty && dueRows.isEmpty && backlog.isEmpty
            && state.checkpointLag == 0
    }

    /// Lets everything leave memory that is on disk, or made anew when it is needed.
    func releaseMemory() throws(StateError) {
        try park(downTo: 0)
        reading = nil
        index.pack()
        live = LiveSessions()
        pool.closeAll()
        queue = []
        unsaved = []
        dueRows = []
        finished = []
        state.releaseMemory()
    }

    /// How many sessions are open.
    public var openCount: Int { index.entries.count }

    /// What the rows of the open sessions are known by.
    var openRowKeys: Set<String> { Set(index.entries.values.map(\.rowKey)) }

    /// Lets the rows of open sessions be among the next changes that are not among `keys`.
    func requestRows(but keys: (String) -> Bool) {
        for entry in index.entries.values where entry.isBegun && !keys(entry.rowKey) {
            requestRow(of: entry.key)
        }
    }

    /// How many sessions are over and in the ledger.
    public var closedCount: Int { state.sessionCount }

    /// How many owners have a profile.
    ///
    /// - Throws: `StateError` where these cannot be counted.
    public func ownerCount() throws(StateError) -> Int { try state.savedOwnerCount() ?? 0 }

    /// Calls `body` with what changed in the list since it went up to `position` of the ledger, as far as that is in the
    /// ledger.
    ///
    /// - Throws: `StateError` where the ledger cannot be read.
    func changes(since position: UInt64, _ body: (Change) throws(StateError) -> Void) throws(StateError) {
        try state.findings(since: position) { (finding) throws(StateError) in try body(Change(finding)) }
    }

    /// The position of the ledger up to which everything that was returned is on the disk.
    public private(set) var ledgerPosition: UInt64

    /// The number of the last commit.
    public var committedSequence: UInt64 { journal.committedSequence }

    /// The folder of the state, for what is published beside it.
    var folder: StateFolder { state.folder }

    /// What is known to be there and has not been read: bytes, and since when, in ns of the monotonic clock.
    public var lag: (bytes: Int64, since: Int64?) {
        var (bytes, since) = backlog.lag
        for key in queue {
            guard let entry = index[key] else { continue }
            let position = entry.live?.position ?? entry.file.offset
            let unread = max((entry.seen?.size ?? 0) - position, 0)
            guard unread > 0 else { continue }
            bytes = bytes.saturatingAdding(unread)
            since = min(since ?? .max, entry.lastGrowth)
        }
        return (bytes, since)
    }

    /// Whether what follows from the ledger is to be written: there is nothing else to do, or much to write.
    private var isCheckpointDue: Bool {
        let isQuiet = queue.isEmpty && uncommittedSince == nil && backlog.isEmpty
        return state.checkpointLag > (isQuiet ? 0 : Self.mostCheckpointLag)
    }

    /// Writes a piece of what follows from the ledger, when that is due.
    private func checkpointIfDue() throws(StateError) {
        if isCheckpointDue { _ = try state.advanceCheckpoint() }
    }

    private func closeSilent(now: Int64) {
        nextSilenceCheck = now + min(max(configuration.silence / 16, 1_000_000), 1_000_000_000)
        let entries = index.entries.values
        for entry in entries.sorted(by: { $0.key < $1.key }) where entry.isPostponed {
            index[entry.key]?.isPostponed = false
            enqueue(entry.key)
        }
        let silent =
            entries
            .filter { !$0.isQueued && now - $0.lastGrowth >= configuration.silence }
            .sorted { $0.file.path < $1.file.path }
        for entry in silent {
            index[entry.key]?.ending = .silence
            enqueue(entry.key)
        }
    }

    func enqueue(_ key: UInt64) {
        guard index[key]?.isQueued == false else { return }
        index[key]?.isQueued = true
        queue.append(key)
    }

    /// Lets the session of `key` be committed soon.
    func markDirty(_ key: UInt64) {
        dirty.insert(key)
        uncommittedSince = uncommittedSince ?? system.monotonicTime()
    }

    /// Takes note that the session of `key` has gone on.
    func markUnsaved(_ key: UInt64) {
        guard index[key]?.isUnsaved == false else { return }
        index[key]?.isUnsaved = true
        unsaved.append((key, system.monotonicTime()))
    }
}
