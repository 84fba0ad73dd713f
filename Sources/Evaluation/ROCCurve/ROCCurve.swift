/// The receiver operating characteristic of a score: what every threshold would have caught, and at which cost.
///
/// The curve is exact. Sessions of equal score fall on the same side of every threshold, so they make one step, however
/// many of them there are; the order of the input plays no part.
///
/// ```swift
/// if let curve = try ROCCurve(scores) {
///     print(curve.areaUnderCurve, curve.truePositiveRate(atFalsePositiveRate: 0.01))
/// }
/// ```
///
/// The points are those of scikit-learn's `roc_curve` with `drop_intermediate=False`.
public struct ROCCurve: Sendable, Equatable {
    /// The number of legal sessions, at least 1.
    public let legalCount: Int
    /// The number of illegal sessions, at least 1.
    public let illegalCount: Int
    /// One point for +∞ and one for each distinct score, thresholds falling: from rates (0, 0) to (1, 1).
    public let points: [ROCPoint]

    /// The curve of `scores`, or `nil` where one of the two kinds of session is missing: there is no rate of nothing.
    ///
    /// - Throws: `EvaluationError.nonFiniteScore`, whichever kinds there are.
    /// - Complexity: O(*n* log *n*).
    public init?(_ scores: [LabelledScore]) throws(EvaluationError) {
        if let index = scores.firstIndex(where: { !$0.score.isFinite }) {
            throw .nonFiniteScore(index: index)
        }
        let illegalCount = scores.count { $0.isIllegal }
        let legalCount = scores.count - illegalCount
        guard illegalCount > 0, legalCount > 0 else { return nil }

        var falsePositives = 0
        var truePositives = 0
        func point(threshold: Double) -> ROCPoint {
            ROCPoint(
                threshold: threshold,
                falsePositives: falsePositives,
                truePositives: truePositives,
                falsePositiveRate: Double(falsePositives) / Double(legalCount),
                truePositiveRate: Double(truePositives) / Double(illegalCount)
            )
        }

        var points = [point(threshold: .infinity)]
        let descending = scores.sorted { $0.score > $1.score }
        for (index, labelled) in descending.enumerated() {
            if labelled.isIllegal {
                truePositives += 1
            } else {
                falsePositives += 1
            }
            let isLastOfItsScore = index + 1 == descending.count || descending[index + 1].score != labelled.score
            if isLastOfItsScore {
                // −0 and 0 are equal, so the input's order would decide which of them is kept; adding 0 makes both 0.
                points.append(point(threshold: labelled.score + 0))
            }
        }
        self.legalCount = legalCount
        self.illegalCount = illegalCount
        self.points = points
    }
}
