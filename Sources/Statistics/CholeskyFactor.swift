/// The Cholesky factor of a ridged second-moment matrix, for distances in its metric.
///
/// Σ = mean zzᵀ + (base + growth · p/N) · (tr Σ/p) · I for N rows of p columns: the fewer the rows, the rounder
/// the metric.
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

        /// What keeps the ridge positive where nothing varies.
        private static let smallestMeanVariance = 1e-6

        /// What is added to every variance of a second moment with the given trace.
        func amount(trace: Double, columnCount: Int, rowCount: Int) -> Double {
            let p = Double(columnCount)
            return (base + growth * p / Double(rowCount)) * max(trace / p, Self.smallestMeanVariance)
        }
    }

    /// The number of columns p.
    public let dimension: Int

    /// The lower triangle.
    private let triangle: PackedTriangle

    /// Bytes of memory that it takes beside itself.
    public var byteCount: Int { triangle.byteCount }

    /// Factors the ridged second moment of `rows`; `nil` where there is none.
    public init?(secondMomentOf rows: StandardisedResiduals, ridge: Ridge) {
        guard rows.rowCount > 0 else { return nil }
        self.init(secondMomentOf: Array(0..<rows.rowCount), of: rows, ridge: ridge)
    }

    /// Factors the ridged second moment of the given rows of `values`.
    ///
    /// - Precondition: there is one; the values are finite.
    init(secondMomentOf rows: [Int], of values: some RowsOfValues, ridge: Ridge) {
        dimension = values.columnCount
        var moment = TriangularPanels(secondMomentOf: rows, of: values, ridge: ridge)
        moment.factor()
        triangle = PackedTriangle(moment)
    }

    /// y = L⁻¹z, which is as long as `z` is in the metric.
    public struct Whitened: Sendable {
        /// √(yᵀy / p) = √(zᵀΣ⁻¹z / p), the length.
        public let distance: Double
        fileprivate let panels: [TriangularPanels.Vector]
    }

    /// L⁻¹z.
    ///
    /// - Precondition: `z` has `dimension` finite values.
    public func whiten(_ z: [Double]) -> Whitened {
        precondition(z.count == dimension)
        return whiten(triangle.panels { z.four(from: $1) })
    }

    /// √(zᵀΣ⁻¹z / p), the length of `z` in the metric.
    ///
    /// - Precondition: `z` has `dimension` finite values.
    public func distance(_ z: [Double]) -> Double { whiten(z).distance }

    /// The length of each of `vectors` in the metric, in less time than one after another.
    ///
    /// - Precondition: they have `dimension` finite values each.
    public func distances(_ vectors: [[Double]]) -> [Double] {
        precondition(vectors.allSatisfy { $0.count == dimension })
        guard !vectors.isEmpty else { return [] }
        var panels = triangle.panels(columns: vectors.count) { vectors[$0].four(from: $1) }
        triangle.solveForward(&panels, columns: vectors.count)
        return vectors.indices.map { length(panels, column: $0, of: vectors.count) }
    }

    /// The length of a row of `values` in the metric.
    ///
    /// - Precondition: it has `dimension` values.
    public func distance(ofRow row: Int, of values: StandardisedResiduals) -> Double {
        length(ofRow: row, of: values)
    }

    /// The length of a row of `values` in the metric.
    ///
    /// - Precondition: it has `dimension` finite values.
    func length(ofRow row: Int, of values: some RowsOfValues) -> Double {
        precondition(values.columnCount == dimension)
        return whiten(triangle.panels { values.fourColumns(from: $1, row: row) }).distance
    }

    private func whiten(_ z: consuming [TriangularPanels.Vector]) -> Whitened {
        var y = z
        triangle.solveForward(&y)
        return Whitened(distance: length(y, column: 0, of: 1), panels: y)
    }

    /// √(yᵀy / p) of one of several columns.
    private func length(_ y: [TriangularPanels.Vector], column: Int, of columns: Int) -> Double {
        var sum = 0.0
        for index in 0..<dimension {
            let value = y[index / TriangularPanels.height * columns + column][index % TriangularPanels.height]
            sum += value * value
        }
        return (sum / Double(dimension)).squareRoot()
    }

    /// L⁻ᵀy = Σ⁻¹z.
    ///
    /// - Precondition: `whitened` comes from `whiten`.
    public func solve(_ whitened: Whitened) -> [Double] {
        var y = whitened.panels
        triangle.solveBackward(&y)
        return (0..<dimension).map { y[$0 / TriangularPanels.height][$0 % TriangularPanels.height] }
    }
}
