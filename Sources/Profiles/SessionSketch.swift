import Statistics

/// What is kept of one session in one modality, so that it can be learnt, quarantined, and learnt again: a bounded
/// number of its windows.
///
/// Which windows are kept is decided by a hash of the session's name and the window's size and number. It is the same
/// in whatever order they come, on every box and after every restart, and does not depend on what the windows hold.
/// Because windows near one another are alike, hashes are such that the least of them lie evenly over the session,
/// however long it becomes. The hash has no secret: whoever chooses the session's name, or knows it in advance, can
/// work out which windows are kept.
public struct SessionSketch: Sendable, Equatable {
    /// The session's name, unique among its owner's.
    public let session: String
    /// How many gestures the session had so far.
    public var gestureCount = 0
    /// For each size of `SessionWindow.sizes`, the windows with the least hashes, in ascending order of hash.
    public private(set) var kept: [[KeptWindow]]

    /// A window, and the hash that it is chosen by.
    public struct KeptWindow: Sendable, Equatable {
        /// The hash of its session's name, its size and its number.
        public var hash: UInt64
        /// The number of the window among those of its size.
        public var index: Int
        /// The samples in their bins.
        public var histogram: SparseHistogram

        /// Creates a kept window from its parts.
        public init(hash: UInt64, index: Int, histogram: SparseHistogram) {
            self.hash = hash
            self.index = index
            self.histogram = histogram
        }
    }

    /// A sketch without windows.
    public init(session: String) {
        self.session = session
        kept = SessionWindow.sizes.map { _ in [] }
    }

    /// A sketch of windows that were kept before.
    ///
    /// - Precondition: one list of windows for each size.
    public init(session: String, gestureCount: Int, kept: [[KeptWindow]]) {
        precondition(kept.count == SessionWindow.sizes.count, "one list of windows a size")
        self.session = session
        self.gestureCount = gestureCount
        self.kept = kept
    }

    /// How many windows are kept.
    public var windowCount: Int { kept.reduce(0) { $0 + $1.count } }

    /// Keeps `window` if its hash is among the least of its size; another may give way.
    ///
    /// - Precondition: the window is of one of `SessionWindow.sizes`.
    public mutating func add(_ window: SessionWindow) {
        guard let size = SessionWindow.sizes.firstIndex(of: window.size) else {
            preconditionFailure("a window of \(window.size) gestures is not kept")
        }
        let hash = Self.hash(session: session, size: window.size, index: window.index)
        let position = kept[size].firstIndex { hash < $0.hash } ?? kept[size].count
        guard position < Profile.capacities[size] else { return }
        kept[size].insert(KeptWindow(hash: hash, index: window.index, histogram: window.histogram), at: position)
        if kept[size].count > Profile.capacities[size] { kept[size].removeLast() }
    }

    /// Takes in the windows that were kept of another part of the same session: as if all had been added to one sketch.
    public mutating func merge(_ other: SessionSketch) {
        for size in kept.indices {
            kept[size] = Array(
                (kept[size] + other.kept[size]).sorted { $0.hash < $1.hash }.prefix(Profile.capacities[size])
            )
        }
    }

    /// Bytes of memory that the windows take, about.
    public var byteCount: Int {
        kept.reduce(0) { $1.reduce($0) { $0 + MemoryLayout<KeptWindow>.stride + $1.histogram.bytes.capacity } }
    }

    /// Where the first window's hash lies is by chance; from one window to the next it is the golden ratio of the range on,
    /// so that between windows with hashes below any bound there are gaps of at most three widths, the widest as wide as
    /// both others (Slater, "Gaps and steps for the sequence nθ mod 1", 1967).
    private static func hash(session: String, size: Int, index: Int) -> UInt64 {
        SipHash(key: 0, 0)("\(session)/\(size)") &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
    }
}
