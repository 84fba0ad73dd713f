import Snapshots

/// What the encoding of a `SparseHistogram` is made of, after its beginning: the cells in ascending order, each as its count,
/// and runs of cells that are empty.
///
/// | first byte | what it stands for |
/// |---|---|
/// | 0…127 | a cell, whose count is one more |
/// | 128…191 | 1…64 empty cells |
/// | 192…255 | a cell of 129 and more: what it is above that, in six bits here and the others in a variable-length integer |
enum HistogramToken {
    /// So many empty cells.
    case emptyCells(Int)
    /// A cell of that count, which is not 0.
    case count(UInt32)

    /// What an encoding begins with. One of pairs, as they were written before, never does: a pair has no count of 0.
    static let beginning: [UInt8] = [0, 0]
    /// The largest count that takes a byte.
    static let mostInByte: UInt32 = 128
    static let firstOfEmptyCells: UInt8 = 128
    static let firstOfLargeCounts: UInt8 = 192
    static let mostEmptyCells = 64
    static let bitsOfFirstByte: UInt32 = 6

    /// What stands at `position`, which moves behind it; `nil` where nothing can.
    init?(in bytes: Span<UInt8>, at position: inout Int) {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        if byte < Self.firstOfEmptyCells {
            self = .count(UInt32(byte) + 1)
        } else if byte < Self.firstOfLargeCounts {
            self = .emptyCells(Int(byte - Self.firstOfEmptyCells) + 1)
        } else {
            guard let above = bytes.variableLengthInteger(at: &position),
                above <= UInt64(UInt32.max) >> UInt64(Self.bitsOfFirstByte)
            else { return nil }
            let more = above << UInt64(Self.bitsOfFirstByte) | UInt64(byte - Self.firstOfLargeCounts)
            guard let count = UInt32(exactly: more + UInt64(Self.mostInByte) + 1) else { return nil }
            self = .count(count)
        }
    }

    /// How many bytes a run of so many empty cells takes.
    static func byteCount(emptyCells: Int) -> Int { (emptyCells + mostEmptyCells - 1) / mostEmptyCells }

    /// The most bytes that a cell takes: a count of six bits and 26 more, seven a byte, and the last byte of the empty cells
    /// before it; whole bytes of these are counted apart.
    static let mostBytesOfCell = 6
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Stores a byte at `position`, which moves behind it.
    ///
    /// - Precondition: there is room for it.
    @inline(__always)
    func store(_ byte: UInt8, at position: inout Int) {
        unsafe self[position] = byte
        position += 1
    }

    /// Stores a run of `count` empty cells from `position` on, which moves behind it.
    ///
    /// - Precondition: there is room for `HistogramToken.byteCount(emptyCells:)` bytes.
    func store(emptyCells count: Int, at position: inout Int) {
        var rest = count
        while rest > 0 {
            let run = Swift.min(rest, HistogramToken.mostEmptyCells)
            unsafe store(HistogramToken.firstOfEmptyCells + UInt8(run - 1), at: &position)
            rest -= run
        }
    }

    /// Stores a count above `HistogramToken.mostInByte` from `position` on, which moves behind it.
    ///
    /// - Precondition: there is room for `HistogramToken.mostBytesOfCell` bytes but one.
    func store(largeCount count: UInt32, at position: inout Int) {
        let more = count - HistogramToken.mostInByte - 1
        let low = UInt8(truncatingIfNeeded: more) & (1 << HistogramToken.bitsOfFirstByte - 1)
        unsafe store(HistogramToken.firstOfLargeCounts | low, at: &position)
        unsafe store(variableLength: UInt64(more >> HistogramToken.bitsOfFirstByte), at: &position)
    }
}
