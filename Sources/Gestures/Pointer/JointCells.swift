import Glibc

/// The grids of the joint cell features: how many of some ascending limits a quantity reaches.
enum JointCells {
    private static let directions = 16.0

    /// 0…6 for a step length in px.
    @inline(__always)
    static func step(_ length: Double) -> Int {
        reached(length, 1, 3, 8, 20, 50, 120)
    }

    /// 0…6 for a speed in px/s.
    @inline(__always)
    static func speed(_ speed: Double) -> Int {
        reached(speed, 40, 120, 300, 700, 1500, 3000)
    }

    /// 0…5 for the magnitude of a turn in radians.
    @inline(__always)
    static func turn(_ turn: Double) -> Int {
        reached(turn, 0.05, 0.2, 0.45, 0.8, 1.6, .infinity)
    }

    /// 0…6 for a distance in px.
    @inline(__always)
    static func distance(_ distance: Double) -> Int {
        reached(distance, 10, 30, 80, 160, 320, 600)
    }

    /// 0…6 for a duration in s.
    @inline(__always)
    static func duration(_ duration: Double) -> Int {
        reached(duration, 0.15, 0.3, 0.5, 0.8, 1.3, 2.2)
    }

    /// 0…2 for a mean speed in px/s: slow, medium, fast.
    @inline(__always)
    static func speedClass(_ speed: Double) -> Int {
        (speed >= 150 ? 1 : 0) + (speed >= 700 ? 1 : 0)
    }

    /// 0…15 for an angle in [−π, π).
    @inline(__always)
    static func direction(_ angle: Double) -> Int {
        Int((angle + .pi) / (2 * .pi) * directions) % Int(directions)
    }

    @inline(__always)
    private static func reached(
        _ value: Double,
        _ a: Double,
        _ b: Double,
        _ c: Double,
        _ d: Double,
        _ e: Double,
        _ f: Double
    ) -> Int {
        (value >= a ? 1 : 0) + (value >= b ? 1 : 0) + (value >= c ? 1 : 0)
            + (value >= d ? 1 : 0) + (value >= e ? 1 : 0) + (value >= f ? 1 : 0)
    }
}
