import Glibc
import Snapshots

/// The points of the gesture that is going on: at most `capacity` of them, one for each distinct time.
struct PointerPath: Sendable {
    /// Where a pointer was, and when.
    struct Point: Sendable {
        /// ms on the session's clock.
        var time: Int64
        /// px from the left edge.
        var x: Int32
        /// px from the top edge.
        var y: Int32

        /// The straight way to `other`, in px.
        @inline(__always)
        func distance(to other: Point) -> Double {
            let dx = Double(other.x - x)
            let dy = Double(other.y - y)
            return (dx * dx + dy * dy).squareRoot()
        }
    }

    /// A path is cut here; what follows belongs to no gesture.
    static let capacity = 4000
    /// A path of fewer points is no gesture.
    static let fewestPoints = 4

    /// How many points there are.
    private(set) var count = 0
    /// The points in order of time, and behind them what is left of others.
    private var memory: [Point] = []

    /// No points.
    init() {}

    /// A path along `points`, each later than the one before.
    init(along points: [Point]) {
        memory = points
        count = points.count
    }

    /// The points in order of time.
    var points: ArraySlice<Point> { memory[..<count] }

    /// Whether no gesture is going on.
    var isEmpty: Bool { count == 0 }

    /// Starts a new path at `point`.
    mutating func begin(at point: Point) {
        count = 0
        append(point, at: 0)
    }

    /// Goes on to `point`; of several points at one time the last stays.
    @inline(__always)
    mutating func extend(to point: Point) {
        // Nobody could foretell whether it is at another time, so that there is no branch on it.
        let place = memory[count - 1].time == point.time ? count - 1 : count
        if place < memory.count {
            memory[place] = point
            count = place + 1
        } else {
            append(point, at: place)
        }
    }

    private mutating func append(_ point: Point, at place: Int) {
        guard place < Self.capacity else { return }
        if place == memory.count {
            let more = min(max(place, 16), Self.capacity - place)
            memory.append(contentsOf: repeatElement(point, count: more))
        }
        memory[place] = point
        count = place + 1
    }

    /// Bytes of memory that the points take.
    var byteCount: Int { memory.capacity * MemoryLayout<Point>.stride }

    /// Gives back memory without points.
    mutating func pack() {
        // A path that is going on grows soon.
        if memory.capacity > 2 * count { memory = points.fitted }
    }

    /// Forgets the points and keeps their memory.
    mutating func removeAll() { count = 0 }
}

/// What surrounds a gesture and cannot be seen from its points.
struct GestureContext: Sendable {
    /// Whether a button was held.
    var isDrag: Bool
    /// ms from the record before the gesture; `nil` where the gesture opens the session.
    var gapBefore: Int64?
    /// When the press that ended the gesture came, in ms; `nil` where something else ended it.
    var press: Int64?
}
