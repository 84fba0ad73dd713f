/// A Cholesky factor L that is kept: the panels of `TriangularPanels` in single precision, which takes half the memory.
///
/// What is solved is calculated in double precision. An element is off by at most one part in 2²⁴, and a length in a metric of
/// 122 columns by about one in a million.
struct PackedTriangle: Sendable {
    private static let height = TriangularPanels.height

    /// How many rows and columns the matrix has.
    let dimension: Int
    private let vectors: [SIMD4<Float>]

    private var panelCount: Int { PanelledVectors.panelCount(dimension) }

    /// Bytes of memory that it takes beside itself.
    var byteCount: Int { vectors.count * MemoryLayout<SIMD4<Float>>.stride }

    /// Keeps a factor.
    init(_ factor: TriangularPanels) {
        dimension = factor.dimension
        vectors = factor.vectors.map { SIMD4<Float>($0) }
    }

    /// A vector as long as a column, four values at a time: `values` gives those from a row on, 0 beyond the last.
    @inline(__always)
    func panels(_ values: (_ row: Int) -> SIMD4<Double>) -> [SIMD4<Double>] {
        (0..<panelCount).map { values($0 * Self.height) }
    }

    /// L⁻¹z in place of z.
    ///
    /// - Precondition: `rest` comes from `panels`.
    func solveForward(_ rest: inout [SIMD4<Double>]) {
        let count = panelCount
        precondition(rest.count == count)
        // Offsets are made of panel numbers below `count`, which fixes the size of `vectors`; `rest` has one vector a panel.
        unsafe vectors.withUnsafeBufferPointer { vectors in
            unsafe rest.withUnsafeMutableBufferPointer { rest in
                let base = vectors.baseAddress!
                for panel in 0..<count {
                    let column = panel * Self.height
                    let diagonal = unsafe PackedBlock(at: base + TriangularPanels.start(panel) + column)
                    let y = unsafe diagonal.solveForward(rest[panel])
                    unsafe rest[panel] = y
                    for lower in (panel + 1)..<max(count, panel + 1) {
                        let block = unsafe PackedBlock(at: base + TriangularPanels.start(lower) + column)
                        unsafe rest[lower] = block.subtractProduct(y, from: rest[lower])
                    }
                }
            }
        }
    }

    /// L⁻ᵀy in place of y.
    ///
    /// - Precondition: `rest` comes from `panels`.
    func solveBackward(_ rest: inout [SIMD4<Double>]) {
        let count = panelCount
        precondition(rest.count == count)
        // As in `solveForward`.
        unsafe vectors.withUnsafeBufferPointer { vectors in
            unsafe rest.withUnsafeMutableBufferPointer { rest in
                let base = vectors.baseAddress!
                for panel in (0..<count).reversed() {
                    let rows = unsafe base + TriangularPanels.start(panel)
                    let diagonal = unsafe PackedBlock(at: rows + panel * Self.height)
                    let x = unsafe diagonal.solveBackward(rest[panel])
                    unsafe rest[panel] = x
                    for upper in 0..<panel {
                        let block = unsafe PackedBlock(at: rows + upper * Self.height)
                        unsafe rest[upper] = block.subtractTransposedProduct(x, from: rest[upper])
                    }
                }
            }
        }
    }
}

/// Four rows and four columns of a packed triangle, column by column.
private struct PackedBlock {
    typealias Vector = SIMD4<Double>

    private let first: Vector
    private let second: Vector
    private let third: Vector
    private let fourth: Vector

    /// The four vectors from `pointer` on.
    @inline(__always)
    init(at pointer: UnsafePointer<SIMD4<Float>>) {
        unsafe first = Vector(pointer[0])
        unsafe second = Vector(pointer[1])
        unsafe third = Vector(pointer[2])
        unsafe fourth = Vector(pointer[3])
    }

    /// Divides `z` by the block, which lies on the diagonal.
    @inline(__always)
    func solveForward(_ z: Vector) -> Vector {
        let y0 = z[0] / first[0]
        let y1 = (z[1] - first[1] * y0) / second[1]
        let y2 = (z[2] - first[2] * y0 - second[2] * y1) / third[2]
        let y3 = (z[3] - first[3] * y0 - second[3] * y1 - third[3] * y2) / fourth[3]
        return Vector(y0, y1, y2, y3)
    }

    /// Divides `y` by the transpose of the block, which lies on the diagonal.
    @inline(__always)
    func solveBackward(_ y: Vector) -> Vector {
        let x3 = y[3] / fourth[3]
        let x2 = (y[2] - third[3] * x3) / third[2]
        let x1 = (y[1] - second[3] * x3 - second[2] * x2) / second[1]
        let x0 = (y[0] - first[3] * x3 - first[2] * x2 - first[1] * x1) / first[0]
        return Vector(x0, x1, x2, x3)
    }

    /// `z` less the product of the block and `y`, the first column's part first.
    @inline(__always)
    func subtractProduct(_ y: Vector, from z: Vector) -> Vector {
        var rest = z
        rest -= first * y[0]
        rest -= second * y[1]
        rest -= third * y[2]
        rest -= fourth * y[3]
        return rest
    }

    /// `y` less the product of the transpose and `x`, the last row's part first.
    @inline(__always)
    func subtractTransposedProduct(_ x: Vector, from y: Vector) -> Vector {
        var rest = y
        rest -= Vector(first[3], second[3], third[3], fourth[3]) * x[3]
        rest -= Vector(first[2], second[2], third[2], fourth[2]) * x[2]
        rest -= Vector(first[1], second[1], third[1], fourth[1]) * x[1]
        rest -= Vector(first[0], second[0], third[0], fourth[0]) * x[0]
        return rest
    }
}
