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
    /// To publish takes at most one part in so many of the time.
    private static let publicationShare: Int64 = 10
    /// While older recordings are read, so many ns come between two lists at least: each is written as a whole.
    private static let backlogPause: Int64 = 250_000_000
    /// After a failure to write, the next attempt comes so many ns later.
    private static let retryDelay: Int64 = 1_000_000_000

    private let open: (Daemon.Configuration) throws(StateError) -> Daemon
    private let system: any SystemCalls & ServiceCalls
    private let reload: (() -> Result<ServiceSettings, SettingsError>)?
    private let log: (Level, String) -> Void
    private let notifier: ServiceNotifier?
    private let watchdogPeriod: Int64?
    private let since: UTCTime?

    /// The daemon; `nil` after a failure, until it can be made anew.
    private var daemon: Daemon?
    /// Where it is asked for decisions.
    private var desk: RequestDesk?
    private var settings: ServiceSettings
    private var list: RestingList
    private var isPublicationDue = false
    /// Whether the list is on the disk as it was published last.
    private var isListSynchronised = false
    private var nextPublication: Int64 = 0
    /// Whether anything was done since the last status, and since memory was released.
    private var hasWorked = false
    private var isReleased = false
    private var messages: [Level: RepeatingMessages] = [:]
    private var lastScore: UTCTime?
    private var nextStatus: Int64 = 0
    private var nextWatchdog: Int64 = 0

    /// A service around the daemon that `open` makes, now and again after each failure of the state: what was not
    /// committed then is found out anew.
    ///
    /// - Parameters:
    ///   - settings: what the daemon is made with, and what the service goes by itself.
    ///   - notifier: tells the service manager; `nil` without one.
    ///   - watchdogPeriod: how often the manager wants to hear that the service lives, in ns; `nil` if it does not.
    ///   - reload: reads the settings anew when SIGHUP asks for it; `nil` where they come from nowhere.
    ///   - log: takes what there is to say.
    /// - Throws: `StateError` where the daemon cannot be made at all.
    public init(
        _ settings: ServiceSettings,
        notifier: ServiceNotifier?,
        watchdogPeriod: Int64?,
        system: any SystemCalls & ServiceCalls,
        reload: (() -> Result<ServiceSettings, SettingsError>)? = nil,
        log: @escaping (Level, String) -> Void,
        opening open: @escaping (Daemon.Configuration) throws(StateError) -> Daemon
    ) throws(StateError) {
        self.open = open
        self.settings = settings
        self.reload = reload
        list = RestingList(PriorityList(mode: .own, limits: settings.list))
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
                case .hangUp: readSettingsAgain()
                case .user1: answer(.info, statusSentence)
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
        let descriptors = [signals] + (daemon?.descriptors ?? [])
        return try !system.poll(descriptors, timeout: timeout).contains(true)
    }

    /// Lets the daemon work, and publishes what it finds out; `false` where that is to be tried again later.
    private func work() -> Bool {
        defer { sayMessages() }
        do throws(StateError) {
            if daemon == nil { try begin() }
            if let daemon {
                try desk?.work(with: daemon)
                try put(daemon.step())
                if !daemon.isIdle { hasWorked = true }
            }
        } catch {
            fail(error)
            return false
        }
        let start = system.monotonicTime()
        guard isPublicationDue, start >= nextPublication else { return true }
        let isPublished = publish()
        let end = system.monotonicTime()
        let pause = daemon?.hasBacklog == true ? Self.backlogPause : 0
        nextPublication = end + max((end - start) * (Self.publicationShare - 1), pause)
        return isPublished
    }

    /// Drops the daemon, which is of no more use.
    private func fail(_ error: StateError) {
        say(.error, error.description)
        sayMessages()
        daemon = nil
        desk = nil
    }

    /// When there is something to do even if nothing comes.
    private var deadline: Int64 {
        min(daemon?.deadline ?? 0, desk?.deadline ?? .max, isPublicationDue ? nextPublication : .max)
    }

    private func stop() {
        tell(.stopping)
        do throws(StateError) {
            try daemon?.commitAll()
            if let daemon { put(daemon.takeChanges()) }
        } catch {
            say(.error, error.description)
        }
        if publish() { _ = synchroniseList() }
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
        for change in settings.needsRestart(for: new) {
            answer(.warning, "\(change) in the configuration: restart gait for it to take effect")
        }
        daemon?.adopt(new.daemon)
        settings.daemon.adopt(new.daemon)
        guard settings.list != new.list else { return }
        let grows = new.list.scored > settings.list.scored || new.list.unscored > settings.list.unscored
        if grows || new.list.age > settings.list.age {
            answer(.warning, "[list] holds more from now on: what had left it before comes back with a restart")
        }
        settings.list = new.list
        _ = useList { (list) throws(PublicationError) in list.keep(within: new.list) }
        isPublicationDue = true
    }

    // MARK: The list

    /// Makes the daemon, and goes on with the list that was published last.
    private func begin() throws(StateError) {
        let daemon = try open(settings.daemon)
        var list = PriorityList(mode: .own, limits: settings.list)
        var isCurrent = false
        _ = attempt { () throws(PublicationError) in
            let publisher = publisher(daemon)
            guard let restored = try publisher.published(within: settings.list), restored.mode == list.mode,
                restored.ledgerPosition <= daemon.ledgerPosition
            else { return }
            list = restored
            isCurrent = try publisher.isCurrent(list)
        }
        list.removeProvisionalRows(but: daemon.openRowKeys)
        self.list = RestingList(list)
        try daemon.changes(since: list.ledgerPosition) { put([$0]) }
        daemon.requestRows { isCurrent && list.contains(key: $0) }
        isPublicationDue = true
        desk = RequestDesk(in: daemon.folder)
        self.daemon = daemon
    }

    /// Puts what changed into the list.
    private func put(_ changes: [Daemon.Change]) {
        for change in changes {
            var row = PublishedSession(
                change.report,
                isOpen: change.isOpen,
                firstScore: change.firstScore
            )
            row.key = change.key
            _ = useList { (list) throws(PublicationError) in try list.put(row, key: change.key) }
            if row.score != nil { lastScore = UTCTime(from: system) }
            isPublicationDue = true
        }
    }

    /// Publishes the list, if it has changed; `false` where that failed.
    private func publish() -> Bool {
        guard isPublicationDue, let daemon else { return true }
        let publisher = publisher(daemon)
        let isPublished = useList { (list) throws(PublicationError) in
            list.ledgerPosition = daemon.ledgerPosition
            try publisher.publish(&list, sequence: daemon.committedSequence)
        }
        guard isPublished else { return false }
        isPublicationDue = false
        isListSynchronised = false
        hasWorked = true
        return true
    }

    /// Waits until the list is on the disk, if it may not be; `false` where that failed.
    private func synchroniseList() -> Bool {
        guard !isListSynchronised, let daemon else { return true }
        let publisher = publisher(daemon)
        isListSynchronised = useList { (list) throws(PublicationError) in try publisher.synchronise(list) }
        return isListSynchronised
    }

    /// Uses or changes the list, and says what fails; `false` where it failed. Where what was published last is damaged, the
    /// daemon is made anew, and the list from the ledger.
    private func useList(_ body: (inout PriorityList) throws(PublicationError) -> Void) -> Bool {
        do throws(PublicationError) {
            try list.use(body)
            return true
        } catch {
            if error.isDamage, let daemon {
                let damage = daemon.folder.setAside(PriorityPublisher.listName, because: error.description)
                say(.warning, damage.description)
                self.daemon = nil
                desk = nil
            }
            say(.error, error.description)
            return false
        }
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
        sayCounts { $0.due(at: $1) }
        releaseMemory()
        // A status that is not renewed says that nothing works.
        guard let daemon, let status = status(daemon, now) else { return }
        _ = attempt { () throws(PublicationError) in try status.publish(in: publicationFolder(daemon)) }
        tell(.status(statusSentence))
    }

    /// Gives back memory that nothing uses, and, once nothing has been written for a while, what is kept for speed, so that
    /// an idle box has it; then it also puts on the disk what is only published.
    private func releaseMemory() {
        defer { hasWorked = false }
        if hasWorked {
            isReleased = false
            system.releaseFreeMemory()
        }
        guard !hasWorked, !isReleased, let daemon, daemon.isIdle else { return }
        do throws(StateError) {
            try daemon.releaseMemory()
        } catch {
            return fail(error)
        }
        isReleased = synchroniseList()
        list.rest()
        system.releaseFreeMemory()
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
            memory: Status.Memory(
                residentBytes: (try? residentBytes(system)) ?? 0,
                limitBytes: Int64(settings.daemon.memoryLimit)
            ),
            diskFreeBytes: (try? system.freeBytes(around: daemon.folder.descriptor)) ?? 0,
            profiles: (try? daemon.ownerCount()) ?? 0
        )
        status.lastScore = lastScore
        status.sources = daemon.sourceProblems.map(Status.Source.init)
        return status
    }

    private var statusSentence: String {
        guard let daemon else { return "the state directory cannot be used" }
        return "\(daemon.openCount) sessions are being recorded, \(daemon.closedCount) are over, "
            + "\(list.summary.unreadable) cannot be read"
    }

    private func sayMessages() {
        for message in daemon?.takeMessages() ?? [] { say(.warning, message) }
        for message in desk?.takeMessages() ?? [] { say(.warning, message) }
        for decision in desk?.takeDecisions() ?? [] { answer(.info, decision) }
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
