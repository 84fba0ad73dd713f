/// Rows of equal length, whose values are read four columns at a time.
protocol RowsOfValues {
    /// How many values a row has.
    var columnCount: Int { get }
    /// How many rows there are.
    var rowCount: Int { get }

    /// The values of `row` in four columns from `column` on; 0 beyond the last column.
    ///
    /// - Precondition: `column` is a multiple of four.
    func fourColumns(from column: Int, row: Int) -> SIMD4<Double>
}

extension Matrix: RowsOfValues {}

extension RowsOfValues {
    /// The values of `row`.
    func values(ofRow row: Int) -> [Double] {
        var values: [Double] = []
        values.reserveCapacity(columnCount)
        for column in stride(from: 0, to: columnCount, by: 4) {
            let four = fourColumns(from: column, row: row)
            for offset in 0..<min(4, columnCount - column) { values.append(four[offset]) }
        }
        return values
    }
}
