/// A lower triangular matrix in panels of four rows, and the Cholesky factorisation in place.
///
/// Panel *b* holds rows 4b to 4b + 3, column by column: a column's four values are one vector. A panel is filled up with
/// rows that are zero but on the diagonal. Blocks of four by four stay in registers while all earlier columns act on
/// them. Every element still sees the operations of the textbook's loops in their order, so that the result is theirs to
/// the last bit.
struct TriangularPanels: Sendable {
    typealias Vector = SIMD4<Double>
    static let height = 4

    /// How many rows and columns the matrix has, those that fill up the leading panels included.
    let dimension: Int
    private var vectors: [Vector]

    private var panelCount: Int { PanelledVectors.panelCount(dimension) }

    /// Of so many rows there is a copy at a time.
    private static let rowsAtOnce = 32

    /// Where panel number `panel` begins: 4 + 8 + … + 4b vectors lie before it.
    @inline(__always)
    static func start(_ panel: Int) -> Int { 2 * panel * (panel + 1) }

    /// Zeros.
    init(dimension: Int) {
        self.dimension = dimension
        vectors = [Vector](repeating: .zero, count: Self.start(PanelledVectors.panelCount(dimension)))
    }

    /// Σ zzᵀ over the terms z of `terms`; of what lies right of the first panels only the blocks on the diagonal.
    ///
    /// - Parameter leadingPanels: how many panels are first.
    init(productSumsOf terms: PanelledVectors, leadingPanels: Int) {
        self.init(dimension: terms.dimension)
        add(productSumsOf: terms, leadingPanels: leadingPanels)
    }

    /// The ridged second moment of the given rows of `values` in the first panels, filled up with rows of the unit
    /// matrix, and zeros in as many rows below as `rowsBelow` says.
    ///
    /// - Precondition: there is a row; the values are finite.
    init(
        secondMomentOf rows: [Int],
        of values: some RowsOfValues,
        ridge: CholeskyFactor.Ridge,
        rowsBelow: Int = 0
    ) {
        let columns = values.columnCount
        let leadingPanels = PanelledVectors.panelCount(columns)
        self.init(dimension: leadingPanels * Self.height + rowsBelow)
        var terms = PanelledVectors()
        for first in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
            terms.take(rows[first..<min(first + Self.rowsAtOnce, rows.count)], of: values)
            add(productSumsOf: terms, leadingPanels: leadingPanels)
        }
        let share = 1 / Double(rows.count)
        for index in 0..<Self.start(leadingPanels) { vectors[index] *= share }
        var trace = 0.0
        for index in 0..<columns { trace += self[index, index] }
        let added = ridge.amount(trace: trace, columnCount: columns, rowCount: rows.count)
        addRidge(added, toFirst: columns)
    }

    /// Adds `ridge` to the first `count` values of the diagonal. What fills up their last panel becomes 1 there, so that no
    /// division is by zero.
    mutating func addRidge(_ ridge: Double, toFirst count: Int) {
        for index in 0..<count { self[index, index] += ridge }
        for index in count..<(PanelledVectors.panelCount(count) * Self.height) { self[index, index] = 1 }
    }

    /// Replaces the first values of `row` by a row of `values`.
    ///
    /// - Precondition: all of them lie left of the diagonal.
    mutating func setRow(_ row: Int, toRow source: Int, of values: some RowsOfValues) {
        precondition(values.columnCount <= row && row < dimension)
        for column in stride(from: 0, to: values.columnCount, by: 4) {
            let four = values.fourColumns(from: column, row: source)
            for offset in 0..<min(4, values.columnCount - column) { self[row, column + offset] = four[offset] }
        }
    }

    /// Adds zzᵀ for the terms z of `terms`, one after another, in as many rows as they have elements.
    private mutating func add(productSumsOf terms: PanelledVectors, leadingPanels: Int) {
        precondition(terms.dimension <= dimension)
        let count = PanelledVectors.panelCount(terms.dimension)
        let termCount = terms.termCount
        // Offsets are made of panel numbers below `count`, which fixes the size of `terms` and is no more than there are.
        unsafe terms.vectors.withUnsafeBufferPointer { terms in
            unsafe vectors.withUnsafeMutableBufferPointer { vectors in
                for lower in 0..<count {
                    let left = unsafe terms.baseAddress! + lower * termCount
                    for upper in 0...lower where upper < leadingPanels || upper == lower {
                        let place = unsafe vectors.baseAddress! + Self.start(lower) + upper * Self.height
                        var block = unsafe Block(at: place)
                        let right = unsafe terms.baseAddress! + upper * termCount
                        unsafe block.addProducts(left, right, count: termCount)
                        unsafe block.store(at: place)
                    }
                }
            }
        }
    }

    /// The columns of a panel, with zeros above the diagonal.
    func lowerPanel(_ panel: Int) -> [Vector] {
        let rows = SIMD4<Int64>(0, 1, 2, 3) &+ Int64(panel * Self.height)
        return vectors[Self.start(panel)..<Self.start(panel + 1)].enumerated().map { column, vector in
            vector.replacing(with: 0, where: rows .< Int64(column))
        }
    }

    /// The value in `row` and `column`, which is not above the diagonal.
    subscript(row: Int, column: Int) -> Double {
        get { vectors[Self.start(row / Self.height) + column][row % Self.height] }
        set { vectors[Self.start(row / Self.height) + column][row % Self.height] = newValue }
    }

    /// Replaces a positive definite matrix by its Cholesky factor.
    mutating func factor() { factor(leadingPanels: panelCount) }

    /// Replaces the first panels by the Cholesky factor L of what they hold, and in each row k below them the columns
    /// of theirs by L⁻¹k; the rest of these rows stays.
    ///
    /// - Precondition: what the leading panels hold is positive definite.
    mutating func factor(leadingPanels: Int) {
        // So that no division is by zero.
        for row in dimension..<(panelCount * Self.height) { self[row, row] = 1 }
        let count = panelCount
        precondition(leadingPanels <= count)
        // Offsets are made of panel numbers below `count`, which fixes the size of `vectors` in `init`.
        unsafe vectors.withUnsafeMutableBufferPointer { vectors in
            let base = vectors.baseAddress!
            for upper in 0..<leadingPanels {
                let column = upper * Self.height
                let pivots = unsafe base + Self.start(upper)
                var diagonal = unsafe Block(at: pivots + column)
                unsafe diagonal.subtractProducts(pivots, pivots, count: column)
                let inverses = diagonal.factor()
                unsafe diagonal.store(at: pivots + column)
                for lower in (upper + 1)..<max(count, upper + 1) {
                    let rows = unsafe base + Self.start(lower)
                    var block = unsafe Block(at: rows + column)
                    unsafe block.subtractProducts(rows, pivots, count: column)
                    block.solve(diagonal, inverses)
                    unsafe block.store(at: rows + column)
                }
            }
        }
    }

    /// The sum of squares of the first `count` values of `row`, which all lie left of the diagonal.
    func squaredNorm(ofRow row: Int, first count: Int) -> Double {
        var sum = 0.0
        for column in 0..<count {
            let value = self[row, column]
            sum += value * value
        }
        return sum
    }
}

