public import Configuration
public import Recordings
public import SystemPackage

/// What an administrator sets of a daemon that runs as a service.
public struct ServiceSettings: Sendable {
    /// The directories in which recorders write.
    public var sources: [RecordingSource]
    /// The state directory.
    public var state: FilePath
    /// What the daemon goes by.
    public var daemon: Daemon.Configuration
    /// How much the list holds.
    public var list = PriorityList.Limits()
    /// What matters less than this is not said to the log.
    public var log = DaemonService.Level.info

    /// The defaults, for these sources, this state directory and `daemon`.
    public init(sources: [RecordingSource], state: FilePath, daemon: Daemon.Configuration = Daemon.Configuration()) {
        self.sources = sources
        self.state = state
        self.daemon = daemon
    }

    /// Takes over all that `configuration` says.
    ///
    /// - Parameter layout: that of a source whose layout it does not say.
    public mutating func take(_ configuration: GaitConfiguration, defaultLayout layout: LayoutPattern) {
        if !configuration.sources.isEmpty {
            sources = configuration.sources.map { source in
                RecordingSource(
                    name: source.name?.value,
                    directory: FilePath(source.directory.value),
                    layout: source.layout ?? layout,
                    format: source.format
                )
            }
        }
        if let path = configuration.state { state = FilePath(path.value) }
        if let seconds = configuration.silence { daemon.silence = Int64(seconds * 1e9) }
        if let threshold = configuration.learningThreshold { daemon.policy = LearningPolicy(threshold: threshold) }
        daemon.combination = configuration.combination
        daemon.rules = configuration.rules
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

    /// What differs in `new` and cannot change while the daemon runs, by the names that the configuration file has: the
    /// beginnings of sentences.
    func needsRestart(for new: ServiceSettings) -> [String] {
        var changes: [String] = []
        for source in sources {
            let title = Self.title(of: source)
            guard let other = new.sources.first(where: { $0.name == source.name }) else {
                changes.append("\(title) has been removed")
                continue
            }
            if source.directory != other.directory { changes.append("directory of \(title) has changed") }
            if source.layout != other.layout { changes.append("layout of \(title) has changed") }
            if source.format != other.format { changes.append("format of \(title) has changed") }
        }
        for source in new.sources where !sources.contains(where: { $0.name == source.name }) {
            changes.append("\(Self.title(of: source)) has been added")
        }
        if state != new.state { changes.append("state has changed") }
        return changes
    }

    private static func title(of source: RecordingSource) -> String {
        "[[source]]" + (source.name.map { " \($0)" } ?? "")
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
