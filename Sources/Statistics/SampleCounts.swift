/// Over how many samples each value of a matrix was taken, where columns that lie side by side share a count.
public struct SampleCounts: Sendable {
    /// How many values a row has.
    public let columnCount: Int
    private let counts: Matrix
    /// The column of the count of each value's column, up to a multiple of four.
    private let places: [Int]

    /// - Parameters:
    ///   - counts: one row a measurement.
    ///   - columnsPerCount: how many columns of values have the same count, 1 or more.
    public init(_ counts: Matrix, columnsPerCount: Int = 1) {
        precondition(columnsPerCount > 0, "a count is of some column")
        self.counts = counts
        let columnCount = counts.columnCount * columnsPerCount
        self.columnCount = columnCount
        places = (0..<(columnCount + 3) / 4 * 4).map { min($0, columnCount - 1) / columnsPerCount }
    }

    /// How many rows there are.
    public var rowCount: Int { counts.rowCount }

    /// The counts of the values of `row` in four columns from `column`, a multiple of four, on; beyond the last column its own.
    @inline(__always)
    func fourColumns(from column: Int, row: Int) -> SIMD4<Double> {
        let counts = counts.values.span
        let places = places.span
        let start = row &* self.counts.columnCount
        precondition(column >= 0 && column &+ 4 <= places.count)
        precondition(start >= 0 && start &+ self.counts.columnCount <= counts.count)
        // A place lies within a row, and both are in bounds, as was just checked.
        let four = unsafe SIMD4(
            counts[unchecked: start &+ places[unchecked: column]],
            counts[unchecked: start &+ places[unchecked: column &+ 1]],
            counts[unchecked: start &+ places[unchecked: column &+ 2]],
            counts[unchecked: start &+ places[unchecked: column &+ 3]]
        )
        return SIMD4<Double>(four)
    }
}
