/// What a watch has found out.
///
/// A fact says what was true when it was found out, and may come twice. Of a file that is renamed within the directory
/// the new path's `appeared` comes before the old path's `gone`, unless it went to where only the next rescan finds it.
public enum WatchFact: Sendable, Equatable {
    /// A regular file is at a path at which none was known.
    case appeared(RecordingPath, FileStatus)
    /// The file at a known path is not as it was known.
    case changed(RecordingPath, FileStatus)
    /// At the path there is nothing any more that may be opened.
    case gone(RecordingPath)
    /// Something is at the path that Gait does not or cannot read.
    case refused(RecordingPath, UnreadableRecording)
    /// A rescan of the whole directory has come to its end.
    case rescanned(RescanReport)
    /// The way of watching has changed, which is for the log to say.
    case remark(WatchRemark)
}

/// What a rescan of the whole directory came upon.
public struct RescanReport: Sendable, Equatable {
    /// How many entries there are, of any kind.
    public var entries = 0
    /// How many regular files there are.
    public var files = 0
    /// How many directories there are, the one that is watched among them.
    public var directories = 0
    /// How many directories could not be put under an inotify watch, and are polled.
    public var polledDirectories = 0
    /// How many entries were refused.
    public var refused = 0
    /// How many files had appeared, changed or gone without a hint.
    public var findings = 0
    /// How long it has worked, in ns, without the time between its slices.
    public var duration: Int64 = 0
}

/// Why the way of watching has changed.
public enum WatchRemark: Sendable, Equatable, CustomStringConvertible {
    /// The file system of this name does not tell of all changes.
    case pollingFileSystem(String, RecordingPath)
    /// The kernel gives no queue of notifications.
    case notificationsUnavailable(reason: String)
    /// The limit of watches is reached: that of the kernel or of the configuration.
    case watchLimitReached(watched: Int)
    /// A directory cannot be watched for another reason.
    case unwatchable(RecordingPath, reason: String)
    /// Notifications came faster than they could be taken.
    case notificationsLost

    /// The sentence for the log.
    public var description: String {
        switch self {
        case .pollingFileSystem(let name, let path):
            "\(Self.name(path)) lies on a file system (\(name)) that does not tell of all changes: it is polled"
        case .notificationsUnavailable(let reason):
            "the kernel gives no inotify queue (\(reason)), and directories are polled: raise "
                + "fs.inotify.max_user_instances"
        case .watchLimitReached(let watched):
            "no more than \(watched) directories can be watched, and the others are polled: raise "
                + "fs.inotify.max_user_watches"
        case .unwatchable(let path, let reason):
            "\(Self.name(path)) cannot be watched (\(reason)), and is polled"
        case .notificationsLost:
            "notifications came faster than they could be taken: the directory is scanned again"
        }
    }

    private static func name(_ path: RecordingPath) -> String {
        path.components.isEmpty ? "the directory of recordings" : path.description
    }
}
