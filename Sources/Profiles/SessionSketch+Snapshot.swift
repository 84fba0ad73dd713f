public import Snapshots

extension SessionSketch {
    /// Appends the sketch, the session's name included: about 1.1 KiB for each window, half of `encoded`.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(text: session)
        writer.append(count: gestureCount)
        for windows in kept {
            writer.append(count: windows.count)
            for window in windows {
                writer.append(fixed: window.hash)
                writer.append(count: window.index)
                writer.append(small: window.histogram.counts())
            }
        }
    }

    /// The next sketch, whose histograms range over `cellCount` cells.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such sketch.
    public init(from reader: inout SnapshotReader, cellCount: Int) throws(SnapshotCorruption) {
        let session = try reader.text()
        let gestureCount = try reader.tally()
        var kept: [[KeptWindow]] = []
        for capacity in Profile.capacities {
            var windows: [KeptWindow] = []
            for _ in 0..<(try reader.count(atMost: capacity)) {
                let hash = try reader.fixed()
                let index = try reader.tally()
                let histogram = SparseHistogram(try reader.smallIntegers(count: cellCount))
                windows.append(KeptWindow(hash: hash, index: index, histogram: histogram))
            }
            kept.append(windows)
        }
        self.init(session: session, gestureCount: gestureCount, kept: kept)
    }
}
