import Glibc

/// Where steps lead: their angles, and the sixteenths of the circle these lie in.
///
/// Seven steps of eight lead less than `reach` px either way, so that their angles are looked up.
enum StepDirections {
    /// A direction.
    typealias Direction = (
        /// In [−π, π): 0 is right, π/2 up, −π left.
        angle: Double,
        /// `JointCells.direction` of the angle.
        cell: Int
    )

    /// The directions of steps near by, angles and cells apart, which keeps more of them at hand.
    struct Table: Sendable {
        fileprivate let angles: [Double]
        fileprivate let cells: [UInt8]
    }

    private static let reach = 32

    /// The directions of all steps of −`reach`..<`reach` px, row by row.
    static let near: Table = {
        let directions = (-reach..<reach).flatMap { down in
            (-reach..<reach).map { right in measured(right: right, down: down) }
        }
        return Table(angles: directions.map(\.angle), cells: directions.map { UInt8($0.cell) })
    }()

    /// The direction of a step of so many px; that of no step is 0.
    ///
    /// - Parameter near: `StepDirections.near`, which the caller takes once for many steps.
    @inline(__always)
    static func direction(right: Int, down: Int, near: Table) -> Direction {
        let column = right &+ reach
        let row = down &+ reach
        guard (column | row) & ~(2 &* reach &- 1) == 0 else { return measured(right: right, down: down) }
        let place = 2 &* reach &* row &+ column
        return (near.angles[place], Int(near.cells[place]))
    }

    @inline(__always)
    private static func measured(right: Int, down: Int) -> Direction {
        // Up is positive, and a purely leftward step is −π: the second operand keeps its negative zero.
        let angle = atan2(-Double(down), Double(right))
        return (angle, JointCells.direction(angle))
    }
}
