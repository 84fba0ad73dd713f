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
    /// After a failure to write, the next attempt comes so many ns later.
    private static let retryDelay: Int64 = 1_000_000_000

    private let daemon: Daemon
    private let system: any SystemCalls & ServiceCalls
    private let space: FeatureSpace
    private let memoryLimit: Int64
    private let log: (Level, String) -> Void
    private let notifier: ServiceNotifier?
    private let watchdogPeriod: Int64?
    private let publisher: PriorityPublisher
    private let folder: PublicationFolder
    private let since: UTCTime?

    private var list = PriorityList(mode: .own)
    private var published: PriorityList?
    private var messages = RepeatingMessages()
    private var unreadable: Set<String> = []
    private var lastScore: UTCTime?
    private var nextStatus: Int64 = 0
    private var nextWatchdog: Int64 = 0

    /// A service around `daemon`.
    ///
    /// - Parameters:
    ///   - space: the features that sessions are scored with.
    ///   - memoryLimit: what the process may take, in bytes; said beside what it takes.
    ///   - notifier: tells the service manager; `nil` without one.
    ///   - watchdogPeriod: how often the manager wants to hear that the service lives, in ns; `nil` if it does not.
    ///   - log: takes what there is to say.
    public init(
        _ daemon: Daemon,
        space: FeatureSpace,
        memoryLimit: Int64,
        notifier: ServiceNotifier?,
        watchdogPeriod: Int64?,
        system: any SystemCalls & ServiceCalls,
        log: @escaping (Level, String) -> Void
    ) {
        self.daemon = daemon
        self.space = space
        self.memoryLimit = memoryLimit
        self.notifier = notifier
        self.watchdogPeriod = watchdogPeriod
        self.system = system
        self.log = log
        let state = daemon.folder
        folder = PublicationFolder(state.descriptor, at: state.path, system: system)
        publisher = PriorityPublisher(in: folder)
        since = UTCTime(from: system)
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
            let isIdle = try wait(signals, until: max(daemon.deadline, retryAt))
            while let signal = try system.nextSignal(in: signals) {
                switch signal {
                case .terminate, .interrupt: return stop()
                case .hangUp: say(.info, "SIGHUP: there is no configuration file to read again")
                case .user1: say(.info, statusSentence)
                }
            }
            if isIdle, system.monotonicTime() < retryAt { continue }
            do {
                try publish(daemon.step())
                retryAt = 0
            } catch {
                say(.error, "\(error)")
                retryAt = system.monotonicTime() + Self.retryDelay
            }
            for message in daemon.takeMessages() { say(.warning, message) }
            sayStatusIfDue()
        }
    }

    /// Waits for something to do; returns whether nothing came.
    private func wait(_ signals: FileDescriptor, until deadline: Int64) throws(Errno) -> Bool {
        let next = min(deadline, nextStatus, watchdogPeriod == nil ? .max : nextWatchdog)
        let timeout = max(next - system.monotonicTime(), 0)
        let descriptors = [signals] + (daemon.descriptor.map { [$0] } ?? [])
        return try !system.poll(descriptors, timeout: timeout).contains(true)
    }

    private func stop() {
        tell(.stopping)
        do {
            try daemon.commit()
            try publish(daemon.takeChanges())
        } catch {
            say(.error, "\(error)")
        }
        for line in messages.finish(at: milliseconds) { log(.info, line) }
    }

    /// Puts what changed into the list, and publishes it.
    private func publish(_ changes: [Daemon.Change]) throws(PublicationError) {
        for change in changes {
            var row = PublishedSession(
                change.report,
                space: space,
                isOpen: change.isOpen,
                firstScore: change.firstScore
            )
            row.key = change.key
            try list.put(row, key: change.key)
            if row.state == .unreadable { unreadable.insert(change.key) } else { unreadable.remove(change.key) }
            if row.score != nil { lastScore = UTCTime(from: system) }
        }
        guard published == nil || !changes.isEmpty else { return }
        list.ledgerPosition = daemon.ledgerPosition
        let lines = published.map { list.changes(since: $0, sequence: daemon.committedSequence) } ?? []
        try publisher.publish(list, changes: lines)
        published = list
    }

    private func sayStatusIfDue() {
        let now = system.monotonicTime()
        if let watchdogPeriod, now >= nextWatchdog {
            nextWatchdog = now + watchdogPeriod
            tell(.watchdog)
        }
        guard now >= nextStatus else { return }
        nextStatus = now + Self.statusPeriod
        for line in messages.due(at: milliseconds) { log(.warning, line) }
        guard let status = status(now) else { return }
        do throws(PublicationError) {
            try status.publish(in: folder)
        } catch {
            say(.error, error.description)
        }
        tell(.status(statusSentence))
    }

    private func status(_ now: Int64) -> Status? {
        guard let since, let time = UTCTime(from: system) else { return nil }
        let lag = daemon.lag
        var status = Status(
            pid: getpid(),
            since: since,
            time: time,
            periodSeconds: Double(Self.statusPeriod) / 1e9,
            committedSequence: daemon.committedSequence,
            sessions: Status.Sessions(
                open: daemon.openCount,
                closed: daemon.closedCount,
                unreadable: unreadable.count,
                unscored: list.count - list.scoredCount - unreadable.count
            ),
            lag: Status.Lag(bytes: lag.bytes, seconds: lag.since.map { Double(max(now - $0, 0)) / 1e9 } ?? 0),
            memory: Status.Memory(residentBytes: (try? residentBytes(system)) ?? 0, limitBytes: memoryLimit),
            diskFreeBytes: (try? system.freeBytes(around: daemon.folder.descriptor)) ?? 0,
            profiles: daemon.ownerCount
        )
        status.lastScore = lastScore
        return status
    }

    private var statusSentence: String {
        "\(daemon.openCount) sessions are being recorded, \(daemon.closedCount) are over, "
            + "\(unreadable.count) cannot be read"
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
