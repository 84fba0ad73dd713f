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

    /// The points in order of time.
    var points: [Point] = []

    /// Whether no gesture is going on.
    var isEmpty: Bool { points.isEmpty }

    /// Starts a new path at `point`.
    mutating func begin(at point: Point) {
        points.removeAll(keepingCapacity: true)
        points.append(point)
    }

    /// Goes on to `point`; of several points at one time the last stays.
    @inline(__always)
    mutating func extend(to point: Point) {
        let last = points.count - 1
        if points[last].time == point.time {
            points[last] = point
        } else if points.count < Self.capacity {
            points.append(point)
        }
    }

    /// Bytes of memory that the points take.
    var byteCount: Int { points.capacity * MemoryLayout<Point>.stride }

    /// Gives back memory without points.
    mutating func pack() {
        // A path that is going on grows soon.
        if points.capacity > 2 * points.count { points = points.fitted }
    }

    /// Forgets the points and keeps their memory.
    mutating func removeAll() {
        points.removeAll(keepingCapacity: true)
    }
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
