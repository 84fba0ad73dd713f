import Snapshots

/// A histogram over the cells of a feature space, of which only the cells that occur are kept: pairs of variable-length
/// integers (gap to the previous cell, count), about 1.9 KiB for a window.
public struct SparseHistogram: Sendable, Equatable {
    /// The encoded pairs.
    public let bytes: [UInt8]
    /// How many cells the histogram ranges over.
    public let cellCount: Int

    /// Keeps the cells of `counts` that are not 0.
    public init(_ counts: [UInt32]) {
        self.init([CellCount](occurringIn: counts), cellCount: counts.count)
    }

    /// A histogram of the given cells.
    ///
    /// - Precondition: `cells` ascend, and are below `cellCount`.
    public init(_ cells: [CellCount], cellCount: Int) {
        self.cellCount = cellCount
        // Exactly as much as is needed, because thousands of histograms are kept.
        bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.encodedLength(cells)) { bytes, count in
            var position = 0
            var next = 0
            for cell in cells {
                let gap = UInt64(cell.cell - next)
                if gap | UInt64(cell.count) < 0x80 {
                    unsafe bytes[position] = UInt8(truncatingIfNeeded: gap)
                    unsafe bytes[position + 1] = UInt8(truncatingIfNeeded: cell.count)
                    position += 2
                } else {
                    unsafe bytes.store(variableLength: gap, at: &position)
                    unsafe bytes.store(variableLength: UInt64(cell.count), at: &position)
                }
                next = cell.cell + 1
            }
            count = position
        }
    }

    private static func encodedLength(_ cells: [CellCount]) -> Int {
        // Nearly every pair takes two bytes.
        var length = 2 * cells.count
        var next = 0
        for cell in cells {
            let gap = UInt64(cell.cell - next)
            if gap | UInt64(cell.count) >= 0x80 {
                length += gap.variableLengthByteCount + UInt64(cell.count).variableLengthByteCount - 2
            }
            next = cell.cell + 1
        }
        return length
    }

    /// Reads back an encoding.
    ///
    /// - Throws: `Corruption` where the bytes are not the encoding of a histogram over `cellCount` cells.
    public init(bytes: [UInt8], cellCount: Int) throws(Corruption) {
        self.bytes = bytes
        self.cellCount = cellCount
        var reader = VariableLengthReader(bytes)
        var next: UInt64 = 0
        while !reader.isAtEnd {
            let offset = reader.offset
            guard let gap = reader.next(), let count = reader.next(), gap < UInt64(cellCount),
                next + gap < UInt64(cellCount), (1...UInt64(UInt32.max)).contains(count)
            else {
                throw Corruption(byte: offset)
            }
            next += gap + 1
        }
    }

    /// An encoding that is none.
    public struct Corruption: Error, Equatable {
        /// Where the first pair that cannot be lies.
        public var byte: Int
    }

    /// The cells that occur, in ascending order.
    public var cells: [CellCount] {
        // A cell takes two bytes or more, so that the cells fit.
        unsafe [CellCount](unsafeUninitializedCapacity: bytes.count / 2) { cells, count in
            let bytes = bytes.span
            var position = 0
            var next: UInt32 = 0
            var index = 0
            while let (gap, samples) = bytes.pairOfVariableLength(at: &position) {
                let cell = next &+ UInt32(truncatingIfNeeded: gap)
                unsafe cells[index] = CellCount(number: cell, count: UInt32(truncatingIfNeeded: samples))
                index &+= 1
                next = cell &+ 1
            }
            count = index
        }
    }

    /// The histogram with its empty cells.
    public func counts() -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: cellCount)
        for cell in cells { counts[cell.cell] = cell.count }
        return counts
    }
}

/// How often one cell of a histogram occurs.
public struct CellCount: Sendable, Equatable {
    /// The cell's number.
    public var cell: Int { Int(number) }
    /// How many samples fell into it.
    public let count: UInt32

    fileprivate let number: UInt32

    /// The count of one cell, numbered below 2³².
    public init(cell: Int, count: UInt32) {
        self.init(number: UInt32(cell), count: count)
    }

    fileprivate init(number: UInt32, count: UInt32) {
        self.number = number
        self.count = count
    }
}

extension [CellCount] {
    /// The cells of `counts` that are not 0, in ascending order.
    public init(occurringIn counts: [UInt32]) {
        let counts = counts.span
        // As wide as the counts are, so that the compiler makes vectors of it.
        var occurring: UInt32 = 0
        for cell in counts.indices { occurring &+= counts[cell].oneUnlessZero }
        // One cell more than there are, because a cell that is empty is written and then written over.
        self = unsafe [CellCount](unsafeUninitializedCapacity: Int(occurring) + 1) { cells, count in
            var index = 0
            for cell in counts.indices {
                unsafe cells[index] = CellCount(number: UInt32(truncatingIfNeeded: cell), count: counts[cell])
                index &+= Int(counts[cell].oneUnlessZero)
            }
            count = index
        }
    }

    /// The cells of two histograms together, both in ascending order; a sum that does not fit stays at the largest
    /// value.
    public func merged(with other: [CellCount]) -> [CellCount] {
        let (one, other) = (span, other.span)
        return [CellCount](capacity: one.count + other.count) { merged in
            var (index, otherIndex) = (0, 0)
            // Whose cell comes next nobody could foretell, so that there is no branch on it.
            while index < one.count, otherIndex < other.count {
                let (cell, otherCell) = (one[index], other[otherIndex])
                let number = Swift.min(cell.number, otherCell.number)
                let (isNext, isOtherNext) = (cell.number == number, otherCell.number == number)
                let count = isNext ? cell.count : 0
                let sum = count &+ (isOtherNext ? otherCell.count : 0)
                merged.append(CellCount(number: number, count: sum < count ? .max : sum))
                index &+= isNext ? 1 : 0
                otherIndex &+= isOtherNext ? 1 : 0
            }
            while index < one.count {
                merged.append(one[index])
                index += 1
            }
            while otherIndex < other.count {
                merged.append(other[otherIndex])
                otherIndex += 1
            }
        }
    }
}

extension UInt32 {
    /// 0 for 0 and 1 for the others, without a branch that nobody could foretell.
    @inline(__always)
    fileprivate var oneUnlessZero: UInt32 { (self | (0 &- self)) &>> 31 }
}