/// Four rows and four columns, column by column.
private struct Block {
    typealias Vector = TriangularPanels.Vector

    private var first = Vector.zero
    private var second = Vector.zero
    private var third = Vector.zero
    private var fourth = Vector.zero

    /// The four vectors from `pointer` on.
    @inline(__always)
    init(at pointer: UnsafePointer<Vector>) {
        unsafe first = pointer[0]
        unsafe second = pointer[1]
        unsafe third = pointer[2]
        unsafe fourth = pointer[3]
    }

    /// Writes the four vectors from `pointer` on.
    @inline(__always)
    func store(at pointer: UnsafeMutablePointer<Vector>) {
        unsafe pointer[0] = first
        unsafe pointer[1] = second
        unsafe pointer[2] = third
        unsafe pointer[3] = fourth
    }

    /// Adds the outer products of `count` pairs of vectors, one after another.
    @inline(__always)
    mutating func addProducts(_ rows: UnsafePointer<Vector>, _ columns: UnsafePointer<Vector>, count: Int) {
        for index in 0..<count {
            let row = unsafe rows[index]
            let column = unsafe columns[index]
            first += row * column[0]
            second += row * column[1]
            third += row * column[2]
            fourth += row * column[3]
        }
    }

    /// Subtracts the outer products of `count` pairs of vectors, one after another.
    @inline(__always)
    mutating func subtractProducts(_ rows: UnsafePointer<Vector>, _ columns: UnsafePointer<Vector>, count: Int) {
        for index in 0..<count {
            let row = unsafe rows[index]
            let column = unsafe columns[index]
            first -= row * column[0]
            second -= row * column[1]
            third -= row * column[2]
            fourth -= row * column[3]
        }
    }

    /// Factors a diagonal block, and returns the inverses of its diagonal. What is above the diagonal means nothing.
    mutating func factor() -> Vector {
        var inverses = Vector.zero
        first.takeRoot(0, &inverses)
        second -= first * first[1]
        second.takeRoot(1, &inverses)
        third -= first * first[2]
        third -= second * second[2]
        third.takeRoot(2, &inverses)
        fourth -= first * first[3]
        fourth -= second * second[3]
        fourth -= third * third[3]
        fourth.takeRoot(3, &inverses)
        return inverses
    }

    /// Solves for the rows below a factored diagonal block.
    @inline(__always)
    mutating func solve(_ diagonal: Block, _ inverses: Vector) {
        first *= inverses[0]
        second -= first * diagonal.first[1]
        second *= inverses[1]
        third -= first * diagonal.first[2]
        third -= second * diagonal.second[2]
        third *= inverses[2]
        fourth -= first * diagonal.first[3]
        fourth -= second * diagonal.second[3]
        fourth -= third * diagonal.third[3]
        fourth *= inverses[3]
    }
}

extension TriangularPanels.Vector {
    /// Divides a column by the root of its diagonal element, which it replaces, and keeps the root's inverse.
    @inline(__always)
    fileprivate mutating func takeRoot(_ diagonal: Int, _ inverses: inout Self) {
        let root = self[diagonal].squareRoot()
        inverses[diagonal] = 1 / root
        self *= inverses[diagonal]
        self[diagonal] = root
    }
}
