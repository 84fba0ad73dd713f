/// Vectors of one dimension, to be multiplied with one another, in panels of four elements: panel *b* holds elements 4b to
/// 4b + 3 of every vector, one after another. The last panel is filled up with zeros.
struct PanelledVectors {
    private typealias Vector = TriangularPanels.Vector
    private static let height = TriangularPanels.height

    /// How many vectors there are.
    private(set) var termCount: Int
    /// How many elements a vector has; those that fill a panel up count where others come behind them.
    private(set) var dimension: Int
    /// The panels, one after another.
    private(set) var vectors: [TriangularPanels.Vector] = []

    /// The given rows of `matrix`, each a vector.
    init(rows: [Int], of matrix: Matrix) {
        termCount = rows.count
        dimension = matrix.columnCount
        vectors.reserveCapacity(Self.panelCount(dimension) * termCount)
        for column in stride(from: 0, to: dimension, by: Self.height) {
            for row in rows { vectors.append(matrix.fourColumns(from: column, row: row)) }
        }
    }

    /// No vectors.
    init() {
        termCount = 0
        dimension = 0
    }

    /// Becomes the columns of `matrix`, each a vector: of its elements those in the rows `first`, filled up with zeros to
    /// whole panels, and then those in the rows `second`.
    ///
    /// - Precondition: the values of `matrix` are finite.
    mutating func take(columnsOf matrix: Matrix, rows first: [Int], then second: [Int]) {
        termCount = matrix.columnCount
        dimension = Self.panelCount(first.count) * Self.height + second.count
        vectors.removeAll(keepingCapacity: true)
        vectors.reserveCapacity(Self.panelCount(dimension) * termCount)
        append(rows: first, of: matrix)
        append(rows: second, of: matrix)
    }

    /// How many panels so many elements take.
    static func panelCount(_ elements: Int) -> Int { (elements + height - 1) / height }

    private mutating func append(rows: [Int], of matrix: Matrix) {
        let values = matrix.values.span
        let termCount = termCount
        for first in stride(from: 0, to: rows.count, by: Self.height) {
            // What is beyond the last row takes its place with zeros.
            let start = { rows[min(first + $0, rows.count - 1)] * termCount }
            let (a, b, c, d) = (start(0), start(1), start(2), start(3))
            let isBeyond = SIMD4<Int64>(0, 1, 2, 3) .>= Int64(rows.count - first)
            for column in 0..<termCount {
                let vector = Vector(values[a + column], values[b + column], values[c + column], values[d + column])
                vectors.append(vector.replacing(with: 0, where: isBeyond))
            }
        }
    }
}
