public import Recordings
public import Scoring

/// What a configuration file says. What it does not say is `nil`, and as the program has it.
public struct GaitConfiguration: Sendable, Equatable {
    /// A directory in which recorders write.
    public struct Source: Sendable, Equatable {
        /// What it is called; `nil` for the one without a name.
        public var name: Located<SourceName>?
        /// Where it is: an absolute path.
        public var directory: Located<String>
        /// How a recording's path names its user and session.
        public var layout: LayoutPattern?
        /// The recordings' format; `nil` to recognise it.
        public var format: RecordingFormat?
    }

    /// How a directory is watched.
    public enum WatchMethod: String, Sendable, CaseIterable {
        /// By notifications where the file system tells of all changes, else by looking from time to time.
        case auto
        /// By looking from time to time.
        case poll
    }

    /// What the log tells.
    public enum LogLevel: String, Sendable, CaseIterable {
        /// Everything.
        case info
        /// What gives way and what fails.
        case warning
        /// What fails.
        case error
    }

    /// The directories of recordings: each with a name of its own, and at most one without.
    public var sources: [Source] = []
    /// The state directory: an absolute path.
    public var state: Located<String>?
    /// A session is over when nothing has come for so long, in s.
    public var silence: Double?
    /// A session with a smaller tail probability is not learnt; 0 to 1.
    public var learningThreshold: Double?
    /// How a session's evidence is made of what its modalities say.
    public var combination = Combination()
    /// What is to be told of sessions.
    public var rules: [EventRule] = []
    /// How the directories are watched.
    public var watchMethod: WatchMethod?
    /// How much memory the daemon may take, in bytes.
    public var memoryLimit: Int?
    /// How many ended sessions with a score the list holds.
    public var mostScored: Int?
    /// How many ended sessions without a score the list holds.
    public var mostUnscored: Int?
    /// How long before the newest end a session on the list may have ended, in days.
    public var mostDays: Double?
    /// What the log tells.
    public var logLevel: LogLevel?

    /// A configuration that says nothing.
    public init() {}
}
