public import Gestures
public import Recordings
import Scoring
import Statistics
public import SystemPackage

/// Follows a directory in which recorders write: scores sessions while they are open, learns from those that ended, and
/// keeps in the state directory what a restart goes on from.
///
/// One thread, one event loop: whoever runs it waits until `step` has something to do, and calls it.
public final class Daemon {
    /// What an administrator sets.
    public struct Configuration: Sendable {
        /// How a recording's path names its user and session.
        public var layout: LayoutPattern
        /// The recordings' format; `nil` to recognise it.
        public var format: RecordingFormat?
        /// Which sessions are learnt.
        public var policy = LearningPolicy()
        /// A session is over when nothing has come for so long, in ns.
        public var silence: Int64 = 15 * 60 * 1_000_000_000
        /// What was found out is committed this long after it was, at the latest, in ns.
        public var commitDelay: Int64 = 100_000_000
        /// How the directory is watched.
        public var watch = RecordingWatch.Configuration()
        /// How many recordings are open at once at most.
        public var mostDescriptors = 256
        /// How many sessions stay in memory at once; the others wait in the journal.
        public var mostLiveSessions = 128
        /// How much memory the process may take, in bytes.
        public var memoryLimit = 48 << 20
        /// Where samples are binned.
        public var space: FeatureSpace = .pointer

