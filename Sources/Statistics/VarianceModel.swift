/// How the variance of a mean depends on the number of samples it was taken over, for each of several columns:
/// E[r²] = between + within / n.
///
/// `between` is the spread that remains however long one measures (from day to day), `within` the noise of sampling.
/// A short measurement is thereby not punished for being short (`detection.md`, "A: moments").
public struct VarianceModel: Sendable, Equatable {
    /// A column with fewer rows than this is not modelled: its residuals count as nothing.
    public static let fewestRows = 12
    /// Standardised residuals are clipped at ± this.
    public static let clip = 5.0
    /// The fewest samples that a value may be taken over.
    public static let fewestSamples = 3.0

    /// The part of the variance that does not depend on n; +∞ for a column that is not modelled.
    public private(set) var between: [Double]
    /// The part that falls with 1/n.
    public private(set) var within: [Double]

    /// Fits the model by least squares of r² on 1/n, column by column.
    ///
    /// `between` is held at no less than a tenth of the mean square, and `within` at no less than 0.
    ///
    /// - Parameters:
    ///   - residuals: one row a measurement; NaN where a value is missing.
    ///   - sampleCounts: the n of each value, in the same shape.
    ///   - isIncluded: whether a row takes part.
    public init(residuals: Matrix, sampleCounts: Matrix, including isIncluded: (Int) -> Bool = { _ in true }) {
        let columns = residuals.columnCount
        precondition(columns == sampleCounts.columnCount && residuals.rowCount == sampleCounts.rowCount)
        var rows = [Double](repeating: 0, count: columns)
        var squares = rows
        var inverses = rows
        var squaredInverses = rows
        var products = rows
        for row in 0..<residuals.rowCount where isIncluded(row) {
            for column in 0..<columns {
                let residual = residuals[row, column]
                guard residual.isFinite else { continue }
                let inverse = 1 / max(sampleCounts[row, column], 1)
                let square = residual * residual
                rows[column] += 1
                squares[column] += square
                inverses[column] += inverse
                squaredInverses[column] += inverse * inverse
                products[column] += inverse * square
            }
        }
        between = []
        within = []
        for column in 0..<columns {
            let (between, within) = Self.fit(
                rows: rows[column],
                squares: squares[column],
                inverses: inverses[column],
                squaredInverses: squaredInverses[column],
                products: products[column]
            )
            self.between.append(between)
            self.within.append(within)
        }
    }

    private static func fit(
        rows: Double,
        squares: Double,
        inverses: Double,
        squaredInverses: Double,
        products: Double
    ) -> (between: Double, within: Double) {
        guard rows >= Double(fewestRows) else { return (.infinity, 0) }
        let mean = squares / rows
        let inverse = inverses / rows
        let spread = squaredInverses / rows - inverse * inverse
        let slope = spread > 1e-12 ? (products / rows - inverse * mean) / spread : 0
        let intercept = mean - slope * inverse
        if intercept < 0.1 * mean {
            return (0.1 * mean + floor, 0.9 * mean / max(inverse, 1e-12))
        }
        return slope < 0 ? (mean + floor, 0) : (intercept + floor, slope)
    }

    /// What keeps a variance from being 0.
    private static let floor = 1e-12

    /// The standardised `residual` of a value over `sampleCount` samples in `column`, clipped; 0 where it is missing.
    @inlinable
    public func standardise(_ residual: Double, sampleCount: Double, column: Int) -> Double {
        guard residual.isFinite else { return 0 }
        let variance = between[column] + within[column] / max(sampleCount, Self.fewestSamples)
        return min(max(residual / variance.squareRoot(), -Self.clip), Self.clip)
    }

    /// All of `residuals` standardised and clipped; 0 where missing.
    public func standardise(_ residuals: Matrix, sampleCounts: Matrix) -> Matrix {
        var result = residuals
        for row in 0..<result.rowCount {
            for column in 0..<result.columnCount {
                result[row, column] = standardise(
                    residuals[row, column],
                    sampleCount: sampleCounts[row, column],
                    column: column
                )
            }
        }
        return result
    }
}
