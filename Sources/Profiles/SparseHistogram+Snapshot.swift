package import Snapshots

extension SnapshotWriter {
    /// Appends the cells of a histogram, which ascend and are below `cellCount`.
    package mutating func append(_ cells: [CellCount], cellCount: Int) {
        append(bytes: SparseHistogram(cells, cellCount: cellCount).bytes)
    }
}

extension SnapshotReader {
    /// The cells of the next histogram, all below `cellCount`.
    package mutating func cells(below cellCount: Int) throws(SnapshotCorruption) -> [CellCount] {
        try histogram(cellCount: cellCount).cells
    }

    /// The next histogram over `cellCount` cells.
    mutating func histogram(cellCount: Int) throws(SnapshotCorruption) -> SparseHistogram {
        let encoding = try bytes()
        do throws(SparseHistogram.Corruption) {
            return try SparseHistogram(bytes: encoding, cellCount: cellCount)
        } catch {
            throw SnapshotCorruption(byte: offset - encoding.count + error.byte)
        }
    }
}
