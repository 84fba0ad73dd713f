/// Rows of equal length in one array; NaN stands for a missing value.
public struct Matrix: Sendable, Equatable {
    /// How many values a row has.
    public let columnCount: Int
    /// The rows, one after another.
    public private(set) var values: [Double]

    /// A matrix without rows.
    ///
    /// - Precondition: `columnCount` is positive.
    public init(columnCount: Int) {
        precondition(columnCount > 0, "a matrix has columns")
        self.columnCount = columnCount
        values = []
    }

    /// A matrix of `rows`.
    ///
    /// - Precondition: every row has `columnCount` values.
    public init(rows: some Sequence<[Double]>, columnCount: Int) {
        self.init(columnCount: columnCount)
        for row in rows { append(row) }
    }

    /// How many rows there are.
    public var rowCount: Int { values.count / columnCount }

    /// Appends one row.
    ///
    /// - Precondition: it has `columnCount` values.
    public mutating func append(_ row: [Double]) {
        precondition(row.count == columnCount, "rows have equal lengths")
        values += row
    }

    /// Appends the rows of `other`.
    ///
    /// - Precondition: they have `columnCount` values each.
    public mutating func append(contentsOf other: Matrix) {
        precondition(other.columnCount == columnCount, "rows have equal lengths")
        values += other.values
    }

    /// The value in `row` and `column`.
    public subscript(row: Int, column: Int) -> Double {
        get { values[row * columnCount + column] }
        set { values[row * columnCount + column] = newValue }
    }

    /// The values of `row`.
    public subscript(row row: Int) -> ArraySlice<Double> {
        values[(row * columnCount)..<((row + 1) * columnCount)]
    }

    /// The mean of each column over the rows that take part, skipping what is missing; NaN for a column without values.
    public func columnMeans(including isIncluded: (Int) -> Bool = { _ in true }) -> [Double] {
        var sums = [Double](repeating: 0, count: columnCount)
        var counts = sums
        for row in 0..<rowCount where isIncluded(row) {
            for column in 0..<columnCount {
                let value = self[row, column]
                guard !value.isNaN else { continue }
                sums[column] += value
                counts[column] += 1
            }
        }
        return zip(sums, counts).map { $1 > 0 ? $0 / $1 : .nan }
    }
}
