/// One number that tells people what a trait is like.
enum DeviceMeasure: Sendable, Equatable {
    /// The value of the cell in which the median lies; a value for each of the trait's first cells.
    case median([Double])
    /// The share of the first cell among so many.
    case shareOfFirst(among: Int)

    /// The number for a histogram of the trait; `nil` where it has no samples of that.
    func callAsFunction(_ counts: [UInt32]) -> Double? {
        switch self {
        case .median(let values):
            let counts = counts.prefix(values.count).map(Double.init)
            let total = counts.reduce(0, +)
            guard total > 0 else { return nil }
            var below = 0.0
            for (value, count) in zip(values, counts) {
                below += count
                if 2 * below >= total { return value }
            }
            return nil
        case .shareOfFirst(let cells):
            let total = counts.prefix(cells).reduce(0.0) { $0 + Double($1) }
            return total > 0 ? Double(counts[0]) / total : nil
        }
    }
}
