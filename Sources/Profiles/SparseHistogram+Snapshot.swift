package import Snapshots

extension SnapshotWriter {
    /// Appends the cells of a histogram, which ascend and are below `cellCount`.
    package mutating func append(_ cells: [CellCount], cellCount: Int) {
        var counts = [UInt32](repeating: 0, count: cellCount)
        for cell in cells { counts[cell.cell] = cell.count }
        append(small: counts)
    }
}

extension SnapshotReader {
    /// The cells that occur in the next histogram over `cellCount` cells.
    package mutating func cells(below cellCount: Int) throws(SnapshotCorruption) -> [CellCount] {
        [CellCount](occurringIn: try smallIntegers(count: cellCount))
    }
}
