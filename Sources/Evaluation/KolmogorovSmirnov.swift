/// The two-sided Kolmogorov–Smirnov statistic of `probabilities` against the uniform distribution on 0 to 1.
///
/// D = sup |F(x) − x|, exact: with the sorted values p₁ ≤ … ≤ pₙ, the largest of all i/n − pᵢ and pᵢ − (i − 1)/n. It is at
/// least 1/(2n) and at most 1. Legal sessions whose tail probabilities are right have a small one.
///
/// - Returns: D, or `nil` where there are no probabilities.
/// - Throws: `EvaluationError.probabilityOutOfRange`.
/// - Complexity: O(*n* log *n*).
public func kolmogorovSmirnovDistanceFromUniform(_ probabilities: [Double]) throws(EvaluationError) -> Double? {
    if let index = probabilities.firstIndex(where: { !(0...1 ~= $0) }) {
        throw .probabilityOutOfRange(index: index)
    }
    guard !probabilities.isEmpty else { return nil }

    let count = Double(probabilities.count)
    var distance = 0.0
    for (index, probability) in probabilities.sorted().enumerated() {
        distance = max(distance, Double(index + 1) / count - probability, probability - Double(index) / count)
    }
    return distance
}
