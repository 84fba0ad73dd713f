/// A Cholesky factor L = DQ that is kept: the panels of `TriangularPanels` as whole numbers Q with 24 significant bits, and a unit D
/// for each row, which takes three eighths of the memory.
///
/// What is solved is calculated in double precision. An element is off by at most one part in 2²⁴ of the largest in its row, and a
/// length in a metric of 122 columns by about one in ten million.
struct PackedTriangle: Sendable {
    private static let height = TriangularPanels.height

    /// D: what a whole number counts for, in each row.
    private let units: [SIMD4<Float>]
    /// Q.
    private let blocks: [PackedBlock]

    private var panelCount: Int { units.count }

    /// Bytes of memory that it takes beside itself.
    var byteCount: Int {
        units.count * MemoryLayout<SIMD4<Float>>.stride + blocks.count * MemoryLayout<PackedBlock>.stride
    }

    /// Keeps a factor, whose values are finite.
    init(_ factor: TriangularPanels) {
        let panelCount = PanelledVectors.panelCount(factor.dimension)
        var units: [SIMD4<Float>] = []
        var blocks: [PackedBlock] = []
        units.reserveCapacity(panelCount)
        blocks.reserveCapacity(Self.start(panelCount))
        for panel in 0..<panelCount {
            let vectors = factor.lowerPanel(panel)
            let largest = vectors.reduce(.zero) { pointwiseMax($0, pointwiseMax($1, -$1)) }
            let unit = SIMD4<Float>(largest / PackedBlock.largest)
            units.append(unit)
            for column in stride(from: 0, to: vectors.count, by: Self.height) {
                blocks.append(PackedBlock { vectors[column + $0] / SIMD4<Double>(unit) })
            }
        }
        (self.units, self.blocks) = (units, blocks)
    }

    /// How many blocks lie before a panel: 1 + 2 + … + b.
    @inline(__always)
    private static func start(_ panel: Int) -> Int { panel * (panel + 1) / 2 }

    /// Columns of so many rows, four values at a time, those of all columns side by side: `values` gives those of a column
    /// from a row on, 0 beyond the last.
    @inline(__always)
    func panels(columns: Int = 1, _ values: (_ column: Int, _ row: Int) -> SIMD4<Double>) -> [SIMD4<Double>] {
        var panels: [SIMD4<Double>] = []
        panels.reserveCapacity(panelCount * columns)
        for panel in 0..<panelCount {
            for column in 0..<columns { panels.append(values(column, panel * Self.height)) }
        }
        return panels
    }

    /// L⁻¹Z = Q⁻¹D⁻¹Z in place of Z.
    ///
    /// - Precondition: `rest` comes from `panels` of so many columns.
    func solveForward(_ rest: inout [SIMD4<Double>], columns: Int = 1) {
        let count = panelCount
        precondition(columns > 0 && rest.count == count * columns)
        for index in rest.indices { rest[index] /= SIMD4<Double>(units[index / columns]) }
        // Offsets are made of panel numbers below `count`, which fixes the size of `blocks`, and `rest` has a vector for each
        // column in each panel.
        unsafe blocks.withUnsafeBufferPointer { blocks in
            unsafe rest.withUnsafeMutableBufferPointer { rest in
                let base = blocks.baseAddress!
                for panel in 0..<count {
                    let diagonal = unsafe UnpackedBlock(base[Self.start(panel) + panel])
                    let solved = unsafe rest.baseAddress! + panel * columns
                    for column in 0..<columns { unsafe solved[column] = diagonal.solveForward(solved[column]) }
                    for lower in (panel + 1)..<max(count, panel + 1) {
                        let block = unsafe UnpackedBlock(base[Self.start(lower) + panel])
                        let left = unsafe rest.baseAddress! + lower * columns
                        for column in 0..<columns {
                            unsafe left[column] = block.subtractProduct(solved[column], from: left[column])
                        }
                    }
                }
            }
        }
    }

    /// L⁻ᵀy = D⁻¹Q⁻ᵀy in place of y.
    ///
    /// - Precondition: `rest` comes from `panels` of one column.
    func solveBackward(_ rest: inout [SIMD4<Double>]) {
        let count = panelCount
        precondition(rest.count == count)
        // As in `solveForward`.
        unsafe blocks.withUnsafeBufferPointer { blocks in
            unsafe rest.withUnsafeMutableBufferPointer { rest in
                let base = blocks.baseAddress!
                for panel in (0..<count).reversed() {
                    let row = unsafe base + Self.start(panel)
                    let diagonal = unsafe UnpackedBlock(row[panel])
                    let x = unsafe diagonal.solveBackward(rest[panel])
                    unsafe rest[panel] = x
                    for upper in 0..<panel {
                        let block = unsafe UnpackedBlock(row[upper])
                        unsafe rest[upper] = block.subtractTransposedProduct(x, from: rest[upper])
                    }
                }
            }
        }
        for panel in 0..<count { rest[panel] /= SIMD4<Double>(units[panel]) }
    }
}

/// Four rows and four columns of whole numbers of 32 bits. Those of the first three columns are rounded so that their lowest bytes
/// make up the fourth, of which there are the upper 24 bits.
private struct PackedBlock {
    /// The largest number of a row: so much less than 2³¹ that nothing overflows when it and its unit are rounded.
    static let largest = 2_147_480_000.0

    private static let lowestByte: Int32 = 0xFF

    let first: SIMD4<Int32>
    let second: SIMD4<Int32>
    let third: SIMD4<Int32>

    /// Of the numbers that `column` gives, rounded.
    init(_ column: (Int) -> SIMD4<Double>) {
        let fourth = Self.rounded(column(3), endingIn: .zero)
        first = Self.rounded(column(0), endingIn: fourth &>> 24 & Self.lowestByte)
        second = Self.rounded(column(1), endingIn: fourth &>> 16 & Self.lowestByte)
        third = Self.rounded(column(2), endingIn: fourth &>> 8 & Self.lowestByte)
    }

    @inline(__always)
    var fourth: SIMD4<Int32> { first &<< 24 | (second & Self.lowestByte) &<< 16 | (third & Self.lowestByte) &<< 8 }

    /// The nearest whole numbers with these lowest bytes.
    private static func rounded(_ column: SIMD4<Double>, endingIn bytes: SIMD4<Int32>) -> SIMD4<Int32> {
        let half: Int32 = 128
        let whole = SIMD4<Int32>(column, rounding: .toNearestOrEven)
        return (whole &- bytes &+ half) & ~lowestByte | bytes
    }
}

/// Four rows and four columns, column by column.
private struct UnpackedBlock {
    typealias Vector = SIMD4<Double>

    private let first: Vector
    private let second: Vector
    private let third: Vector
    private let fourth: Vector

    @inline(__always)
    init(_ block: PackedBlock) {
        first = Vector(block.first)
        second = Vector(block.second)
        third = Vector(block.third)
        fourth = Vector(block.fourth)
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
