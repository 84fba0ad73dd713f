package import Snapshots

extension SessionWindow {
    /// Appends the window.
    package func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: size)
        writer.append(count: index)
        writer.append(count: gestureCount)
        writer.append(count: sampleCount)
        writer.append(signed: start)
        writer.append(signed: end)
        writer.append(cells, cellCount: cellCount)
    }

    /// The next window, over `cellCount` cells.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such window.
    package init(from reader: inout SnapshotReader, cellCount: Int) throws(SnapshotCorruption) {
        self.init(
            size: try reader.tally(),
            index: try reader.tally(),
            gestureCount: try reader.tally(),
            sampleCount: try reader.tally(),
            start: try reader.signed(),
            end: try reader.signed(),
            cells: try reader.cells(below: cellCount),
            cellCount: cellCount
        )
    }
}
