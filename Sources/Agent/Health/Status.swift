import Configuration
import FoundationEssentials

/// How the daemon is, in its own words: `status.json`, written on each commit and once a period at least.
public struct Status: Sendable, Equatable, Codable {
    /// The version of this schema; grows when a key changes its meaning or goes.
    public static let currentVersion = 1

    /// The version of the schema that the status follows.
    public var version = Self.currentVersion
    /// The daemon's process.
    public var pid: Int32
    /// Since when it runs.
    public var since: UTCTime
    /// When this was written, by the machine's clock.
    public var time: UTCTime
    /// At the latest after so many s it is written again.
    public var periodSeconds: Double
    /// The number of the last commit.
    public var committedSequence: UInt64
    /// How many sessions there are of each kind.
    public var sessions: Sessions
    /// What is still to be read.
    public var lag: Lag
    /// Memory.
    public var memory: Memory
    /// Free bytes where the state directory is.
    public var diskFreeBytes: Int64
    /// How many owners have a profile.
    public var profiles: Int
    /// When a score was made last; absent before the first.
    public var lastScore: UTCTime?
    /// The sources, and whether they can be read; absent where the daemon is of a version that does not say.
    public var sources: [Source]?
    /// How directories are watched, in words.
    public var watch: [String] = []
    /// What in the directories is not read, and why.
    public var refusals: [Refusal] = []
    /// Which limits were reached, and how often.
    public var limits: [LimitReached] = []

    /// How many sessions there are of each kind.
    public struct Sessions: Sendable, Equatable, Codable {
        /// Still being recorded.
        public var open: Int
        /// Over.
        public var closed: Int
        /// Not to be read.
        public var unreadable: Int
        /// Over, without a score.
        public var unscored: Int

        /// Counts.
        public init(open: Int, closed: Int, unreadable: Int, unscored: Int) {
            self.open = open
            self.closed = closed
            self.unreadable = unreadable
            self.unscored = unscored
        }
    }

    /// What is still to be read.
    public struct Lag: Sendable, Equatable, Codable {
        /// Bytes that are known to be there.
        public var bytes: Int64
        /// s since the oldest change that has not been read.
        public var seconds: Double

        /// A lag.
        public init(bytes: Int64, seconds: Double) {
            self.bytes = bytes
            self.seconds = seconds
        }
    }

    /// Memory.
    public struct Memory: Sendable, Equatable, Codable {
        /// What the daemon has in memory, in bytes.
        public var residentBytes: Int64
        /// What the configuration allows, in bytes.
        public var limitBytes: Int64

        /// Memory.
        public init(residentBytes: Int64, limitBytes: Int64) {
            self.residentBytes = residentBytes
            self.limitBytes = limitBytes
        }
    }

    /// A source, and whether it can be read.
    public struct Source: Sendable, Equatable, Codable {
        /// Its name; absent of the one that has none.
        public var name: String?
        /// Its directory, escaped for terminals.
        public var directory: String
        /// Why the directory cannot be read; absent where it can.
        public var problem: String?

        /// A source.
        public init(name: String?, directory: String, problem: String?) {
            self.name = name
            self.directory = directory
            self.problem = problem
        }

        init(_ source: RecordingSource, _ problem: UnreadableRecording?) {
            self.init(name: source.name?.description, directory: source.place, problem: problem?.description)
        }

        /// What people call it: its name, or else its directory.
        public var title: String { printable(name ?? directory) }
    }

    /// Things that are not read for one reason.
    public struct Refusal: Sendable, Equatable, Codable {
        /// The reason, in words.
        public var reason: String
        /// How many there are.
        public var count: Int
        /// The first of them, escaped for terminals.
        public var names: [String]

        /// So many things for that reason.
        public init(reason: String, count: Int, names: [String]) {
            self.reason = reason
            self.count = count
            self.names = names
        }
    }

    /// A limit at which something gave way.
    public struct LimitReached: Sendable, Equatable, Codable {
        /// The limit, and what gave way, in words.
        public var limit: String
        /// How often it was reached.
        public var count: Int

        /// A limit that was reached so often.
        public init(limit: String, count: Int) {
            self.limit = limit
            self.count = count
        }
    }

    /// A status; what is not given is set afterwards.
    public init(
        pid: Int32,
        since: UTCTime,
        time: UTCTime,
        periodSeconds: Double,
        committedSequence: UInt64,
        sessions: Sessions,
        lag: Lag,
        memory: Memory,
        diskFreeBytes: Int64,
        profiles: Int
    ) {
        self.pid = pid
        self.since = since
        self.time = time
        self.periodSeconds = periodSeconds
        self.committedSequence = committedSequence
        self.sessions = sessions
        self.lag = lag
        self.memory = memory
        self.diskFreeBytes = diskFreeBytes
        self.profiles = profiles
    }
}

extension Status {
    /// The name of its file in the state directory.
    package static let fileName = FileName("status.json")
    /// A status with more bytes than this is not read.
    package static let mostBytes = 1 << 20

    /// Reads a status.
    ///
    /// - Throws: `PublicationError` where `bytes` are none, or one of another version.
    public init(json bytes: [UInt8]) throws(PublicationError) {
        let status: Status
        do {
            status = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch {
            throw PublicationError("is no status: \(describe(error))")
        }
        guard status.version == Self.currentVersion else {
            throw PublicationError("is of version \(status.version), not \(Self.currentVersion)")
        }
        guard status.periodSeconds.isFinite, status.periodSeconds > 0, status.lag.seconds.isFinite else {
            throw PublicationError("is no status: it says no possible period or lag")
        }
        self = status
    }

    /// Replaces the status in the state directory `folder`.
    ///
    /// - Throws: `PublicationError` where it cannot be written.
    package func publish(in folder: PublicationFolder) throws(PublicationError) {
        try folder.replace(Self.fileName, with: try json(self, isPretty: true) + "\n".utf8)
    }
}