        /// The defaults, for recordings laid out as `layout` says.
        public init(layout: LayoutPattern) {
            self.layout = layout
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

    static let chunkSize = 256 * 1024
    /// A step reads for about so long, in ns.
    private static let sliceTime: Int64 = 10_000_000

    private(set) var configuration: Configuration
    let directory: RecordingDirectory
    let system: any SystemCalls
    let hash = SipHash(key: 0, 0)
    let state: StateDirectory
    let index = SessionIndex()

    var watch: RecordingWatch
    var pool: DescriptorPool
    var journal: Journal
    var memory = PipelineMemory()
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    var nextKey: UInt64
    /// Sessions that have something to be read, in the order of their turns.
    var queue: [UInt64] = []
    var dirty: Set<UInt64> = []
    var firstDirty: Int64?
    /// Sessions of which everything was read, and why they are over.
    var finished: [(key: UInt64, reason: Closing.Reason)] = []
    /// Sessions that are over and not yet committed, in the order in which they were closed.
    var closings: [UInt64] = []
    /// Sessions in memory, the one used longest ago first.
    var liveKeys: [UInt64] = []
    var changes: [Change] = []
    /// What there is to say to the log.
    var messages: [String] = []

    private var nextSilenceCheck: Int64 = 0

    /// A daemon over `directory`, going on from what is in the state directory at `path`.
    ///
    /// - Throws: `StateError` where the state cannot be used.
    public init(
        over directory: RecordingDirectory,
        state path: FilePath,
        _ configuration: Configuration,
        system: any SystemCalls
    ) throws(StateError) {
        var closedBefore: [SessionRecord.Finding] = []
        var decided: Set<SessionName> = []
        self.directory = directory
        self.configuration = configuration
        self.system = system
        let lock = try StateLock(at: path, makesDirectory: true, system: system)
        journal = try Journal(in: lock.folder)
        let needed = try Self.versionsNeeded(by: journal)
        var versions: [UInt64: [String: OwnerVersion]] = [:]
        var closed: Set<UInt64> = []
        let committedEnd = journal.ledgerEnd
        state = try StateDirectory(lock, space: configuration.space, mode: .own) { position, record, book in
            switch record {
            case .session(let record): closedBefore.append(record.finding)
            case .learn(let name), .unlearn(let name): decided.insert(name)
            case .header, nil: break
            }
            if position > committedEnd, case .session(let record) = record, let closing = record.finding.closing {
                closed.insert(closing.journalKey)
            }
            for user in needed[position] ?? [] { versions[position, default: [:]][user] = try? book.version(of: user) }
        }
        nextKey = journal.largestKey + 1
        watch = RecordingWatch(directory, configuration.watch)
        pool = DescriptorPool(directory, capacity: configuration.mostDescriptors, hash: hash)
        if let damage = journal.damage { messages.append(damage.description) }
        for finding in closedBefore { changes.append(Change(finding)) }
        for finding in state.findings.values.sorted(by: { $0.path < $1.path }) where decided.contains(finding.name) {
            changes.append(Change(finding))
        }
        try resume(versions, closed: closed)
    }

    /// Takes over what `new` says of learning, silence, memory and watching; all else stays until a restart.
    public func adopt(_ new: Configuration) {
        configuration.policy = new.policy
        for entry in index.entries.values { entry.live?.adopt(new.policy) }
        configuration.silence = new.silence
        configuration.memoryLimit = new.memoryLimit
        guard configuration.watch != new.watch else { return }
        configuration.watch = new.watch
        // It begins with a scan, which finds again what the old one did not come to tell.
        watch = RecordingWatch(directory, new.watch)
    }

    /// The descriptor to wait for; `nil` while all is polled.
    public var descriptor: FileDescriptor? { watch.descriptor }

    /// When `step` is to be called even if nothing can be read, in ns of the monotonic clock.
    public var deadline: Int64 {
        if !queue.isEmpty || !closings.isEmpty { return 0 }
        let commit = firstDirty.map { $0 + configuration.commitDelay } ?? .max
        return min(watch.deadline, commit, index.entries.isEmpty ? .max : nextSilenceCheck)
    }

    /// Works for some milliseconds: takes what the watch has found out, reads on, ends what is over, commits.
    ///
    /// - Returns: what changed in the list, all of it committed.
    /// - Throws: `StateError` where the state cannot be written; nothing is lost by calling again.
    public func step() throws(StateError) -> [Change] {
        do throws(StateError) {
            for fact in watch.advance(known: index) { try take(fact) }
        } catch {
            // The facts that were not taken are found again.
            watch.requestRescan()
            throw error
        }
        let start = system.monotonicTime()
        while !queue.isEmpty, system.monotonicTime() - start < Self.sliceTime { try readNext() }
        try closeFinished()
        if start >= nextSilenceCheck { closeSilent(now: start) }
        let isDue = firstDirty.map { start >= $0 + configuration.commitDelay } ?? false
        if !closings.isEmpty || isDue || (firstDirty != nil && queue.isEmpty) { try commit() }
        parkSurplus()
        guard dirty.isEmpty && closings.isEmpty else { return [] }
        return takeChanges()
    }

    /// What changed in the list and was not returned yet.
    func takeChanges() -> [Change] {
        defer { changes = [] }
        return changes
    }

    /// What there was to say since the last call.
    public func takeMessages() -> [String] {
        defer { messages = [] }
        return messages
    }

    /// How many sessions are open.
    public var openCount: Int { index.entries.count }

    /// How many sessions are over and in the ledger.
    public var closedCount: Int { state.findings.count }

    /// How many owners have a profile.
    public var ownerCount: Int { Set(state.findings.values.map(\.name.user)).count }

    /// The position of the ledger up to which everything that was returned is on the disk.
    public var ledgerPosition: UInt64 { state.committedLedgerEnd }

    /// The number of the last commit.
    public var committedSequence: UInt64 { journal.committedSequence }

    /// The folder of the state, for what is published beside it.
    var folder: StateFolder { state.folder }

    /// What is known to be there and has not been read: bytes, and since when, in ns of the monotonic clock.
    public var lag: (bytes: Int64, since: Int64?) {
        var bytes: Int64 = 0
        var since: Int64?
        for key in queue {
            guard let entry = index[key] else { continue }
            let position = entry.live?.position ?? entry.file.offset
            let unread = max((entry.seen?.size ?? 0) - position, 0)
            guard unread > 0 else { continue }
            bytes += unread
            since = min(since ?? .max, entry.lastGrowth)
        }
        return (bytes, since)
    }

    private func closeSilent(now: Int64) {
        nextSilenceCheck = now + min(max(configuration.silence / 16, 1_000_000), 1_000_000_000)
        for entry in index.entries.values.sorted(by: { $0.key < $1.key }) where entry.isPostponed {
            index[entry.key]?.isPostponed = false
            enqueue(entry.key)
        }
        let silent = index.entries.values
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

    func markDirty(_ key: UInt64) {
        dirty.insert(key)
        firstDirty = firstDirty ?? system.monotonicTime()
    }
}
