/// What is known of one owner in one modality: windows of the sessions that were learnt.
///
/// Bounded: for each window size so many windows, of so many sessions. Every session gives its first window (by hash)
/// before any gives its second, so that no session has more than its share, and diversity of sessions counts for more
/// than volume. The oldest session gives way at the bound.
public struct Profile: Sendable, Equatable {
    /// How many windows of each of `SessionWindow.sizes` are kept: those of 4,800 gestures in either size, so that windows of
    /// one size are to those of the other as they are in a session, whether few sessions are known or many. What an owner's
    /// left-out windows are like does not depend on that then, and what is measured of some owners holds for others.
    public static let capacities = SessionWindow.sizes.map { 4800 / $0 }
    /// The most sessions that windows are kept of.
    public static let mostSessions = 64

    /// The names of the sessions that were learnt, oldest first.
    public internal(set) var sessions: [String] = []
    /// What each of `sessions` came through; empty where that is not known.
    var transportsOfSessions: [String] = []
    /// How many sessions were ever learnt.
    public internal(set) var learntCount = 0

    var kept: [[Entry]]

    struct Entry: Sendable, Equatable {
        var rank: Int
        var session: String
        var window: SessionSketch.KeptWindow

        static func precedes(_ a: Entry, _ b: Entry) -> Bool {
            // The names are looked at last, because a look takes longer than all else.
            if a.rank != b.rank { return a.rank < b.rank }
            if a.window.hash != b.window.hash { return a.window.hash < b.window.hash }
            return (a.session, a.window.index) < (b.session, b.window.index)
        }
    }

    /// A window of the profile.
    public struct Window: Sendable, Equatable {
        /// The name of the session it is of.
        public var session: String
        /// The size in gestures that it was cut for.
        public var size: Int
        /// Its number among the session's windows of that size.
        public var index: Int
        /// The samples in their bins.
        public var histogram: SparseHistogram
    }

    /// A profile of nobody yet.
    public init() {
        kept = SessionWindow.sizes.map { _ in [] }
    }

    /// The windows, by size and then in the order in which they would give way last.
    public var windows: [Window] {
        zip(SessionWindow.sizes, kept).flatMap { size, entries in
            entries.map {
                Window(session: $0.session, size: size, index: $0.window.index, histogram: $0.window.histogram)
            }
        }
    }

    /// How many sessions came through what, as far as that is known: each recorder samples, delays and rounds in its own way, so
    /// that sessions through different ones differ in more than the hand.
    public var sessionsByTransport: [String: Int] {
        transportsOfSessions.reduce(into: [:]) { if !$1.isEmpty { $0[$1, default: 0] += 1 } }
    }

    /// How many windows are kept.
    public var windowCount: Int { kept.reduce(0) { $0 + $1.count } }

    /// Learns a session that came through `transport`, if that is known. One that was learnt already is left as it is.
    public mutating func learn(_ sketch: SessionSketch, through transport: String? = nil) {
        guard sketch.windowCount > 0, !sessions.contains(sketch.session) else { return }
        sessions.append(sketch.session)
        transportsOfSessions.append(transport ?? "")
        learntCount += 1
        for size in kept.indices {
            kept[size] += sketch.kept[size].enumerated().map { rank, window in
                Entry(rank: rank, session: sketch.session, window: window)
            }
            kept[size].sort(by: Entry.precedes)
            kept[size].removeLast(max(kept[size].count - Self.capacities[size], 0))
        }
        if sessions.count > Self.mostSessions { forget(sessions[0]) }
    }

    /// Forgets a session; windows that gave way to its own do not come back.
    public mutating func forget(_ session: String) {
        if let index = sessions.firstIndex(of: session) {
            sessions.remove(at: index)
            transportsOfSessions.remove(at: index)
        }
        for size in kept.indices { kept[size].removeAll { $0.session == session } }
    }
}

extension Profile {
    /// Bytes that the windows take, about: their histograms, and what goes with each.
    public var memoryByteCount: Int {
        kept.joined().reduce(0) { $0 + $1.window.histogram.bytes.count + 128 }
    }
}
