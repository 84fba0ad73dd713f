/// Vectors of one dimension, to be multiplied with one another, in panels of four elements: panel *b* holds elements 4b to
/// 4b + 3 of every vector, one after another. The last panel is filled up with zeros.
struct PanelledVectors {
    private typealias Vector = TriangularPanels.Vector
    private static let height = TriangularPanels.height

    /// How many vectors there are.
    let termCount: Int
    /// How many elements a vector has; those that fill a panel up count where others come behind them.
    private(set) var dimension = 0
    /// The panels, one after another.
    private(set) var vectors: [TriangularPanels.Vector] = []

    /// How many panels there are.
    var panelCount: Int { (dimension + Self.height - 1) / Self.height }

    /// The given rows of `matrix`, each a vector.
    init(rows: [Int], of matrix: Matrix) {
        termCount = rows.count
        dimension = matrix.columnCount
        vectors.reserveCapacity(panelCount * termCount)
        for column in stride(from: 0, to: dimension, by: Self.height) {
            for row in rows { vectors.append(matrix.fourColumns(from: column, row: row)) }
        }
    }

    /// The columns of `matrix`, each a vector, of which no element is there yet.
    init(columnsOf matrix: Matrix) {
        termCount = matrix.columnCount
    }

    /// Appends elements to every vector, those of the given rows of `matrix`, in panels of their own.
    ///
    /// - Precondition: the vectors are the columns of `matrix`; its values are finite.
    mutating func append(rows: [Int], of matrix: Matrix) {
        precondition(matrix.columnCount == termCount)
        dimension = panelCount * Self.height + rows.count
        vectors.reserveCapacity(panelCount * termCount)
        let values = matrix.values.span
        for first in stride(from: 0, to: rows.count, by: Self.height) {
            // What is beyond the last row takes its place with zeros.
            let starts = (0..<Self.height).map { rows[min(first + $0, rows.count - 1)] * termCount }
            let isBeyond = SIMD4<Int64>(0, 1, 2, 3) .>= Int64(rows.count - first)
            for column in 0..<termCount {
                let vector = Vector(
                    values[starts[0] + column],
                    values[starts[1] + column],
                    values[starts[2] + column],
                    values[starts[3] + column]
                )
                vectors.append(vector.replacing(with: 0, where: isBeyond))
            }
        }
    }
}
