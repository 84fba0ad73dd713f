/// A continuous function that is linear between given knots; beyond the first and the last knot the slopes go on.
public struct PiecewiseLinear: Sendable, Equatable {
    private let arguments: [Double]
    private let values: [Double]

    /// The function through (`arguments[i]`, `values[i]`).
    ///
    /// - Precondition: at least two knots; arguments ascend strictly.
    public init(arguments: [Double], values: [Double]) {
        precondition(arguments.count == values.count && arguments.count >= 2, "a line needs two knots")
        precondition(zip(arguments, arguments.dropFirst()).allSatisfy(<), "arguments ascend")
        self.arguments = arguments
        self.values = values
    }

    /// The value at `argument`.
    public func callAsFunction(_ argument: Double) -> Double {
        let lower = arguments.dropLast().lastIndex { $0 <= argument } ?? 0
        let upper = lower + 1
        let slope = (values[upper] - values[lower]) / (arguments[upper] - arguments[lower])
        return values[lower] + (argument - arguments[lower]) * slope
    }

    /// The value at `argument`, or at the nearest knot outside of them.
    public func clamped(_ argument: Double) -> Double {
        self(min(max(argument, arguments[0]), arguments[arguments.count - 1]))
    }
}
