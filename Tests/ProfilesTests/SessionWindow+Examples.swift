import Profiles

extension SessionWindow {
    /// A window of some samples in each of two cells, which its numbers choose.
    static func example(size: Int, index: Int, seed: Int = 0, cellCount: Int = 1000) -> SessionWindow {
        let half = cellCount / 2
        let low = (index * 37 + seed * 11) % half
        return SessionWindow(
            size: size,
            index: index,
            gestureCount: size,
            sampleCount: 500,
            start: 0,
            end: 1000,
            cells: [CellCount(cell: low, count: 200), CellCount(cell: low + half - 1, count: 300)],
            cellCount: cellCount
        )
    }
}

extension SessionSketch {
    /// The sketch of a session with so many windows of each size.
    static func example(_ session: Int, windows counts: [Int] = [5, 2]) -> SessionSketch {
        var sketch = SessionSketch(session: "session \(session)")
        for (size, count) in zip(SessionWindow.sizes, counts) {
            for index in 0..<count { sketch.add(.example(size: size, index: index, seed: session)) }
        }
        sketch.gestureCount = 30 * counts[0]
        return sketch
    }
}
