extension Collection<Double> {
    /// The median: the middle value, or the mean of the middle two of an even number; `nil` of nothing.
    ///
    /// - Precondition: no value is NaN.
    /// - Complexity: O(n log n).
    @inlinable
    public func median() -> Double? {
        guard !isEmpty else { return nil }
        let sorted = sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// The median absolute deviation from `center`, scaled by 1.4826 so that it estimates the standard deviation of a
    /// normal distribution; `nil` of nothing.
    @inlinable
    public func scaledMedianAbsoluteDeviation(around center: Double) -> Double? {
        map { abs($0 - center) }.median().map { 1.4826 * $0 }
    }
}
