/// The Cholesky factor of a ridged second-moment matrix, for distances in its metric.
///
/// Σ = mean zzᵀ + (base + growth · p/N) · (tr Σ/p) · I for N rows of p columns (`detection.md`, "A: moments"): the fewer
/// the rows, the rounder the metric.
public struct CholeskyFactor: Sendable {
    /// How much of the mean variance is added to every variance.
    public struct Ridge: Sendable, Equatable {
        /// The part that does not depend on the number of rows.
        public var base: Double
        /// The part for each column a row.
        public var growth: Double

        /// Creates a ridge.
        public init(base: Double, growth: Double) {
            self.base = base
            self.growth = growth
        }
    }

    /// What keeps the ridge positive where nothing varies.
    private static let smallestMeanVariance = 1e-6

    /// The number of columns p.
    public let dimension: Int

    /// The lower triangle packed by columns: column k holds the rows k to p − 1.
    private var packed: [Double]

    /// Factors the ridged second moment of the rows of `matrix`; `nil` where there is no row.
    ///
    /// - Parameters:
    ///   - matrix: finite values.
    ///   - isIncluded: whether a row takes part.
    public init?(
        secondMomentOf matrix: Matrix,
        ridge: Ridge,
        including isIncluded: (Int) -> Bool = { _ in true }
    ) {
        dimension = matrix.columnCount
        packed = [Double](repeating: 0, count: dimension * (dimension + 1) / 2)
        var rowCount = 0
        for row in 0..<matrix.rowCount where isIncluded(row) {
            rowCount += 1
            Self.addOuterProduct(of: matrix[row: row], to: &packed)
        }
        guard rowCount > 0 else { return nil }
        let p = Double(dimension)
        let meanVariance = max(scaleAndTrace(by: 1 / Double(rowCount)) / p, Self.smallestMeanVariance)
        self.ridge(by: (ridge.base + ridge.growth * p / Double(rowCount)) * meanVariance)
        factor()
    }

    /// √(zᵀΣ⁻¹z / p), the length of `z` in the metric.
    ///
    /// - Precondition: `z` has `dimension` finite values.
    public func distance(_ z: some Collection<Double>) -> Double {
        precondition(z.count == dimension)
        return (squaredNormOfSolution(z) / Double(dimension)).squareRoot()
    }

    /// Σ⁻¹z.
    ///
    /// - Precondition: `z` has `dimension` finite values.
    public func solve(_ z: [Double]) -> [Double] {
        precondition(z.count == dimension)
        var solution = z
        var start = 0
        for column in 0..<dimension {
            solution[column] /= packed[start]
            for row in (column + 1)..<max(dimension, column + 1) {
                solution[row] -= solution[column] * packed[start + row - column]
            }
            start += dimension - column
        }
        for column in stride(from: dimension - 1, through: 0, by: -1) {
            start -= dimension - column
            for row in (column + 1)..<max(dimension, column + 1) {
                solution[column] -= packed[start + row - column] * solution[row]
            }
            solution[column] /= packed[start]
        }
        return solution
    }

    /// Multiplies the whole matrix and returns its trace.
    private mutating func scaleAndTrace(by factor: Double) -> Double {
        var trace = 0.0
        var diagonal = 0
        for index in packed.indices { packed[index] *= factor }
        for column in 0..<dimension {
            trace += packed[diagonal]
            diagonal += dimension - column
        }
        return trace
    }

    private mutating func ridge(by amount: Double) {
        var diagonal = 0
        for column in 0..<dimension {
            packed[diagonal] += amount
            diagonal += dimension - column
        }
    }

    // The loops below run over contiguous columns as y += a·x, which needs no reordering of sums to be vectorised.
    // They index unchecked: every offset is derived from `dimension`, which fixes the size of `packed` in `init`.

    private static func addOuterProduct(of row: ArraySlice<Double>, to packed: inout [Double]) {
        unsafe row.withUnsafeBufferPointer { z in
            unsafe packed.withUnsafeMutableBufferPointer { packed in
                var column = packed.baseAddress!
                for k in 0..<z.count {
                    let factor = unsafe z[k]
                    let length = z.count - k
                    let tail = unsafe z.baseAddress! + k
                    for i in 0..<length { unsafe column[i] += factor * tail[i] }
                    unsafe column += length
                }
            }
        }
    }

    /// Right-looking factorisation in place; the ridge keeps every pivot positive.
    private mutating func factor() {
        let dimension = dimension
        unsafe packed.withUnsafeMutableBufferPointer { packed in
            var pivot = packed.baseAddress!
            for k in 0..<dimension {
                let length = dimension - k
                let root = unsafe pivot[0].squareRoot()
                let inverse = 1 / root
                unsafe pivot[0] = root
                for i in 1..<max(length, 1) { unsafe pivot[i] *= inverse }
                var column = unsafe pivot + length
                for j in 1..<max(length, 1) {
                    let factor = unsafe pivot[j]
                    let rest = length - j
                    let source = unsafe pivot + j
                    for i in 0..<rest { unsafe column[i] -= factor * source[i] }
                    unsafe column += rest
                }
                unsafe pivot += length
            }
        }
    }

    /// |L⁻¹z|² by forward substitution.
    private func squaredNormOfSolution(_ z: some Collection<Double>) -> Double {
        var rest = Array(z)
        var sum = 0.0
        unsafe packed.withUnsafeBufferPointer { packed in
            unsafe rest.withUnsafeMutableBufferPointer { rest in
                var column = packed.baseAddress!
                for k in 0..<dimension {
                    let length = dimension - k
                    let y = unsafe rest[k] / column[0]
                    sum += y * y
                    let tail = unsafe rest.baseAddress! + k
                    for i in 1..<max(length, 1) { unsafe tail[i] -= y * column[i] }
                    unsafe column += length
                }
            }
        }
        return sum
    }
}
