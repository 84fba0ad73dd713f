/// Counts in bins of equal width.
struct Histogram: Equatable {
    /// The number of values in each bin.
    private(set) var counts: [Int]
    /// Values below the first bin, which that bin counts.
    private(set) var below = 0
    /// Values above the last bin, which that bin counts.
    private(set) var above = 0

    /// Counts `values` in `binCount` bins of the same width from `lower` to `upper`, which belongs to the last bin.
    ///
    /// - Precondition: the values are finite, `lower` < `upper` and `binCount` > 0.
    init(_ values: [Double], from lower: Double, to upper: Double, binCount: Int) {
        counts = [Int](repeating: 0, count: binCount)
        let binsPerUnit = Double(binCount) / (upper - lower)
        for value in values {
            if value < lower {
                below += 1
                counts[0] += 1
            } else if value > upper {
                above += 1
                counts[binCount - 1] += 1
            } else {
                counts[min(Int((value - lower) * binsPerUnit), binCount - 1)] += 1
            }
        }
    }

    /// The number of values counted.
    var total: Int { counts.reduce(0, +) }
}
