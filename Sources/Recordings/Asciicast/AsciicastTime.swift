extension Asciicast {
    /// Times in µs that are believed: those of `Timestamp`.
    static let believedMicroseconds = -Timestamp.limit * 1000...Timestamp.limit * 1000

    /// Whole µs of a time in s; nil where it is beyond belief.
    static func microseconds(_ seconds: Double) -> Int64? {
        let product = (seconds * 1e6).rounded()
        guard product.magnitude <= Double(believedMicroseconds.upperBound) else { return nil }
        return Int64(product)
    }

    /// The sum of two times in µs that are believed; nil where it is not.
    static func sum(_ one: Int64, _ other: Int64) -> Int64? {
        let (sum, overflows) = one.addingReportingOverflow(other)
        return !overflows && believedMicroseconds.contains(sum) ? sum : nil
    }
}

extension Timestamp {
    /// A reading in µs, rounded to whole ms, half up.
    init(roundingMicroseconds microseconds: Int64) {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1000)
        self.init(milliseconds: quotient + (remainder >= 500 ? 1 : remainder < -500 ? -1 : 0))
    }
}
