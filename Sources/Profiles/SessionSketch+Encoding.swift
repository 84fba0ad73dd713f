import Snapshots

extension SessionSketch {
    /// Why bytes are not the encoding of a sketch.
    public typealias Corruption = Profile.Corruption

    /// The encoding: gestures; then for each window size the number of windows, and for each window its hash, its number
    /// and its histogram's length and bytes. All integers are of variable length.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(variableLength: UInt64(gestureCount))
        for windows in kept {
            bytes.append(variableLength: UInt64(windows.count))
            for window in windows { window.encode(into: &bytes) }
        }
        return bytes
    }

    /// Reads back the encoding of a sketch of `session`, whose histograms range over `cellCount` cells.
    ///
    /// - Throws: `Corruption` where the bytes are no such encoding.
    public init(encoded bytes: [UInt8], session: String, cellCount: Int) throws(Corruption) {
        var reader = ProfileReader(bytes)
        let gestureCount = try reader.integer(atMost: Int.max)
        var kept: [[KeptWindow]] = []
        for capacity in Profile.capacities {
            var windows: [KeptWindow] = []
            for _ in 0..<(try reader.integer(atMost: capacity)) {
                windows.append(try KeptWindow(from: &reader, cellCount: cellCount))
            }
            kept.append(windows)
        }
        try reader.finish()
        self.init(session: session, gestureCount: gestureCount, kept: kept)
    }
}

extension SessionSketch.KeptWindow {
    /// Appends the hash, the number, and the histogram's length and bytes.
    func encode(into bytes: inout [UInt8]) {
        bytes.append(variableLength: hash)
        bytes.append(variableLength: UInt64(index))
        bytes.append(counted: histogram.bytes)
    }

    /// Reads back a window, whose histogram ranges over `cellCount` cells.
    init(from reader: inout ProfileReader, cellCount: Int) throws(Profile.Corruption) {
        hash = try reader.hash()
        index = try reader.integer(atMost: Int.max)
        let encoding = try reader.bytes()
        do throws(SparseHistogram.Corruption) {
            histogram = try SparseHistogram(bytes: encoding, cellCount: cellCount)
        } catch {
            throw Profile.Corruption(byte: reader.offset - encoding.count + error.byte)
        }
    }
}
