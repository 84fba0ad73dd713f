public import Configuration
public import SystemPackage

/// What an administrator sets of a daemon that runs as a service.
public struct ServiceSettings: Sendable {
    /// The directory of recordings.
    public var directory: FilePath
    /// The state directory.
    public var state: FilePath
    /// What the daemon goes by.
    public var daemon: Daemon.Configuration
    /// How much the list holds.
    public var list = PriorityList.Limits()
    /// What matters less than this is not said to the log.
    public var log = DaemonService.Level.info

    /// The defaults, for these directories and `daemon`.
    public init(directory: FilePath, state: FilePath, daemon: Daemon.Configuration) {
        self.directory = directory
        self.state = state
        self.daemon = daemon
    }

    /// Takes over all that `configuration` says.
    public mutating func take(_ configuration: GaitConfiguration) {
        if let source = configuration.source {
            directory = FilePath(source.directory.value)
            if let layout = source.layout { daemon.layout = layout }
            if let format = source.format { daemon.format = format }
        }
        if let path = configuration.state { state = FilePath(path.value) }
        if let seconds = configuration.silence { daemon.silence = Int64(seconds * 1e9) }
        if let threshold = configuration.learningThreshold { daemon.policy = LearningPolicy(threshold: threshold) }
        if let bytes = configuration.memoryLimit { daemon.memoryLimit = bytes }
        if let count = configuration.mostScored { list.scored = count }
        if let count = configuration.mostUnscored { list.unscored = count }
        if let days = configuration.mostDays { list.age = Int64(days * 24 * 3_600_000) }
        switch configuration.watchMethod {
        case .auto: daemon.watch.method = .automatic
        case .poll: daemon.watch.method = .polling
        case nil: break
        }
        switch configuration.logLevel {
        case .info: log = .info
        case .warning: log = .warning
        case .error: log = .error
        case nil: break
        }
    }

    /// What differs in `new` and cannot change while the daemon runs, by the names that the configuration file has.
    func needsRestart(for new: ServiceSettings) -> [String] {
        var names: [String] = []
        if directory != new.directory { names.append("directory of [[source]]") }
        if daemon.layout != new.daemon.layout { names.append("layout of [[source]]") }
        if daemon.format != new.daemon.format { names.append("format of [[source]]") }
        if state != new.state { names.append("state") }
        return names
    }
}

/// Why settings cannot be taken.
public struct SettingsError: Error, Sendable, Equatable {
    /// What is wrong, a line for each problem.
    public var lines: [String]

    /// Settings that cannot be taken because of what `lines` say.
    public init(lines: [String]) {
        self.lines = lines
    }
}
