/// How straight a gesture's path is, and how even its steps are.
struct PathShape: Sendable {
    /// px to the right from one end to the other.
    var dx: Double
    /// px downwards from one end to the other.
    var dy: Double
    /// The largest distance in px of a point from the line through both ends; `nil` where these are less than 5 px apart.
    var deviation: Double?
    /// How many steps lead anywhere.
    var steps: Int
    /// The lengths of the steps together, in px.
    var length: Double
    /// The squares of the lengths together, in squared px.
    var squaredLength: Double

    /// The squared px from one end to the other.
    var squaredDistance: Double { dx * dx + dy * dy }

    /// Whether it is a line along an axis.
    var isAxial: Bool { deviation == 0 && (dx == 0 || dy == 0) }

    /// Whether the path is more than half as long again as the way from end to end, as one that goes to and fro.
    var goesBack: Bool { length * length > 2.25 * squaredDistance }

    /// The squared coefficient of variation of the lengths of steps that lead anywhere; at least one does.
    var squaredStepVariation: Double { max(0, Double(steps) * squaredLength / (length * length) - 1) }
}
