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

    /// No vectors.
    init() {
        termCount = 0
        dimension = 0
    }

    /// Becomes the given rows of `values`, each a vector.
    mutating func take(_ rows: ArraySlice<Int>, of values: some RowsOfValues) {
        termCount = rows.count
        dimension = values.columnCount
        vectors.removeAll(keepingCapacity: true)
        vectors.reserveCapacity(Self.panelCount(dimension) * termCount)
        for column in stride(from: 0, to: dimension, by: Self.height) {
            for row in rows { vectors.append(values.fourColumns(from: column, row: row)) }
        }
    }

    /// Becomes the columns of `values`, each a vector: of its elements those in the rows `first`, filled up with zeros to
    /// whole panels, and then those in the rows `second`.
    ///
    /// - Precondition: they are finite.
    mutating func take(columnsOf values: some RowsOfValues, rows first: [Int], then second: [Int]) {
        termCount = values.columnCount
        dimension = Self.panelCount(first.count) * Self.height + second.count
        vectors.removeAll(keepingCapacity: true)
        vectors.reserveCapacity(Self.panelCount(dimension) * termCount)
        append(rows: first, of: values)
        append(rows: second, of: values)
    }

    /// How many panels so many elements take.
    static func panelCount(_ elements: Int) -> Int { (elements + height - 1) / height }

    private mutating func append(rows: [Int], of values: some RowsOfValues) {
        for first in stride(from: 0, to: rows.count, by: Self.height) {
            // What is beyond the last row takes its place with zeros.
            let row = { rows[min(first + $0, rows.count - 1)] }
            let (a, b, c, d) = (row(0), row(1), row(2), row(3))
            let isBeyond = SIMD4<Int64>(0, 1, 2, 3) .>= Int64(rows.count - first)
            for column in stride(from: 0, to: termCount, by: 4) {
                let fromA = values.fourColumns(from: column, row: a)
                let fromB = values.fourColumns(from: column, row: b)
                let fromC = values.fourColumns(from: column, row: c)
                let fromD = values.fourColumns(from: column, row: d)
                for offset in 0..<min(4, termCount - column) {
                    let vector = Vector(fromA[offset], fromB[offset], fromC[offset], fromD[offset])
                    vectors.append(vector.replacing(with: 0, where: isBeyond))
                }
            }
        }
    }
}
