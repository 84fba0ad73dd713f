/// Residuals in units of the standard deviation that a variance model expects of them, clipped; 0 where missing.
///
/// Each is computed when it is read.
public struct StandardisedResiduals: Sendable {
    let residuals: Residuals
    let sampleCounts: SampleCounts
    let variance: VarianceModel

    /// How many values a row has.
    public var columnCount: Int { residuals.columnCount }
    /// How many rows there are.
    public var rowCount: Int { residuals.rowCount }

    /// The values of `row`.
    public subscript(row row: Int) -> [Double] { values(ofRow: row) }
}

extension StandardisedResiduals: RowsOfValues {
    @inline(__always)
    func fourColumns(from column: Int, row: Int) -> SIMD4<Double> {
        variance.standardise(
            residuals.fourColumns(from: column, row: row),
            sampleCounts: sampleCounts.fourColumns(from: column, row: row),
            from: column
        )
    }
}
