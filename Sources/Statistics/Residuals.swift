/// What rows of values have beyond the means of their groups; NaN where the value, or the mean, is missing.
///
/// Each is computed when it is read: beside the values, which are there anyway, all of them would take as much memory again.
public struct Residuals: Sendable {
    let values: Matrix
    let means: Matrix
    let groups: [Int]

    /// Residuals of `values`.
    ///
    /// - Parameters:
    ///   - values: one row a measurement.
    ///   - means: one row a group.
    ///   - groups: for each row of `values` the number of its group's row in `means`.
    /// - Precondition: every row has a group, every group a row of as many means as there are values in a row.
    public init(of values: Matrix, from means: Matrix, groups: [Int]) {
        precondition(means.columnCount == values.columnCount && groups.count == values.rowCount)
        precondition(groups.allSatisfy { (0..<means.rowCount).contains($0) }, "a row of means for every group")
        self.values = values
        self.means = means
        self.groups = groups
    }

    /// Residuals of `values` from one mean.
    ///
    /// - Precondition: `mean` has as many values as a row.
    public init(of values: Matrix, from mean: [Double]) {
        self.init(
            of: values,
            from: Matrix(rows: [mean], columnCount: values.columnCount),
            groups: [Int](repeating: 0, count: values.rowCount)
        )
    }

    /// Values that are residuals already.
    public init(_ values: Matrix) {
        self.init(of: values, from: [Double](repeating: 0, count: values.columnCount))
    }

    /// How many residuals a row has.
    public var columnCount: Int { values.columnCount }
    /// How many rows there are.
    public var rowCount: Int { values.rowCount }

    /// The residuals of `row`.
    public subscript(row row: Int) -> [Double] { values(ofRow: row) }
}

extension Residuals: RowsOfValues {
    @inline(__always)
    func fourColumns(from column: Int, row: Int) -> SIMD4<Double> {
        values.fourColumns(from: column, row: row) - means.fourColumns(from: column, row: groups[row])
    }
}
