import Configuration

/// Which directory each inotify watch is for.
struct WatchTable {
    private struct Watched {
        /// Where its path lies among `paths`.
        var start: Int
        var count: Int
        var round: Int
    }

    private static let separator = UInt8(ascii: "/")

    /// The source that all of them are in.
    private let source: SourceName?
    private var directories: [WatchNumber: Watched] = [:]
    /// The paths in one piece of memory: thousands of small ones that stay would keep the memory between them from being
    /// given back.
    private var paths: [UInt8] = []
    /// How many bytes of `paths` nothing refers to.
    private var unusedCount = 0

    /// A table of directories in `source`.
    init(of source: SourceName?) {
        self.source = source
    }

    /// How many directories are watched.
    var count: Int { directories.count }

    /// Where the directory of `watch` lies.
    func path(of watch: WatchNumber) -> RecordingPath? { directories[watch].map(path) }

    private func path(of directory: Watched) -> RecordingPath {
        let components = bytes(of: directory).split(separator: Self.separator)
        return RecordingPath(components.map { FileName(Array($0)) }, in: source)
    }

    private func bytes(of directory: Watched) -> ArraySlice<UInt8> {
        paths[directory.start..<directory.start + directory.count]
    }

    /// Notes that `watch` is for the directory at `path`, as the rescan number `round` has seen.
    mutating func set(_ watch: WatchNumber, _ path: RecordingPath, round: Int) {
        let bytes = path.bytes
        if let known = directories[watch], self.bytes(of: known).elementsEqual(bytes) {
            directories[watch]?.round = round
            return
        }
        remove(watch)
        directories[watch] = Watched(start: paths.count, count: bytes.count, round: round)
        paths += bytes
    }

    /// Forgets `watch`.
    mutating func remove(_ watch: WatchNumber) {
        guard let directory = directories.removeValue(forKey: watch) else { return }
        unusedCount += directory.count
        if unusedCount > paths.count / 2 { removeUnused() }
    }

    /// Forgets the directory at `path` and all below it; returns their watches.
    mutating func remove(below path: RecordingPath) -> [WatchNumber] {
        let table = self
        return removeAll { table.path(of: $0).isAtOrBelow(path) }
    }

    /// Forgets the directories that were last seen before the rescan number `round`; returns their watches.
    mutating func remove(before round: Int) -> [WatchNumber] {
        removeAll { $0.round < round }
    }

    private mutating func removeAll(where isObsolete: (Watched) -> Bool) -> [WatchNumber] {
        let obsolete = directories.filter { isObsolete($0.value) }.keys.sorted { $0.rawValue < $1.rawValue }
        for watch in obsolete { remove(watch) }
        return obsolete
    }

    private mutating func removeUnused() {
        var used: [UInt8] = []
        used.reserveCapacity(paths.count - unusedCount)
        for (watch, directory) in directories {
            directories[watch]?.start = used.count
            used += bytes(of: directory)
        }
        paths = used
        unusedCount = 0
    }
}
