extension ROCCurve {
    /// The area under the curve, 0 to 1: the chance that an illegal session scores higher than a legal one, both drawn at
    /// random, where equal scores count as half.
    ///
    /// It is the Mann–Whitney statistic U / (legal × illegal), counted in whole numbers and divided once.
    public var areaUnderCurve: Double {
        var doubledStatistic = 0
        for (point, next) in zip(points, points.dropFirst()) {
            let legalInStep = next.falsePositives - point.falsePositives
            doubledStatistic += legalInStep * (point.truePositives + next.truePositives)
        }
        return Double(doubledStatistic) / Double(2 * legalCount * illegalCount)
    }

    /// The corner at which the false positive rate and the false negative rate differ least; of equals, the one with the
    /// highest threshold.
    ///
    /// Corners are the points at which the curve takes another step than before, so thresholds in the middle of a straight
    /// run are not looked at: the points that scikit-learn's `roc_curve` keeps by default.
    public var equalErrorPoint: ROCPoint {
        var best = points[0]
        for index in points.indices.dropFirst() where isCorner(index) {
            if points[index].errorRateDifference < best.errorRateDifference {
                best = points[index]
            }
        }
        return best
    }

    /// The mean of the false positive rate and the false negative rate at `equalErrorPoint`, 0 to 1.
    public var equalErrorRate: Double {
        let point = equalErrorPoint
        return (point.falsePositiveRate + 1 - point.truePositiveRate) / 2
    }

    /// The share of illegal sessions caught by the best threshold whose false positive rate is `limit` or less, 0 to 1.
    ///
    /// - Precondition: `limit` is not negative and not NaN, so that at least the threshold +∞ qualifies.
    public func truePositiveRate(atFalsePositiveRate limit: Double) -> Double {
        precondition(limit >= 0, "a false positive rate is not negative")
        // Both rates rise along the curve, so the last point within the limit is the best one.
        let afterLimit = points.firstIndex { $0.falsePositiveRate > limit } ?? points.endIndex
        return points[afterLimit - 1].truePositiveRate
    }

    /// Whether the step to the point at `index` and the step from it differ; always so for the highest score, which no
    /// step between scores leads to, and for the lowest.
    private func isCorner(_ index: Int) -> Bool {
        guard index > 1, index + 1 < points.count else { return true }
        return points[index].step(from: points[index - 1]) != points[index + 1].step(from: points[index])
    }
}

extension ROCPoint {
    fileprivate var errorRateDifference: Double { (falsePositiveRate - falseNegativeRate).magnitude }

    fileprivate func step(from earlier: ROCPoint) -> SIMD2<Int> {
        SIMD2(falsePositives - earlier.falsePositives, truePositives - earlier.truePositives)
    }
}
