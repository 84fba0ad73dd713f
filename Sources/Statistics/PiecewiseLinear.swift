/// A continuous function that is linear between given knots; beyond the last knot its slope goes on, before the first
/// it is constant.
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
        guard argument > arguments[0] else { return values[0] }
        let last = arguments.count - 1
        let upper = min(arguments.firstIndex { $0 >= argument } ?? last, last)
        let lower = upper - 1
        let slope = (values[upper] - values[lower]) / (arguments[upper] - arguments[lower])
        return values[lower] + (argument - arguments[lower]) * slope
    }
}
