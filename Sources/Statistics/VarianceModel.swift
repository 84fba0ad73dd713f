/// How the variance of a mean depends on the number of samples it was taken over, for each of several columns:
/// E[r²] = between + within / n.
///
/// `between` is the spread that remains however long one measures (from day to day), `within` the noise of sampling.
/// A short measurement is thereby not punished for being short. Both are kept in single precision, which says more than any
/// number of windows can.
public struct VarianceModel: Sendable, Equatable {
    /// A column with fewer rows than this is not modelled, unless a prior says otherwise: its residuals count as nothing.
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
        /// What the fit is shrunk to; `nil` for nothing.
        public var prior: Prior?

        /// Creates limits.
        public init(leastBetweenShare: Double, leastBetween: Double, clip: Double, prior: Prior? = nil) {
            self.leastBetweenShare = leastBetweenShare
            self.leastBetween = leastBetween
            self.clip = clip
            self.prior = prior
        }
    }

    /// A variance that the fit of every column is shrunk to: both parts are the means of what was fitted and of this, weighted
    /// by rows.
    ///
    /// The variance of few rows is itself uncertain, and one that is too small by chance makes a column outweigh all others.
    public struct Prior: Sendable, Equatable {
        /// The part that does not depend on n, greater than 0.
        public var between: Double
        /// The part that falls with 1/n, at least 0.
        public var within: Double
        /// How many rows it weighs, at least 0.
        public var rows: Double
        /// A column with fewer than `fewestRows` rows is modelled all the same if at least this share of all rows has it, in (0, 1].
        public var sufficientShare: Double

        /// Creates a prior from its parts.
        public init(between: Double, within: Double, rows: Double, sufficientShare: Double) {
            self.between = between
            self.within = within
            self.rows = rows
            self.sufficientShare = sufficientShare
        }
    }

    /// The part of the variance that does not depend on n; +∞ for a column that is not modelled.
    public private(set) var between: [Float]
    /// The part that falls with 1/n.
    public private(set) var within: [Float]
    /// Standardised residuals are clipped at ± this.
    public let clip: Double

    /// Bytes of memory that it takes beside itself.
    public var byteCount: Int { (between.count + within.count) * MemoryLayout<Float>.stride }

    /// Fits the model by least squares of r² on 1/n, column by column.
    ///
    /// - Parameters:
    ///   - residuals: one row a measurement; NaN where a value is missing.
    ///   - sampleCounts: the n of each value, in the same shape.
    ///   - limits: what the fit may not fall below.
    ///   - isIncluded: whether a row takes part.
    public init(
        residuals: Residuals,
        sampleCounts: SampleCounts,
        limits: Limits,
        including isIncluded: (Int) -> Bool = { _ in true }
    ) {
        let columns = residuals.columnCount
        precondition(columns == sampleCounts.columnCount && residuals.rowCount == sampleCounts.rowCount)
        clip = limits.clip
        between = []
        within = []
        let rows = (0..<residuals.rowCount).filter(isIncluded)
        for column in stride(from: 0, to: columns, by: 4) {
            var sums = ColumnSums()
            for row in rows {
                sums.add(
                    residuals.fourColumns(from: column, row: row),
                    sampleCounts: sampleCounts.fourColumns(from: column, row: row)
                )
            }
            for offset in 0..<min(4, columns - column) {
                let (between, within) = sums.fit(offset, of: rows.count, limits)
                self.between.append(Float(between))
                self.within.append(Float(within))
            }
        }
    }

    /// The sums of a linear regression for four columns at once.
    private struct ColumnSums {
        private typealias Vector = SIMD4<Double>

        private var rows = Vector.zero
        private var squares = Vector.zero
        private var inverses = Vector.zero
        private var squaredInverses = Vector.zero
        private var products = Vector.zero

        @inline(__always)
        mutating func add(_ residual: SIMD4<Double>, sampleCounts: SIMD4<Double>) {
            let isPresent = residual.isFinite
            let divisors = sampleCounts.replacing(with: 1, where: sampleCounts .< 1)
            let square = Vector.zero.replacing(with: residual * residual, where: isPresent)
            let inverse = Vector.zero.replacing(with: 1 / divisors, where: isPresent)
            rows += Vector.zero.replacing(with: 1, where: isPresent)
            squares += square
            inverses += inverse
            squaredInverses += inverse * inverse
            products += inverse * square
        }

        func fit(_ column: Int, of allRows: Int, _ limits: Limits) -> (between: Double, within: Double) {
            let (rows, squares, inverses) = (rows[column], squares[column], inverses[column])
            let (squaredInverses, products) = (squaredInverses[column], products[column])
            let sufficient = limits.prior.map { $0.sufficientShare * Double(allRows) } ?? .infinity
            guard rows >= min(Double(fewestRows), max(sufficient, 1)) else { return (.infinity, 0) }
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
            between = max(between, limits.leastBetween)
            guard let prior = limits.prior else { return (between, within) }
            let sum = rows + prior.rows
            return (
                (rows * between + prior.rows * prior.between) / sum,
                (rows * within + prior.rows * prior.within) / sum
            )
        }
    }

    /// The standardised `residuals` of one measurement, clipped; 0 where missing.
    ///
    /// - Parameter added: a variance that is added to that of every column, at least 0.
    /// - Precondition: there is a residual and a sample count for each column.
    public func standardise(
        _ residuals: consuming [Double],
        sampleCounts: [Double],
        adding added: Double = 0
    ) -> [Double] {
        standardise(residuals, by: standardDeviations(sampleCounts: sampleCounts, adding: added))
    }

    /// The standard deviation that is expected in each column of a residual taken over so many samples, greater than 0; +∞ for
    /// a column that is not modelled.
    ///
    /// - Parameter added: a variance that is added to that of every column, at least 0.
    /// - Precondition: there is a sample count for each column.
    public func standardDeviations(sampleCounts: consuming [Double], adding added: Double = 0) -> [Double] {
        precondition(sampleCounts.count == between.count)
        var result = sampleCounts
        for column in stride(from: 0, to: result.count, by: 4) {
            result.set(
                standardDeviations(sampleCounts: result.four(from: column), from: column, adding: added),
                from: column
            )
        }
        return result
    }

    /// The `residuals` of one measurement in units of these standard deviations, clipped; 0 where missing.
    ///
    /// - Precondition: there is a residual and a standard deviation for each column.
    public func standardise(_ residuals: consuming [Double], by standardDeviations: [Double]) -> [Double] {
        precondition(residuals.count == between.count && standardDeviations.count == between.count)
        var result = residuals
        for column in stride(from: 0, to: result.count, by: 4) {
            let standardised = standardise(
                result.four(from: column),
                by: standardDeviations.four(from: column, beyond: 1)
            )
            result.set(standardised, from: column)
        }
        return result
    }

    /// All of `residuals` standardised and clipped; 0 where missing.
    ///
    /// - Precondition: there is a residual and a sample count for each column, and there are as many rows of both.
    public func standardise(_ residuals: Residuals, sampleCounts: SampleCounts) -> StandardisedResiduals {
        precondition(residuals.columnCount == between.count && sampleCounts.columnCount == between.count)
        precondition(residuals.rowCount == sampleCounts.rowCount)
        return StandardisedResiduals(residuals: residuals, sampleCounts: sampleCounts, variance: self)
    }

    /// The residuals in four columns from `column` on, standardised and clipped; 0 where missing, or beyond the last column.
    @inline(__always)
    func standardise(
        _ residuals: SIMD4<Double>,
        sampleCounts: SIMD4<Double>,
        from column: Int
    ) -> SIMD4<Double> {
        standardise(residuals, by: standardDeviations(sampleCounts: sampleCounts, from: column, adding: 0))
    }

    @inline(__always)
    private func standardDeviations(
        sampleCounts: SIMD4<Double>,
        from column: Int,
        adding added: Double
    ) -> SIMD4<Double> {
        let variance =
            SIMD4<Double>(between.four(from: column, beyond: 1)) + added
            + SIMD4<Double>(within.four(from: column, beyond: 0))
            / sampleCounts.replacing(with: Self.fewestSamples, where: sampleCounts .< Self.fewestSamples)
        return variance.squareRoot()
    }

    @inline(__always)
    private func standardise(_ residuals: SIMD4<Double>, by standardDeviations: SIMD4<Double>) -> SIMD4<Double> {
        let scaled = residuals / standardDeviations
        let isPresent = residuals.isFinite
        let clipped = pointwiseMin(pointwiseMax(scaled, SIMD4(repeating: -clip)), SIMD4(repeating: clip))
        return SIMD4<Double>.zero.replacing(with: clipped, where: isPresent)
    }
}

extension SIMD4<Double> {
    /// Whether each value is neither infinite nor NaN.
    @inline(__always)
    fileprivate var isFinite: SIMDMask<SIMD4<Int64>> { self - self .== 0 }
}
