/// A stretch of a session of a constant number of gestures: what a baseline is learnt from, and what a session is
/// scored on as it goes.
public struct SessionWindow: Sendable, Equatable {
    /// The sizes in gestures in which every session is cut, in parallel.
    public static let sizes = [30, 100]
    /// A window of fewer samples than this is dropped.
    public static let fewestSamples = 200

    /// The size in gestures that the window was cut for; the last of a session may hold fewer.
    public var size: Int
    /// The number of the window among those of its size, from 0.
    public var index: Int
    /// How many gestures ended in it.
    public var gestureCount: Int
    /// How many samples it holds.
    public var sampleCount: Int
    /// When its first gesture began, in ms since the recording's first event.
    public var start: Int64
    /// When its last gesture ended, in ms since the recording's first event.
    public var end: Int64
    /// The samples in their bins: the cells that occur, in ascending order.
    public var cells: [CellCount]
    /// How many cells a histogram has.
    public var cellCount: Int

    /// Creates a window from its parts.
    public init(
        size: Int,
        index: Int,
        gestureCount: Int,
        sampleCount: Int,
        start: Int64,
        end: Int64,
        cells: [CellCount],
        cellCount: Int
    ) {
        self.size = size
        self.index = index
        self.gestureCount = gestureCount
        self.sampleCount = sampleCount
        self.start = start
        self.end = end
        self.cells = cells
        self.cellCount = cellCount
    }

    /// The samples in their bins, encoded to be kept.
    public var histogram: SparseHistogram { SparseHistogram(cells, cellCount: cellCount) }
}
