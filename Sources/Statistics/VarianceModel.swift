/// How the variance of a mean depends on the number of samples it was taken over, for each of several columns:
/// E[r²] = between + within / n.
///
/// `between` is the spread that remains however long one measures (from day to day), `within` the noise of sampling.
/// A short measurement is thereby not punished for being short (`detection.md`, "A: moments").
public struct VarianceModel: Sendable, Equatable {
    /// A column with fewer rows than this is not modelled: its residuals count as nothing.
    public static let fewestRows = 12
    /// The fewest samples that a value may be taken over.
    public static let fewestSamples = 3.0

    /// What the fit may not fall below, and where standardised residuals are clipped.
    public struct Limits: Sendable, Equatable {
        /// `between` is at least this share of the mean square.
        public var leastBetweenShare: Double
        /// `between` is at least this.
        public var leastBetween: Double
        /// Standardised residuals lie within ± this.
        public var clip: Double

        /// Creates limits.
        public init(leastBetweenShare: Double, leastBetween: Double, clip: Double) {
            self.leastBetweenShare = leastBetweenShare
            self.leastBetween = leastBetween
            self.clip = clip
        }
    }

    /// The part of the variance that does not depend on n; +∞ for a column that is not modelled.
    public private(set) var between: [Double]
    /// The part that falls with 1/n.
    public private(set) var within: [Double]
    /// Standardised residuals are clipped at ± this.
    public let clip: Double

    /// Fits the model by least squares of r² on 1/n, column by column.
    ///
    /// - Parameters:
    ///   - residuals: one row a measurement; NaN where a value is missing.
    ///   - sampleCounts: the n of each value, in the same shape.
    ///   - limits: what the fit may not fall below.
    ///   - isIncluded: whether a row takes part.
    public init(
        residuals: Matrix,
        sampleCounts: Matrix,
        limits: Limits,
        including isIncluded: (Int) -> Bool = { _ in true }
    ) {
        let columns = residuals.columnCount
        precondition(columns == sampleCounts.columnCount && residuals.rowCount == sampleCounts.rowCount)
        clip = limits.clip
        between = []
        within = []
        var sums = [ColumnSums](repeating: ColumnSums(), count: columns)
        for row in 0..<residuals.rowCount where isIncluded(row) {
            for column in 0..<columns {
                let residual = residuals[row, column]
                guard residual.isFinite else { continue }
                sums[column].add(square: residual * residual, inverse: 1 / max(sampleCounts[row, column], 1))
            }
        }
        for column in sums {
            let (between, within) = column.fit(limits)
            self.between.append(between)
            self.within.append(within)
        }
    }

    private struct ColumnSums {
        var rows = 0.0
        var squares = 0.0
        var inverses = 0.0
        var squaredInverses = 0.0
        var products = 0.0

        mutating func add(square: Double, inverse: Double) {
            rows += 1
            squares += square
            inverses += inverse
            squaredInverses += inverse * inverse
            products += inverse * square
        }

        func fit(_ limits: Limits) -> (between: Double, within: Double) {
            guard rows >= Double(fewestRows) else { return (.infinity, 0) }
            let mean = squares / rows
            let inverse = inverses / rows
            let spread = squaredInverses / rows - inverse * inverse
            var within = spread > 1e-12 ? (products / rows - inverse * mean) / spread : 0
            var between = mean - within * inverse
            if within < 0 {
                within = 0
                between = mean
            }
            if between < limits.leastBetweenShare * mean {
                between = limits.leastBetweenShare * mean
                within = (1 - limits.leastBetweenShare) * mean / max(inverse, 1e-12)
            }
            return (max(between, limits.leastBetween), within)
        }
    }

    /// The standardised `residual` of a value over `sampleCount` samples in `column`, clipped; 0 where it is missing.
    @inlinable
    public func standardise(_ residual: Double, sampleCount: Double, column: Int) -> Double {
        guard residual.isFinite else { return 0 }
        let variance = between[column] + within[column] / max(sampleCount, Self.fewestSamples)
        return min(max(residual / variance.squareRoot(), -clip), clip)
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
