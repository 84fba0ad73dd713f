/// Samples on their way from an extractor to a histogram, in a buffer that is allocated once.
///
/// A *sample* is one measurement of one feature. Numeric samples carry the raw quantity (px, px/s, s, …) before any
/// logarithm: a `FeatureSpace` moves its bin edges to the raw quantity instead. Where it is a whole number by nature (px,
/// ms, a count) it stays one, because the bin of a small one can be looked up. Cell samples carry the number of the cell.
/// Marks say where a gesture's last sample lies, so that windows can be cut there.
@safe
public struct SampleBuffer: ~Copyable {
    /// The end of one gesture within the buffer.
    public struct GestureMark: Sendable, Equatable {
        /// How many numeric samples lie before the cut.
        public var numberCount: Int
        /// How many numeric samples of whole numbers lie before the cut.
        public var wholeCount: Int
        /// How many cell samples lie before the cut.
        public var cellCount: Int
        /// When the gesture began, in ms since the recording's first event.
        public var start: Int64
        /// When the gesture ended, in ms since the recording's first event.
        public var end: Int64
    }

    /// The gestures that ended, in order.
    public private(set) var marks: [GestureMark] = []
    /// How many numeric samples the buffer holds, but for those of whole numbers.
    public private(set) var numberCount = 0
    /// How many numeric samples of whole numbers the buffer holds.
    public private(set) var wholeCount = 0
    /// How many cell samples the buffer holds.
    public private(set) var cellCount = 0
    /// Whether it holds no samples, and no gesture ended.
    public var isEmpty: Bool { numberCount == 0 && wholeCount == 0 && cellCount == 0 && marks.isEmpty }
    /// The most samples of either kind that fit.
    public let capacity: Int

    // Owned, allocated in `init` with `capacity` elements each and freed in `deinit`; the first `numberCount`,
    // `wholeCount` or `cellCount` elements are initialized. Arrays would check uniqueness at every one of a dozen samples an event.
    private let numberFeatures: UnsafeMutablePointer<UInt8>
    private let numberValues: UnsafeMutablePointer<Double>
    private let wholeFeatures: UnsafeMutablePointer<UInt8>
    private let wholeValues: UnsafeMutablePointer<Int64>
    private let cellFeatures: UnsafeMutablePointer<UInt8>
    private let cellIndices: UnsafeMutablePointer<UInt8>

    /// An empty buffer for at most `capacity` samples of either kind.
    public init(capacity: Int) {
        precondition(capacity > 0, "a sample buffer needs room for one sample")
        self.capacity = capacity
        unsafe numberFeatures = .allocate(capacity: capacity)
        unsafe numberValues = .allocate(capacity: capacity)
        unsafe wholeFeatures = .allocate(capacity: capacity)
        unsafe wholeValues = .allocate(capacity: capacity)
        unsafe cellFeatures = .allocate(capacity: capacity)
        unsafe cellIndices = .allocate(capacity: capacity)
    }

    deinit {
        unsafe numberFeatures.deallocate()
        unsafe numberValues.deallocate()
        unsafe wholeFeatures.deallocate()
        unsafe wholeValues.deallocate()
        unsafe cellFeatures.deallocate()
        unsafe cellIndices.deallocate()
    }

    /// Appends a numeric sample.
    ///
    /// - Precondition: there is room; an extractor states how much a batch can need.
    @inline(__always)
    mutating func append(number value: Double, of feature: UInt8) {
        precondition(numberCount < capacity)
        unsafe numberFeatures[numberCount] = feature
        unsafe numberValues[numberCount] = value
        numberCount &+= 1
    }

    /// Appends a numeric sample whose quantity is a whole number.
    ///
    /// - Precondition: there is room.
    @inline(__always)
    mutating func append(whole value: Int64, of feature: UInt8) {
        precondition(wholeCount < capacity)
        unsafe wholeFeatures[wholeCount] = feature
        unsafe wholeValues[wholeCount] = value
        wholeCount &+= 1
    }

    /// Appends a cell sample.
    ///
    /// - Precondition: there is room.
    @inline(__always)
    mutating func append(cell: Int, of feature: UInt8) {
        precondition(cellCount < capacity)
        unsafe cellFeatures[cellCount] = feature
        unsafe cellIndices[cellCount] = UInt8(truncatingIfNeeded: cell)
        cellCount &+= 1
    }

    /// Marks the end of a gesture after all samples appended so far.
    mutating func markGesture(start: Int64, end: Int64) {
        marks.append(
            GestureMark(
                numberCount: numberCount,
                wholeCount: wholeCount,
                cellCount: cellCount,
                start: start,
                end: end
            )
        )
    }

    /// Empties the buffer and keeps its memory.
    public mutating func removeAll() {
        marks.removeAll(keepingCapacity: true)
        numberCount = 0
        wholeCount = 0
        cellCount = 0
    }

    /// The numeric sample at `index`: its feature and its raw value.
    ///
    /// - Precondition: `index` is in `0..<numberCount`.
    @inline(__always)
    public func number(at index: Int) -> (feature: UInt8, value: Double) {
        precondition(index >= 0 && index < numberCount)
        return unsafe number(unchecked: index)
    }

    /// The numeric sample at `index`, which is in `0..<numberCount` for certain.
    @unsafe
    @inline(__always)
    func number(unchecked index: Int) -> (feature: UInt8, value: Double) {
        unsafe (numberFeatures[index], numberValues[index])
    }

    /// The numeric sample of a whole number at `index`: its feature and its raw value.
    ///
    /// - Precondition: `index` is in `0..<wholeCount`.
    @inline(__always)
    public func whole(at index: Int) -> (feature: UInt8, value: Int64) {
        precondition(index >= 0 && index < wholeCount)
        return unsafe whole(unchecked: index)
    }

    /// The numeric sample of a whole number at `index`, which is in `0..<wholeCount` for certain.
    @unsafe
    @inline(__always)
    func whole(unchecked index: Int) -> (feature: UInt8, value: Int64) {
        unsafe (wholeFeatures[index], wholeValues[index])
    }

    /// The cell sample at `index`: its feature and its cell.
    ///
    /// - Precondition: `index` is in `0..<cellCount`.
    @inline(__always)
    public func cell(at index: Int) -> (feature: UInt8, cell: Int) {
        precondition(index >= 0 && index < cellCount)
        return unsafe cell(unchecked: index)
    }

    /// The cell sample at `index`, which is in `0..<cellCount` for certain.
    @unsafe
    @inline(__always)
    func cell(unchecked index: Int) -> (feature: UInt8, cell: Int) {
        unsafe (cellFeatures[index], Int(cellIndices[index]))
    }
}
