import SystemPackage

/// A source with its watch, and whether it can be read.
final class WatchedSource {
    let source: RecordingSource
    let directory: RecordingDirectory
    var watch: RecordingWatch
    /// Why the directory cannot be read; `nil` while it can.
    private(set) var problem: UnreadableRecording?
    /// Whether the scan that is going on could not read the directory.
    private var hasScanFailed = false

    init(_ member: RecordingSources.Member, _ configuration: RecordingWatch.Configuration) {
        source = member.source
        directory = member.directory
        watch = RecordingWatch(member.directory, configuration)
    }

    /// Takes note that the directory cannot be read, and returns what is to be said of it; `nil` where it was.
    func fail(_ reason: UnreadableRecording) -> String? {
        // One that could not begin does not come to an end.
        hasScanFailed = watch.isScanning
        defer { problem = reason }
        return problem == reason ? nil : "\(name): \(reason); all else goes on"
    }

    /// Takes note that a scan has come to its end, and returns what is to be said if the directory can be read again.
    func endScan() -> String? {
        defer { hasScanFailed = false }
        guard !hasScanFailed, problem != nil else { return nil }
        problem = nil
        return "\(name): it can be read again"
    }

    /// A remark of the watch, with the source that it is about.
    func sentence(_ remark: WatchRemark) -> String {
        (source.name.map { "source \($0): " } ?? "") + remark.description
    }

    private var name: String {
        source.name.map { "source \($0), \(source.place)" } ?? source.place
    }
}

/// The watches of all sources, which have their turns one after the other, and share what they may take.
struct SourceWatches {
    let sources: [WatchedSource]
    private let mostWatches: Int
    private var turn = 0

    init(_ sources: RecordingSources, _ configuration: RecordingWatch.Configuration) {
        var share = configuration
        share.mostHints = max(configuration.mostHints / max(sources.members.count, 1), 1)
        mostWatches = configuration.mostWatches
        self.sources = sources.members.map { WatchedSource($0, share) }
    }

    /// The descriptors to wait for.
    var descriptors: [FileDescriptor] { sources.compactMap { $0.watch.descriptor } }

    /// When a watch is to be advanced even if nothing can be read, in ns of the monotonic clock.
    var deadline: Int64 { sources.map { $0.watch.deadline }.min() ?? .max }

    /// Whether the scan of a source is going on.
    var isScanning: Bool { sources.contains { $0.watch.isScanning } }

    /// Asks for a scan of each source before it would be time.
    func requestScans() {
        for watched in sources { watched.watch.requestRescan() }
    }

    /// The number of the source whose turn it is, which goes on to the next.
    mutating func takeTurn() -> Int {
        defer { turn = (turn + 1) % sources.count }
        return turn
    }

    /// Lets the watch of source `number` work for some milliseconds, and returns what it has found out.
    ///
    /// One scans at a time, lest what scans take in memory grows with the number of sources.
    func advance(_ number: Int, known: some KnownRecordings) -> [WatchFact] {
        let watched = sources[number]
        let watches = sources.reduce(0) { $0 + $1.watch.watchedDirectories }
        watched.watch.mostWatches = mostWatches - watches + watched.watch.watchedDirectories
        let mayScan = !sources.indices.contains { $0 != number && sources[$0].watch.isScanning }
        return watched.watch.advance(known: known, mayScan: mayScan)
    }
}
