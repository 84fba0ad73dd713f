/// Whether points lie on one straight way from where they began, to 2.5 px: the directions in which there may be a line that all
/// points so far are near, from leftmost to rightmost, as a cone that only becomes narrower (J. Sklansky and V. Gonzalez, "Fast
/// polygonal approximation of digitized curves", Pattern Recognition 12, 1980).
struct StraightCone: Sendable, Equatable {
    private static let tolerance = 2.5
    private static let squaredTolerance = 6.25

    /// A direction, of any length.
    struct Direction: Sendable, Equatable {
        var x = 0.0
        var y = 0.0

        /// Above 0 where `other` lies on the left of it, with y upwards.
        @inline(__always)
        func cross(_ other: Direction) -> Double { x * other.y - y * other.x }
    }

    /// Whether all points so far lie on one straight way.
    var isStraight = true
    /// To the first point that is farther away than the tolerance; (0, 0) before that.
    var first = Direction()
    var left = Direction()
    var right = Direction()

    /// Takes the next point, at (`x`, `y`) from where the points began.
    @inline(__always)
    mutating func add(_ x: Int32, _ y: Int32) {
        let point = Direction(x: Double(x), y: Double(y))
        let squaredDistance = point.x * point.x + point.y * point.y
        guard squaredDistance > Self.squaredTolerance else { return }
        let (reach, tolerance) = ((squaredDistance - Self.squaredTolerance).squareRoot(), Self.tolerance)
        let newLeft = Direction(x: point.x * reach - point.y * tolerance, y: point.y * reach + point.x * tolerance)
        let newRight = Direction(x: point.x * reach + point.y * tolerance, y: point.y * reach - point.x * tolerance)
        if first == Direction() {
            (first, left, right) = (point, newLeft, newRight)
            return
        }
        if left.cross(newLeft) < 0 { left = newLeft }
        if right.cross(newRight) > 0 { right = newRight }
        let isAhead = first.x * point.x + first.y * point.y > 0
        isStraight = isStraight && isAhead && right.cross(left) >= 0
    }

    /// Whether points may lie on one straight way that come from (0, 0) past (`x`, `y`) to (`endX`, `endY`); mostly they do
    /// not, and this tells it soon.
    ///
    /// No point is farther from that way than the tolerance, nor is the end, so that the area between both is small.
    static func mayBeStraight(past x: Int32, _ y: Int32, to endX: Int32, _ endY: Int32) -> Bool {
        let area = abs(Int(x) * Int(endY) - Int(y) * Int(endX))
        let distances = Int(x.magnitude) + Int(y.magnitude) + Int(endX.magnitude) + Int(endY.magnitude)
        return Double(area) <= tolerance * Double(distances) + 1
    }
}
