public import SystemPackage

/// A watch over everything below a directory: inotify says where something may have happened, a rescan from time to
/// time says what is true.
///
/// The owner waits until `descriptor` can be read or the monotonic clock has come to `deadline`, then calls `advance`,
/// which works for some milliseconds at most and returns the facts that it found out. The memory that it takes is
/// bounded, however many entries there are. Directories on file systems that do not tell of all changes, and those for
/// which there is no watch left, are polled.
///
///     while true {
///         _ = try system.poll([watch.descriptor].compactMap(\.self), timeout: watch.deadline - system.monotonicTime())
///         for fact in watch.advance(known: sessions) { … }
///     }
public struct RecordingWatch: ~Copyable {
    /// How a directory is watched.
    public enum Method: Sendable {
        /// By inotify where the file system tells of all changes, else by polling.
        case automatic
        /// By inotify wherever the kernel grants a watch.
        case notifications
        /// By polling alone.
        case polling
    }

    /// What an administrator can set.
    public struct Configuration: Sendable, Equatable {
        /// How directories are watched.
        public var method = Method.automatic
        /// How many directories are watched by inotify at most; each takes some 300 bytes here and 1 KiB in the kernel.
        public var mostWatches = 8_192
        /// How many hints wait at most before all are dropped for a rescan.
        public var mostHints = 16_384
        /// How many entries each kind of work looks at in one call of `advance`.
        public var entriesPerSlice = 128

        /// The defaults.
        public init() {}
    }

    let directory: RecordingDirectory
    let system: any SystemCalls
    let configuration: Configuration
    /// How many directories are watched by inotify at most; what others leave may change.
    var mostWatches: Int

    /// The queue of notifications, to be waited for; `nil` while all is polled. It can change with every `advance`.
    public internal(set) var descriptor: FileDescriptor?

    var table: WatchTable
    var facts: [WatchFact] = []
    var said: [WatchRemark] = []
    var isLimitSaid = false
    /// The name of the file system without notifications of each device that was come upon.
    var fileSystems: [UInt64: String?] = [:]

    /// Paths that a notification told of.
    var hints: PathQueue
    /// Directories whose content may be new.
    var trees: PathQueue
    var tree: DirectoryWalk?
    /// Paths that were told of and at which nothing was found.
    var missing: PathQueue
    /// Directories that are gone, with all that was followed below.
    var goneDirectories: PathQueue
    var goneDirectory: (path: RecordingPath, last: RecordingPath)?

    var schedule = RescanSchedule()
    var rescan: Rescan?
    var rescanWalk: DirectoryWalk?
    var round = 0

    /// Of the last rescan, and of the directories that have appeared since.
    var polledDirectories = 0
    var pollSchedule = RescanSchedule()
    var poll: Poll?

    /// A watch that begins with a scan of the whole of `directory`.
    public init(_ directory: RecordingDirectory, _ configuration: Configuration = Configuration()) {
        self.directory = directory
        table = WatchTable(of: directory.root.source)
        self.configuration = configuration
        mostWatches = configuration.mostWatches
        system = directory.system
        hints = PathQueue(capacity: configuration.mostHints)
        trees = PathQueue(capacity: configuration.mostHints)
        missing = PathQueue(capacity: configuration.mostHints)
        goneDirectories = PathQueue(capacity: configuration.mostHints)
    }

    deinit {
        if let descriptor { system.close(descriptor) }
    }

    /// When `advance` is to be called even if nothing can be read, in ns of the monotonic clock; 0, at once, while there
    /// is work to go on with.
    public var deadline: Int64 {
        let isAtWork =
            hasWorkOfHints || !missing.isEmpty || !goneDirectories.isEmpty || goneDirectory != nil || rescan != nil
            || poll != nil || !facts.isEmpty
        if isAtWork { return 0 }
        return isPolling ? min(schedule.next, pollSchedule.next) : schedule.next
    }

    /// Takes what notifications there are, works on for some milliseconds, and returns what it has found out.
    ///
    /// - Parameters:
    ///   - known: what is known of the recordings when the call is made.
    ///   - mayScan: whether a rescan may begin.
    public mutating func advance(known: some KnownRecordings, mayScan: Bool = true) -> [WatchFact] {
        takeNotifications()
        lookAtHints(known)
        walkTree(known)
        // After what has appeared, so that the new path of a renamed file comes before the old one is gone.
        if !hasWorkOfHints {
            lookForMissing(known)
            lookBelowGoneDirectories(known)
        }
        pollFollowed(known)
        advanceRescan(known, mayBegin: mayScan)
        let found = facts
        facts.removeAll()
        return found
    }

    /// Asks for a rescan as soon as the share of the processor that rescans may take allows it.
    public mutating func requestRescan() { schedule.request() }

    var hasWorkOfHints: Bool { !hints.isEmpty || !trees.isEmpty || tree != nil }

    /// Whether a rescan is going on.
    var isScanning: Bool { rescan != nil }

    /// How many directories are watched by inotify.
    var watchedDirectories: Int { table.count }

    var isPolling: Bool { polledDirectories > 0 }

    /// Says `remark` unless it was said; of a multitude the first.
    mutating func say(_ remark: WatchRemark) {
        guard said.count < 64, !said.contains(remark) else { return }
        said.append(remark)
        facts.append(.remark(remark))
    }
}
