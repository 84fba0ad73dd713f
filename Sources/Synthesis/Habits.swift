/// The traits of one hand, over a life or on one day.
struct Habits: Sendable {
    /// The directions of movement that have a bow of their own: right, left, down, up.
    static let directions = 4

    private var values: [Double]

    /// The mean bow of strokes in each direction, relative to their length; positive to the right of the movement.
    private(set) var bows: [Double]

    /// The habits of somebody new.
    init(using random: inout Xoshiro256) {
        values = Trait.allCases.map { trait in
            let distribution = trait.distribution
            return random.logNormal(median: distribution.median, spread: distribution.people)
        }
        bows = (0..<Self.directions).map { _ in 0.04 * random.normal() }
    }

    /// The same hand on one day: each trait varies, and one tempo all times together.
    func onOneDay(using random: inout Xoshiro256) -> Habits {
        var day = self
        for trait in Trait.allCases {
            day.values[trait.rawValue] *= Portable.exp(trait.distribution.days * random.normal())
        }
        let tempo = Portable.exp(0.06 * random.normal())
        for trait in [Trait.fittsIntercept, .fittsSlope, .correctionDelay, .hesitation, .pause, .settling, .repeatGap] {
            day.values[trait.rawValue] *= tempo
        }
        for direction in day.bows.indices { day.bows[direction] += 0.015 * random.normal() }
        return day
    }

    /// The value of one trait.
    subscript(trait: Trait) -> Double {
        values[trait.rawValue]
    }

    /// The mean bow of a stroke by (dx, dy) px.
    func bow(dx: Double, dy: Double) -> Double {
        if dx.magnitude >= dy.magnitude { bows[dx >= 0 ? 0 : 1] } else { bows[dy >= 0 ? 2 : 3] }
    }
}
