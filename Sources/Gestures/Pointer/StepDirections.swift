import Glibc

/// Where steps lead: their angles, and the sixteenths of the circle these lie in.
///
/// Seven steps of eight lead less than `reach` px either way, so that their angles are looked up.
enum StepDirections {
    /// A direction.
    struct Direction {
        /// In [−π, π): 0 is right, π/2 up, −π left.
        var angle: Double
        /// `JointCells.direction` of the angle.
        var cell: Int

        fileprivate init(right: Int, down: Int) {
            // Up is positive, and a purely leftward step is −π: the second operand keeps its negative zero.
            angle = atan2(-Double(down), Double(right))
            cell = JointCells.direction(angle)
        }
    }

    private static let reach = 32

    /// The directions of all steps of −`reach`..<`reach` px, row by row.
    static let near = (-reach..<reach).flatMap { down in
        (-reach..<reach).map { right in Direction(right: right, down: down) }
    }

    /// The direction of a step of so many px; that of no step is 0.
    ///
    /// - Parameter near: `StepDirections.near`, which the caller takes once for many steps.
    @inline(__always)
    static func direction(right: Int, down: Int, near: Span<Direction>) -> Direction {
        let column = right &+ reach
        let row = down &+ reach
        guard (column | row) & ~(2 &* reach &- 1) == 0 else { return Direction(right: right, down: down) }
        return near[2 &* reach &* row &+ column]
    }
}
