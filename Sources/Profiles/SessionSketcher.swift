public import Gestures

/// Bins a session's samples and cuts them into windows as they come, in memory that does not depend on how long the
/// session is.
///
/// Samples are counted once, in blocks of the greatest common divisor of the window sizes, and whole blocks are added
/// to the windows.
public struct SessionSketcher: Sendable {
    /// The samples of the whole session up to the last whole block in their bins.
    var totals: PackableCounts
    /// How many gestures have ended.
    public internal(set) var gestureCount = 0
    /// How many samples there have been.
    public internal(set) var sampleCount = 0

    /// After this many gestures the session is taken to have ended; `nil` for no limit.
    public var gestureLimit: Int?

    let space: FeatureSpace
    var block: PackableCounts
    var blockGestures = 0
    var blockSamples = 0
    var open: [OpenWindow]

    static let blockSize = SessionWindow.sizes.reduce(0, greatestCommonDivisor)
    /// A block is flushed before a count in it could overflow.
    static let mostBlockSamples = Int(Int32.max)

    struct OpenWindow {
        let size: Int
        var index = 0
        var counts: PackableCounts
        var gestureCount = 0
        var sampleCount = 0
        var start: Int64?
        var end: Int64 = 0
    }

    /// A sketcher at the beginning of a session.
    ///
    /// - Parameters:
    ///   - space: where samples are binned.
    ///   - gestureLimit: after this many gestures the session is taken to have ended; `nil` for no limit.
    public init(space: FeatureSpace, gestureLimit: Int? = nil) {
        self.space = space
        self.gestureLimit = gestureLimit
        let empty = PackableCounts(cellCount: space.cellCount)
        totals = empty
        block = empty
        open = SessionWindow.sizes.map { OpenWindow(size: $0, counts: empty) }
    }

    /// The samples of the whole session in their bins up to the last gesture that can end a window, and to the very last
    /// once the session has ended; counts stay at their largest value once they reach it.
    public var total: [UInt32] { totals.counts }

    /// The session up to the end of its last window of `size` gestures, windows with too few samples included.
    ///
    /// - Precondition: the size is one of `SessionWindow.sizes`.
    public func ended(size: Int) -> (counts: [UInt32], gestureCount: Int) {
        guard let window = open.first(where: { $0.size == size }) else {
            preconditionFailure("there are no windows of \(size) gestures")
        }
        var counts = total
        counts.subtract(window.counts.counts)
        return (counts, gestureCount - window.gestureCount)
    }

    /// Bytes of memory that the counts take.
    public var byteCount: Int { open.reduce(totals.byteCount + block.byteCount) { $0 + $1.counts.byteCount } }

    /// Lets the session take little memory until samples are added again.
    public mutating func pack() {
        totals.pack()
        block.pack()
        for index in open.indices { open[index].counts.pack() }
    }

    /// Whether the limit of gestures has been reached, so that no further sample counts.
    public var isComplete: Bool { gestureLimit.map { gestureCount >= $0 } ?? false }

    /// Adds all samples of `buffer`, and calls `emit` with each window that is complete.
    public mutating func add(_ buffer: borrowing SampleBuffer, emit: (SessionWindow) -> Void) {
        var cursor = SampleCursor()
        add(buffer, from: &cursor, emit: emit)
    }

    /// Adds the samples of `buffer` from `cursor` on, until they or the limit of gestures are exhausted, and leaves the
    /// cursor there.
    public mutating func add(
        _ buffer: borrowing SampleBuffer,
        from cursor: inout SampleCursor,
        emit: (SessionWindow) -> Void
    ) {
        while !isComplete, cursor.mark < buffer.marks.count {
            let mark = buffer.marks[cursor.mark]
            bin(buffer, to: mark.numberCount, mark.wholeCount, mark.cellCount, from: &cursor)
            cursor.mark += 1
            endGesture(start: mark.start, end: mark.end, emit: emit)
        }
        if !isComplete { bin(buffer, to: buffer.numberCount, buffer.wholeCount, buffer.cellCount, from: &cursor) }
    }

    /// Ends the session: what remains of each size is a window too, if it has enough samples.
    public mutating func finish(emit: (SessionWindow) -> Void) {
        flushBlock()
        for index in open.indices { close(index, emit: emit) }
    }

