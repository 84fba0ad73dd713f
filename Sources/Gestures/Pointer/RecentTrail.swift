/// The records of the last 300 ms, at most 64 of them: what led up to a press.
///
/// Older ones are forgotten only when somebody asks, which is at a press and not at every record.
struct RecentTrail: Sendable {
    static let span: Int64 = 300
    static let capacity = 64
    /// The places go round: the capacity is a power of two.
    private static let mask = capacity - 1

    private var points = InlineArray<64, PointerPath.Point>(repeating: .init(time: 0, x: 0, y: 0))
    /// The place of the oldest record.
    private var first = 0

    /// How many records there are.
    private(set) var count = 0

    /// The record that `offset` others are older than.
    ///
    /// - Precondition: there are more.
    subscript(offset: Int) -> PointerPath.Point { points[(first &+ offset) & Self.mask] }

    /// Drops what is older than 300 ms before `time`.
    mutating func forget(before time: Int64) {
        while count > 0 && points[first].time < time - Self.span {
            first = (first &+ 1) & Self.mask
            count &-= 1
        }
    }

    /// Appends `point`; the oldest gives way at the bound.
    @inline(__always)
    mutating func append(_ point: PointerPath.Point) {
        // At the bound the place of the oldest is the one behind the newest.
        points[(first &+ count) & Self.mask] = point
        if count == Self.capacity { first = (first &+ 1) & Self.mask } else { count &+= 1 }
    }

    /// The length in px of the way along the trail and on to `point`.
    func length(to point: PointerPath.Point) -> Double {
        guard count > 0 else { return 0 }
        // A span, or all places would be copied at every step.
        let points = points.span
        var length = 0.0
        var previous = points[first]
        for offset in 1..<count {
            let next = points[(first &+ offset) & Self.mask]
            length += previous.distance(to: next)
            previous = next
        }
        return length + previous.distance(to: point)
    }
}
