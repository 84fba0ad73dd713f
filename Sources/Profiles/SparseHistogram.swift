import Snapshots

/// A histogram over the cells of a feature space, of which only the cells that occur are kept, mostly in a byte each, about
/// 1.2 KiB for a window.
public struct SparseHistogram: Sendable, Equatable {
    /// The encoded cells, as `HistogramToken` says.
    public let bytes: [UInt8]
    /// How many cells the histogram ranges over.
    public let cellCount: Int

    /// Keeps the cells of `counts` that are not 0.
    public init(_ counts: [UInt32]) {
        self.init([CellCount](occurringIn: counts), cellCount: counts.count)
    }

    /// A histogram of the given cells.
    ///
    /// - Precondition: `cells` ascend, are below `cellCount`, and occur: no count is 0.
    public init(_ cells: [CellCount], cellCount: Int) {
        self.cellCount = cellCount
        let most =
            HistogramToken.beginning.count + cells.count * HistogramToken.mostBytesOfCell
            + HistogramToken.byteCount(emptyCells: cellCount)
        let encoded = unsafe [UInt8](unsafeUninitializedCapacity: most) { bytes, count in
            var position = 0
            for byte in HistogramToken.beginning { unsafe bytes.store(byte, at: &position) }
            var next = 0
            for cell in cells {
                // Of cells that do not ascend there may be more than there is room for.
                precondition(
                    cell.count > 0 && cell.cell >= next && cell.cell < cellCount,
                    "cells that occur, ascending, below \(cellCount)"
                )
                if cell.cell > next { unsafe bytes.store(emptyCells: cell.cell - next, at: &position) }
                if cell.count <= HistogramToken.mostInByte {
                    unsafe bytes.store(UInt8(truncatingIfNeeded: cell.count &- 1), at: &position)
                } else {
                    unsafe bytes.store(largeCount: cell.count, at: &position)
                }
                next = cell.cell + 1
            }
            count = position
        }
        // Thousands of histograms are kept.
        bytes = encoded.fitted
    }

    /// Reads back an encoding, or one of pairs, as they were written before.
    ///
    /// - Throws: `Corruption` where the bytes are not the encoding of a histogram over `cellCount` cells.
    public init(bytes: [UInt8], cellCount: Int) throws(Corruption) {
        if bytes.starts(with: HistogramToken.beginning) {
            try Self.check(bytes, cellCount: cellCount)
            self.init(checked: bytes, cellCount: cellCount)
        } else {
            self.init(try Self.cells(inPairs: bytes, cellCount: cellCount), cellCount: cellCount)
        }
    }

    private init(checked bytes: [UInt8], cellCount: Int) {
        self.bytes = bytes
        self.cellCount = cellCount
    }

    private static func check(_ bytes: [UInt8], cellCount: Int) throws(Corruption) {
        let tokens = bytes.span
        var position = HistogramToken.beginning.count
        var next = 0
        while position < tokens.count {
            let offset = position
            guard let token = HistogramToken(in: tokens, at: &position) else { throw Corruption(byte: offset) }
            switch token {
            case .emptyCells(let count): next += count
            case .count: next += 1
            }
            guard next <= cellCount else { throw Corruption(byte: offset) }
        }
    }

    /// The cells in pairs of variable-length integers: how many empty cells lie before a cell, and its count.
    private static func cells(inPairs bytes: [UInt8], cellCount: Int) throws(Corruption) -> [CellCount] {
        var cells: [CellCount] = []
        var reader = VariableLengthReader(bytes)
        var next: UInt64 = 0
        while !reader.isAtEnd {
            let offset = reader.offset
            guard let gap = reader.next(), let count = reader.next(), gap < UInt64(cellCount),
                next + gap < UInt64(cellCount), (1...UInt64(UInt32.max)).contains(count)
            else {
                throw Corruption(byte: offset)
            }
            cells.append(CellCount(cell: Int(next + gap), count: UInt32(count)))
            next += gap + 1
        }
        return cells
    }

    /// An encoding that is none.
    public struct Corruption: Error, Equatable {
        /// Where the first part that cannot be lies.
        public var byte: Int
    }

    /// The cells that occur, in ascending order.
    public var cells: [CellCount] {
        // A cell takes a byte or more; one cell more, because what stands for no cell is written and then written over.
        unsafe [CellCount](unsafeUninitializedCapacity: bytes.count + 1) { cells, count in
            let bytes = bytes.span
            var position = HistogramToken.beginning.count
            var next: UInt32 = 0
            var index = 0
            while position < bytes.count {
                // Within bounds, as was just checked: a position is never negative.
                let byte = unsafe bytes[unchecked: position]
                if byte < HistogramToken.firstOfLargeCounts {
                    position &+= 1
                    // Which of both comes next nobody could foretell, so that there is no branch on it.
                    let isCount = byte < HistogramToken.firstOfEmptyCells
                    unsafe cells[index] = CellCount(number: next, count: UInt32(byte) &+ 1)
                    index &+= isCount ? 1 : 0
                    next &+= isCount ? 1 : UInt32(byte &- HistogramToken.firstOfEmptyCells) &+ 1
                } else if case .count(let large) = HistogramToken(in: bytes, at: &position) {
                    unsafe cells[index] = CellCount(number: next, count: large)
                    index &+= 1
                    next &+= 1
                } else {
                    preconditionFailure("a histogram was checked when it was read")
                }
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