    private mutating func bin(
        _ buffer: borrowing SampleBuffer,
        to numberCount: Int,
        _ wholeCount: Int,
        _ cellCount: Int,
        from cursor: inout SampleCursor
    ) {
        block.unpack()
        space.add(
            buffer,
            numbers: cursor.number..<numberCount,
            wholes: cursor.whole..<wholeCount,
            cells: cursor.cell..<cellCount,
            to: &block.unpacked
        )
        blockSamples += numberCount - cursor.number + wholeCount - cursor.whole + cellCount - cursor.cell
        cursor.number = numberCount
        cursor.whole = wholeCount
        cursor.cell = cellCount
        if blockSamples > Self.mostBlockSamples { flushBlock() }
    }

    private mutating func endGesture(start: Int64, end: Int64, emit: (SessionWindow) -> Void) {
        gestureCount += 1
        blockGestures += 1
        for index in open.indices {
            open[index].gestureCount += 1
            open[index].start = open[index].start ?? start
            open[index].end = end
        }
        guard blockGestures == Self.blockSize else { return }
        flushBlock()
        for index in open.indices where open[index].gestureCount == open[index].size {
            close(index, emit: emit)
        }
    }

    private mutating func flushBlock() {
        sampleCount += blockSamples
        // No cell has more samples than the session.
        let canOverflow = sampleCount > Int(UInt32.max)
        block.unpack()
        totals.add(block, canOverflow: canOverflow)
        for index in open.indices {
            open[index].counts.add(block, canOverflow: canOverflow)
            open[index].sampleCount += blockSamples
        }
        blockGestures = 0
        blockSamples = 0
        block.unpacked.resetToZero()
    }

    private mutating func close(_ index: Int, emit: (SessionWindow) -> Void) {
        let window = open[index]
        let counts = window.counts.unpacked
        if window.sampleCount >= SessionWindow.fewestSamples {
            emit(
                SessionWindow(
                    size: window.size,
                    index: window.index,
                    gestureCount: window.gestureCount,
                    sampleCount: window.sampleCount,
                    start: window.start ?? 0,
                    end: window.end,
                    cells: [CellCount](occurringIn: counts),
                    cellCount: counts.count
                )
            )
        }
        open[index].index += 1
        open[index].counts.unpacked.resetToZero()
        open[index].gestureCount = 0
        open[index].sampleCount = 0
        open[index].start = nil
    }
}

/// How far a buffer of samples has been used.
public struct SampleCursor: Sendable {
    fileprivate var mark = 0
    fileprivate var number = 0
    fileprivate var whole = 0
    fileprivate var cell = 0

    /// At the beginning of a buffer.
    public init() {}
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
}

extension PackableCounts {
    /// Adds `other`, which is not packed, in less time where no sum can overflow.
    fileprivate mutating func add(_ other: PackableCounts, canOverflow: Bool) {
        unpack()
        unpacked.add(other.unpacked, canOverflow: canOverflow)
    }
}

extension [UInt32] {
    /// Takes away `other` element by element; a difference below 0 is 0.
    fileprivate mutating func subtract(_ other: [UInt32]) {
        for index in indices { self[index] -= Swift.min(self[index], other[index]) }
    }

    /// Adds `other` element by element; a sum that does not fit stays at the largest value.
    package mutating func addSaturating(_ other: [UInt32]) {
        precondition(count == other.count)
        let other = other.span
        var own = mutableSpan
        for index in other.indices {
            // Both have as many elements, as was just checked.
            let term = unsafe other[unchecked: index]
            let sum = unsafe own[unchecked: index] &+ term
            unsafe own[unchecked: index] = sum < term ? .max : sum
        }
    }

    /// Adds `other` element by element, in less time where no sum can overflow.
    fileprivate mutating func add(_ other: [UInt32], canOverflow: Bool) {
        guard !canOverflow else { return addSaturating(other) }
        precondition(count == other.count)
        let other = other.span
        var own = mutableSpan
        for index in other.indices {
            // Both have as many elements, as was just checked.
            unsafe own[unchecked: index] &+= other[unchecked: index]
        }
    }

    /// Adds the given cells; a sum that does not fit stays at the largest value.
    package mutating func addSaturating(_ cells: [CellCount]) {
        for cell in cells {
            let (sum, overflow) = self[cell.cell].addingReportingOverflow(cell.count)
            self[cell.cell] = overflow ? .max : sum
        }
    }

    fileprivate mutating func resetToZero() {
        for index in indices { self[index] = 0 }
    }
}
