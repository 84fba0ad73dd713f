/// Paths that wait to be looked at, in the order in which they came, each once, and no more than a fixed number.
struct PathQueue {
    private let capacity: Int
    private var paths: [RecordingPath] = []
    private var taken = 0
    private var waiting: Set<RecordingPath> = []

    /// An empty queue for `capacity` paths.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Whether nothing waits.
    var isEmpty: Bool { taken == paths.count }

    /// Adds `path` unless it waits already; `false` where there is no room.
    mutating func append(_ path: RecordingPath) -> Bool {
        if waiting.contains(path) { return true }
        guard waiting.count < capacity else { return false }
        waiting.insert(path)
        paths.append(path)
        return true
    }

    /// Takes the path that has waited longest.
    mutating func popFirst() -> RecordingPath? {
        guard !isEmpty else { return nil }
        let path = paths[taken]
        taken += 1
        waiting.remove(path)
        if taken == paths.count || taken > capacity {
            paths.removeFirst(taken)
            taken = 0
        }
        return path
    }

    /// Forgets all that wait.
    mutating func removeAll() {
        self = PathQueue(capacity: capacity)
    }
}
