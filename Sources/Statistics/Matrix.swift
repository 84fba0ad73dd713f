/// Rows of equal length in one array; NaN stands for a missing value.
///
/// Values are kept in single precision, which says more than measurements do: matrices are most of what a fit needs of memory.
public struct Matrix: Sendable, Equatable {
    /// How many values a row has.
    public let columnCount: Int
    /// The rows, one after another.
    public private(set) var values: [Float]

    /// A matrix without rows.
    ///
    /// - Parameter rowCapacity: for how many rows there is memory.
    /// - Precondition: `columnCount` is positive.
    public init(columnCount: Int, rowCapacity: Int = 0) {
        precondition(columnCount > 0, "a matrix has columns")
        self.columnCount = columnCount
        values = []
        values.reserveCapacity(columnCount * rowCapacity)
    }

    /// A matrix of so many rows, in which every value is missing.
    ///
    /// - Precondition: `columnCount` is positive.
    public init(missing rowCount: Int, columnCount: Int) {
        precondition(columnCount > 0, "a matrix has columns")
        self.columnCount = columnCount
        values = [Float](repeating: .nan, count: rowCount * columnCount)
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
        for value in row { values.append(Float(value)) }
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
        get { Double(values[row * columnCount + column]) }
        set { values[row * columnCount + column] = Float(newValue) }
    }

    /// The values of `row`.
    ///
    /// - Precondition: there are `columnCount` of them.
    public subscript(row row: Int) -> [Double] {
        get { values[(row * columnCount)..<((row + 1) * columnCount)].map { Double($0) } }
        set {
            precondition(newValue.count == columnCount, "rows have equal lengths")
            for (column, value) in newValue.enumerated() { self[row, column] = value }
        }
    }

    /// The values of `row` in four columns from `column` on; 0 beyond the last column.
    @inline(__always)
    func fourColumns(from column: Int, row: Int) -> SIMD4<Double> {
        guard column &+ 4 <= columnCount else { return lastColumns(from: column, row: row) }
        let start = row &* columnCount &+ column
        precondition(start >= 0 && start &+ 4 <= values.count)
        // Within bounds, as was just checked.
        return unsafe values.withUnsafeBytes { bytes in
            let four = unsafe bytes.loadUnaligned(
                fromByteOffset: start * MemoryLayout<Float>.stride,
                as: SIMD4<Float>.self
            )
            return SIMD4<Double>(four)
        }
    }

    private func lastColumns(from column: Int, row: Int) -> SIMD4<Double> {
        var result = SIMD4<Double>.zero
        for offset in 0..<(columnCount - column) { result[offset] = self[row, column + offset] }
        return result
    }

    /// The mean of each column over the rows that take part, skipping what is missing; NaN for a column without values.
    public func columnMeans(including isIncluded: (Int) -> Bool = { _ in true }) -> [Double] {
        let rows = (0..<rowCount).filter(isIncluded)
        var means: [Double] = []
        means.reserveCapacity(columnCount)
        for column in stride(from: 0, to: columnCount, by: 4) {
            var sum = SIMD4<Double>.zero
            var count = SIMD4<Double>.zero
            for row in rows {
                let value = fourColumns(from: column, row: row)
                let isPresent = value .== value
                sum += SIMD4<Double>.zero.replacing(with: value, where: isPresent)
                count += SIMD4<Double>.zero.replacing(with: 1, where: isPresent)
            }
            for offset in 0..<min(4, columnCount - column) {
                means.append(count[offset] > 0 ? sum[offset] / count[offset] : .nan)
            }
        }
        return means
    }
}
