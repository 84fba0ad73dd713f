public import Gestures
import Glibc
public import SystemPackage

/// A daemon as a service: waits, lets it work, publishes what it finds out, says how it is, and minds signals.
public final class DaemonService {
    /// What is to be said to the log, by how much it matters.
    public enum Level: String, Sendable {
        /// Something is done as it should be.
        case info
        /// Something gave way.
        case warning
        /// Something failed, and is tried again.
        case error
    }

    private static let statusPeriod: Int64 = 10_000_000_000
    /// To publish takes at most one part in so many of the time.
    private static let publicationShare: Int64 = 10
    /// After a failure to write, the next attempt comes so many ns later.
    private static let retryDelay: Int64 = 1_000_000_000

    private let open: () throws(StateError) -> Daemon
    private let system: any SystemCalls & ServiceCalls
    private let space: FeatureSpace
    private let memoryLimit: Int64
    private let log: (Level, String) -> Void
    private let notifier: ServiceNotifier?
    private let watchdogPeriod: Int64?
    private let since: UTCTime?

    /// The daemon; `nil` after a failure, until it can be made anew.
    private var daemon: Daemon?
    private var list = PriorityList(mode: .own)
    private var published: PriorityList?
    private var isPublicationDue = false
    private var nextPublication: Int64 = 0
    private var messages = RepeatingMessages()
    private var lastScore: UTCTime?
    private var nextStatus: Int64 = 0
    private var nextWatchdog: Int64 = 0

    /// A service around the daemon that `open` makes, now and again after each failure of the state: what was not
    /// committed then is found out anew.
    ///
    /// - Parameters:
    ///   - space: the features that sessions are scored with.
    ///   - memoryLimit: what the process may take, in bytes; said beside what it takes.
    ///   - notifier: tells the service manager; `nil` without one.
    ///   - watchdogPeriod: how often the manager wants to hear that the service lives, in ns; `nil` if it does not.
    ///   - log: takes what there is to say.
    /// - Throws: `StateError` where the daemon cannot be made at all.
    public init(
        space: FeatureSpace,
        memoryLimit: Int64,
        notifier: ServiceNotifier?,
        watchdogPeriod: Int64?,
        system: any SystemCalls & ServiceCalls,
        log: @escaping (Level, String) -> Void,
        opening open: @escaping () throws(StateError) -> Daemon
    ) throws(StateError) {
        self.open = open
        self.space = space
        self.memoryLimit = memoryLimit
        self.notifier = notifier
        self.watchdogPeriod = watchdogPeriod
        self.system = system
        self.log = log
        since = UTCTime(from: system)
        try begin()
    }

    /// Works until a signal ends it.
    ///
    /// - Throws: `Errno` where signals cannot be waited for.
    public func run() throws(Errno) {
        let signals = try system.openSignals([.terminate, .interrupt, .hangUp, .user1])
        defer { system.close(signals) }
        tell(.ready)
        var retryAt: Int64 = 0
        while true {
            let isIdle = try wait(signals, until: max(deadline, retryAt))
            while let signal = try system.nextSignal(in: signals) {
                switch signal {
                case .terminate, .interrupt: return stop()
                case .hangUp: say(.info, "SIGHUP: there is no configuration file to read again")
                case .user1: say(.info, statusSentence)
                }
            }
            if !isIdle || system.monotonicTime() >= retryAt {
                retryAt = work() ? 0 : system.monotonicTime() + Self.retryDelay
            }
            sayStatusIfDue()
        }
    }

    /// Waits for something to do; returns whether nothing came.
    private func wait(_ signals: FileDescriptor, until deadline: Int64) throws(Errno) -> Bool {
        let next = min(deadline, nextStatus, watchdogPeriod == nil ? .max : nextWatchdog)
        let timeout = max(next - system.monotonicTime(), 0)
        let descriptors = [signals] + (daemon?.descriptor.map { [$0] } ?? [])
        return try !system.poll(descriptors, timeout: timeout).contains(true)
    }

    /// Lets the daemon work, and publishes what it finds out; `false` where that is to be tried again later.
    private func work() -> Bool {
        defer { sayMessages() }
        do throws(StateError) {
            if daemon == nil { try begin() }
            if let daemon { try put(daemon.step()) }
        } catch {
            say(.error, error.description)
            sayMessages()
            daemon = nil
            return false
        }
        let start = system.monotonicTime()
        guard isPublicationDue, start >= nextPublication else { return true }
        let isPublished = attempt { () throws(PublicationError) in try publish() }
        let end = system.monotonicTime()
        nextPublication = end + (end - start) * (Self.publicationShare - 1)
        return isPublished
    }

    /// When there is something to do even if nothing comes.
    private var deadline: Int64 { min(daemon?.deadline ?? 0, isPublicationDue ? nextPublication : .max) }

