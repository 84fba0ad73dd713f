/// Which directory each inotify watch is for.
struct WatchTable {
    private struct Watched {
        var path: RecordingPath
        var round: Int
    }

    private var directories: [WatchNumber: Watched] = [:]

    /// How many directories are watched.
    var count: Int { directories.count }

    /// Where the directory of `watch` lies.
    func path(of watch: WatchNumber) -> RecordingPath? { directories[watch]?.path }

    /// Notes that `watch` is for the directory at `path`, as the rescan number `round` has seen.
    mutating func set(_ watch: WatchNumber, _ path: RecordingPath, round: Int) {
        directories[watch] = Watched(path: path, round: round)
    }

    /// Forgets `watch`.
    mutating func remove(_ watch: WatchNumber) {
        directories[watch] = nil
    }

    /// Forgets the directory at `path` and all below it; returns their watches.
    mutating func remove(below path: RecordingPath) -> [WatchNumber] {
        removeAll { $0.path.isAtOrBelow(path) }
    }

    /// Forgets the directories that were last seen before the rescan number `round`; returns their watches.
    mutating func remove(before round: Int) -> [WatchNumber] {
        removeAll { $0.round < round }
    }

    private mutating func removeAll(where isObsolete: (Watched) -> Bool) -> [WatchNumber] {
        let obsolete = directories.filter { isObsolete($0.value) }.keys.sorted { $0.rawValue < $1.rawValue }
        for watch in obsolete { directories[watch] = nil }
        return obsolete
    }
}
