import Statistics

/// Recordings that were at rest already when they were found, and wait for their turn: those of an owner are read one
/// after the other, so that each is scored against what was learnt of those before it.
struct Backlog {
    /// A recording that waits.
    struct Recording: Comparable {
        var path: RecordingPath
        var user: String
        /// Bytes to be read.
        var size: Int64
        /// When it was last written, by the wall clock, in ns since 1970.
        var modified: Int64
        /// When it was found, in ns of the monotonic clock.
        var found: Int64

        /// Orders by when they were last written, then by path.
        static func < (a: Recording, b: Recording) -> Bool { (a.modified, a.path) < (b.modified, b.path) }
    }

    private let capacity: Int
    /// In order.
    private var waiting: [Recording] = []
    private var paths: Set<RecordingPath> = []
    private var users: [String: Int] = [:]
    /// Whether there were more than there was room for: a scan finds them again.
    private(set) var isIncomplete = false

    /// An empty backlog with room for so many.
    init(capacity: Int = 4096) {
        self.capacity = capacity
    }

    /// Whether none waits.
    var isEmpty: Bool { waiting.isEmpty }

    /// How many bytes wait, and since when, in ns of the monotonic clock.
    var lag: (bytes: Int64, since: Int64?) {
        (waiting.reduce(0) { $0.saturatingAdding($1.size) }, waiting.lazy.map(\.found).min())
    }

    /// Whether a recording of `user` waits.
    func holdsRecordings(of user: String) -> Bool { users[user] != nil }

    /// Lets a recording wait, or takes it that it is different now. Beyond the capacity the last in order leaves.
    mutating func insert(_ recording: Recording) {
        var recording = recording
        if let former = remove(recording.path) { recording.found = former.found }
        waiting.insert(recording, at: waiting.partitioningIndex { $0 >= recording })
        note(recording)
        if waiting.count > capacity {
            forget(waiting.removeLast())
            isIncomplete = true
        }
    }

    /// Lets the recording at `path` wait no longer, if it does.
    @discardableResult
    mutating func remove(_ path: RecordingPath) -> Recording? {
        guard paths.contains(path), let index = waiting.firstIndex(where: { $0.path == path }) else { return nil }
        let recording = waiting.remove(at: index)
        forget(recording)
        return recording
    }

    /// Takes out the first recording of each owner, `count` of them at most.
    mutating func next(atMost count: Int) -> [Recording] {
        var places: [Int] = []
        var owners: Set<String> = []
        for place in waiting.indices {
            // Once each owner has one, nobody's first comes later.
            if places.count == min(count, users.count) { break }
            if owners.insert(waiting[place].user).inserted { places.append(place) }
        }
        let next = places.map { waiting[$0] }
        for place in places.reversed() { waiting.remove(at: place) }
        for recording in next { forget(recording) }
        return next
    }

    /// Takes note that a scan is to find what there was no room for.
    mutating func complete() { isIncomplete = false }

    private mutating func note(_ recording: Recording) {
        paths.insert(recording.path)
        users[recording.user, default: 0] += 1
    }

    private mutating func forget(_ recording: Recording) {
        paths.remove(recording.path)
        if let count = users[recording.user] { users[recording.user] = count > 1 ? count - 1 : nil }
    }
}