    private func stop() {
        tell(.stopping)
        do throws(StateError) {
            try daemon?.commit()
            if let daemon { put(daemon.takeChanges()) }
        } catch {
            say(.error, error.description)
        }
        _ = attempt { () throws(PublicationError) in try publish() }
        for line in messages.finish(at: milliseconds) { log(.info, line) }
    }

    // MARK: The list

    /// Makes the daemon, and goes on with the list that was published last.
    private func begin() throws(StateError) {
        let daemon = try open()
        list = PriorityList(mode: .own)
        _ = attempt { () throws(PublicationError) in
            guard let document = try publisher(daemon).published(), document.mode == list.mode,
                document.ledgerPosition ?? 0 <= daemon.ledgerPosition
            else { return }
            list = try PriorityList(document)
        }
        list.removeProvisionalRows(but: daemon.openRowKeys)
        try daemon.changes(since: list.ledgerPosition) { put([$0]) }
        published = nil
        isPublicationDue = true
        self.daemon = daemon
    }

    /// Puts what changed into the list.
    private func put(_ changes: [Daemon.Change]) {
        for change in changes {
            var row = PublishedSession(
                change.report,
                space: space,
                isOpen: change.isOpen,
                firstScore: change.firstScore
            )
            row.key = change.key
            _ = attempt { () throws(PublicationError) in try list.put(row, key: change.key) }
            if row.score != nil { lastScore = UTCTime(from: system) }
            isPublicationDue = true
        }
    }

    /// Publishes the list, if it has changed.
    private func publish() throws(PublicationError) {
        guard isPublicationDue, let daemon else { return }
        list.ledgerPosition = daemon.ledgerPosition
        let lines = published.map { list.changes(since: $0, sequence: daemon.committedSequence) } ?? []
        try publisher(daemon).publish(list, changes: lines)
        published = list
        isPublicationDue = false
    }

    private func publisher(_ daemon: Daemon) -> PriorityPublisher { PriorityPublisher(in: publicationFolder(daemon)) }

    private func publicationFolder(_ daemon: Daemon) -> PublicationFolder {
        PublicationFolder(daemon.folder.descriptor, at: daemon.folder.path, system: system)
    }

    // MARK: How it is

    private func sayStatusIfDue() {
        let now = system.monotonicTime()
        if let watchdogPeriod, now >= nextWatchdog {
            nextWatchdog = now + watchdogPeriod
            tell(.watchdog)
        }
        guard now >= nextStatus else { return }
        nextStatus = now + Self.statusPeriod
        for line in messages.due(at: milliseconds) { log(.warning, line) }
        // A status that is not renewed says that nothing works.
        guard let daemon, let status = status(daemon, now) else { return }
        _ = attempt { () throws(PublicationError) in try status.publish(in: publicationFolder(daemon)) }
        tell(.status(statusSentence))
    }

    private func status(_ daemon: Daemon, _ now: Int64) -> Status? {
        guard let since, let time = UTCTime(from: system) else { return nil }
        let lag = daemon.lag
        let summary = list.summary
        var status = Status(
            pid: getpid(),
            since: since,
            time: time,
            periodSeconds: Double(Self.statusPeriod) / 1e9,
            committedSequence: daemon.committedSequence,
            sessions: Status.Sessions(
                open: daemon.openCount,
                closed: daemon.closedCount,
                unreadable: summary.unreadable,
                unscored: summary.notScored
            ),
            lag: Status.Lag(bytes: lag.bytes, seconds: lag.since.map { Double(max(now - $0, 0)) / 1e9 } ?? 0),
            memory: Status.Memory(residentBytes: (try? residentBytes(system)) ?? 0, limitBytes: memoryLimit),
            diskFreeBytes: (try? system.freeBytes(around: daemon.folder.descriptor)) ?? 0,
            profiles: (try? daemon.ownerCount()) ?? 0
        )
        status.lastScore = lastScore
        return status
    }

    private var statusSentence: String {
        guard let daemon else { return "the state directory cannot be used" }
        return "\(daemon.openCount) sessions are being recorded, \(daemon.closedCount) are over, "
            + "\(list.summary.unreadable) cannot be read"
    }

    private func sayMessages() {
        for message in daemon?.takeMessages() ?? [] { say(.warning, message) }
    }

    /// Does what can fail with the files that are published, and says so; `false` where it failed.
    private func attempt(_ body: () throws(PublicationError) -> Void) -> Bool {
        do throws(PublicationError) {
            try body()
            return true
        } catch {
            say(.error, error.description)
            return false
        }
    }

    private var milliseconds: Int64 { system.monotonicTime() / 1_000_000 }

    private func say(_ level: Level, _ message: String) {
        for line in messages.say(message, at: milliseconds) { log(level, line) }
    }

    private func tell(_ message: ServiceNotifier.Message) {
        do throws(Errno) {
            try notifier?.send(message)
        } catch {
            say(.warning, "the service manager cannot be told: \(error)")
        }
    }
}
