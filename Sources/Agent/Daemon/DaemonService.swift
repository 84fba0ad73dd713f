import Glibc
public import SystemPackage

/// A daemon as a service: waits, lets it work, publishes what it finds out, says how it is, and minds signals.
public final class DaemonService {
    /// What is to be said to the log, by how much it matters.
    public enum Level: String, Sendable, CaseIterable {
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
    private let reload: (() -> Result<ServiceSettings, SettingsError>)?
    private let log: (Level, String) -> Void
    private let notifier: ServiceNotifier?
    private let watchdogPeriod: Int64?
    private let publisher: PriorityPublisher
    private let folder: PublicationFolder
    private let since: UTCTime?

    private var settings: ServiceSettings
    private var list: PriorityList
    private var published: PriorityList?
    private var messages: [Level: RepeatingMessages] = [:]
    /// Whether the list differs from what was published although no session has changed.
    private var isListChanged = false
    private var unreadable: Set<String> = []
    private var lastScore: UTCTime?
    private var nextStatus: Int64 = 0
    private var nextWatchdog: Int64 = 0

    /// A service around `daemon`.
    ///
    /// - Parameters:
    ///   - settings: what `daemon` was made with, and what the service goes by itself.
    ///   - notifier: tells the service manager; `nil` without one.
    ///   - watchdogPeriod: how often the manager wants to hear that the service lives, in ns; `nil` if it does not.
    ///   - reload: reads the settings anew when SIGHUP asks for it; `nil` where they come from nowhere.
    ///   - log: takes what there is to say.
    public init(
        _ daemon: Daemon,
        _ settings: ServiceSettings,
        notifier: ServiceNotifier?,
        watchdogPeriod: Int64?,
        system: any SystemCalls & ServiceCalls,
        reload: (() -> Result<ServiceSettings, SettingsError>)? = nil,
        log: @escaping (Level, String) -> Void
    ) {
        self.daemon = daemon
        self.settings = settings
        list = PriorityList(mode: .own, limits: settings.list)
        self.notifier = notifier
        self.watchdogPeriod = watchdogPeriod
        self.system = system
        self.reload = reload
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
                case .hangUp: readSettingsAgain()
                case .user1: answer(.info, statusSentence)
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
        sayCounts { $0.finish(at: $1) }
    }

    // MARK: Settings

    private func readSettingsAgain() {
        guard let reload else { return answer(.info, "SIGHUP: there is no configuration file to read again") }
        tell(.reloading(at: system.monotonicTime() / 1000))
        defer { tell(.ready) }
        switch reload() {
        case .failure(let error):
            for line in error.lines { answer(.error, line) }
            answer(.error, "SIGHUP: the configuration cannot be used; the one from before stays in force")
        case .success(let new):
            adopt(new)
            answer(.info, "SIGHUP: the configuration was read again")
        }
    }

    /// Takes over what can change while the service runs, and says what cannot.
    private func adopt(_ new: ServiceSettings) {
        // By the new level, lest somebody asks for silence and hears of it.
        settings.log = new.log
        for name in settings.needsRestart(for: new) {
            answer(.warning, "\(name) has changed in the configuration: restart gait for it to take effect")
        }
        daemon.adopt(new.daemon)
        settings.daemon.memoryLimit = new.daemon.memoryLimit
        guard settings.list != new.list else { return }
        let grows = new.list.scored > settings.list.scored || new.list.unscored > settings.list.unscored
        if grows || new.list.age > settings.list.age {
            answer(.warning, "[list] holds more from now on: what had left it before comes back with a restart")
        }
        settings.list = new.list
        list.keep(within: new.list)
        isListChanged = true
    }

    /// Puts what changed into the list, and publishes it.
    private func publish(_ changes: [Daemon.Change]) throws(PublicationError) {
        for change in changes {
            var row = PublishedSession(
                change.report,
                space: settings.daemon.space,
                isOpen: change.isOpen,
                firstScore: change.firstScore
            )
            row.key = change.key
            try list.put(row, key: change.key)
            if row.state == .unreadable { unreadable.insert(change.key) } else { unreadable.remove(change.key) }
            if row.score != nil { lastScore = UTCTime(from: system) }
        }
        guard published == nil || isListChanged || !changes.isEmpty else { return }
        list.ledgerPosition = daemon.ledgerPosition
        let lines = published.map { list.changes(since: $0, sequence: daemon.committedSequence) } ?? []
        try publisher.publish(list, changes: lines)
        published = list
        isListChanged = false
    }

    private func sayStatusIfDue() {
        let now = system.monotonicTime()
        if let watchdogPeriod, now >= nextWatchdog {
            nextWatchdog = now + watchdogPeriod
            tell(.watchdog)
        }
        guard now >= nextStatus else { return }
        nextStatus = now + Self.statusPeriod
        sayCounts { $0.due(at: $1) }
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
            memory: Status.Memory(
                residentBytes: (try? residentBytes(system)) ?? 0,
                limitBytes: Int64(settings.daemon.memoryLimit)
            ),
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

    /// Says a message that can repeat, or counts it.
    private func say(_ level: Level, _ message: String) {
        guard isSaid(level) else { return }
        for line in messages[level, default: RepeatingMessages()].say(message, at: milliseconds) { log(level, line) }
    }

    /// Says what somebody has asked for, however often.
    private func answer(_ level: Level, _ message: String) {
        if isSaid(level) { log(level, message) }
    }

    private func sayCounts(_ lines: (inout RepeatingMessages, _ milliseconds: Int64) -> [String]) {
        for level in Level.allCases where messages[level] != nil {
            for line in lines(&messages[level, default: RepeatingMessages()], milliseconds) where isSaid(level) {
                log(level, line)
            }
        }
    }

    private func isSaid(_ level: Level) -> Bool {
        switch settings.log {
        case .info: true
        case .warning: level != .info
        case .error: level == .error
        }
    }

    private func tell(_ message: ServiceNotifier.Message) {
        do throws(Errno) {
            try notifier?.send(message)
        } catch {
            say(.warning, "the service manager cannot be told: \(error)")
        }
    }
}
