import Glibc
import Profiles
import Statistics

/// How one part of how unusual windows are depends on their length: in the median a + b ln n, with the variance c0 + c1 / n.
struct CommandScale: Sendable {
    private let intercept: Double
    private let slope: Double
    private let between: Double
    private let within: Double

    /// What scales are like before anything is known of the owner, and are shrunk towards.
    struct Prior {
        var slope: Double
        var between: Double
        var within: Double
    }

    /// So many sessions the prior weighs.
    static let priorSessions = 4.0
    /// The slope is measured from so many windows of either size on.
    private static let fewestToMeasureSlope = 8
    /// Squared residuals count for at most the square of so many prior standard deviations.
    private static let mostDeviations = 5.0
    /// c0 is at least this share of the mean square.
    private static let leastBetweenShare = 0.1
    /// Standardised values lie within this.
    private static let range = -1.0...6.0

    /// Fits the scale to the owner's own windows, each as it was measured by what was known before it.
    ///
    /// - Parameters:
    ///   - windows: the number of commands and the value of each; at least one.
    ///   - sessions: how many sessions they are of.
    init(_ windows: [(count: Int, value: Double)], sessions: Int, prior: Prior) {
        let slope = Self.slope(windows) ?? prior.slope
        let carried = windows.map { $0.value - slope * log(Double($0.count)) }
        let intercept = carried.median() ?? 0
        self.slope = slope
        self.intercept = intercept
        let most = Self.mostDeviations * Self.mostDeviations
        let squares = zip(windows, carried).map { window, value in
            let inverse = 1 / Double(window.count)
            let square = (value - intercept) * (value - intercept)
            return (inverse: inverse, square: min(square, most * (prior.between + prior.within * inverse)))
        }
        let (between, within) = Self.regression(squares)
        let share = Double(sessions) / (Double(sessions) + Self.priorSessions)
        self.between = share * between + (1 - share) * prior.between
        self.within = share * within + (1 - share) * prior.within
    }

    private static func slope(_ windows: [(count: Int, value: Double)]) -> Double? {
        let (short, long) = (CommandBlock.windowSize, CommandBlock.capacity)
        let shortValues = windows.filter { $0.count == short }.map(\.value)
        let longValues = windows.filter { $0.count == long }.map(\.value)
        guard min(shortValues.count, longValues.count) >= fewestToMeasureSlope, let first = shortValues.median(),
            let second = longValues.median()
        else { return nil }
        return (second - first) / log(Double(long) / Double(short))
    }

    /// c0 and c1 by least squares.
    private static func regression(_ squares: [(inverse: Double, square: Double)]) -> (between: Double, within: Double)
    {
        let count = Double(max(squares.count, 1))
        let mean = squares.reduce(0) { $0 + $1.square } / count
        let inverse = squares.reduce(0) { $0 + $1.inverse } / count
        let spread = squares.reduce(0) { $0 + ($1.inverse - inverse) * ($1.inverse - inverse) }
        let product = squares.reduce(0) { $0 + ($1.inverse - inverse) * ($1.square - mean) }
        let within = spread > 1e-12 ? max(product / spread, 0) : 0
        let between = mean - within * inverse
        let least = leastBetweenShare * mean
        guard between < least else { return (between, within) }
        let squaredInverses = squares.reduce(0) { $0 + $1.inverse * $1.inverse }
        let rest = squares.reduce(0) { $0 + ($1.square - least) * $1.inverse }
        return (least, squaredInverses > 0 ? max(rest / squaredInverses, 0) : 0)
    }

    /// The value of a window of so many commands in standard deviations from the median.
    func standardise(_ value: Double, count: Int) -> Double {
        let deviation = (between + within / Double(count)).squareRoot()
        let residual = value - intercept - slope * log(Double(count))
        return min(max(residual / deviation, Self.range.lowerBound), Self.range.upperBound)
    }
}
