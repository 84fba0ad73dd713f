import Snapshots

extension SessionSketch {
    /// Why bytes are not the encoding of a sketch.
    public struct Corruption: Error, Equatable {
        /// Where, in the encoding, it goes wrong.
        public var byte: Int
    }

    /// The encoding: gestures; then for each window size the number of windows, and for each window its hash, its number
    /// and its histogram's length and bytes. All integers are of variable length.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(variableLength: UInt64(gestureCount))
        for windows in kept {
            bytes.append(variableLength: UInt64(windows.count))
            for window in windows {
                bytes.append(variableLength: window.hash)
                bytes.append(variableLength: UInt64(window.index))
                bytes.append(variableLength: UInt64(window.histogram.bytes.count))
                bytes += window.histogram.bytes
            }
        }
        return bytes
    }

    /// Reads back the encoding of a sketch of `session`, whose histograms range over `cellCount` cells.
    ///
    /// - Throws: `Corruption` where the bytes are no such encoding.
    public init(encoded bytes: [UInt8], session: String, cellCount: Int) throws(Corruption) {
        var reader = VariableLengthReader(bytes)
        let gestureCount = try reader.integer(atMost: Int.max)
        var kept: [[KeptWindow]] = []
        for size in SessionWindow.sizes.indices {
            let count = try reader.integer(atMost: Profile.capacities[size])
            var windows: [KeptWindow] = []
            for _ in 0..<count {
                guard let hash = reader.next() else { throw Corruption(byte: reader.offset) }
                let index = try reader.integer(atMost: Int.max)
                let length = try reader.integer(atMost: bytes.count)
                let start = reader.offset
                guard let encoding = reader.bytes(length) else { throw Corruption(byte: start) }
                do throws(SparseHistogram.Corruption) {
                    let histogram = try SparseHistogram(bytes: encoding, cellCount: cellCount)
                    windows.append(KeptWindow(hash: hash, index: index, histogram: histogram))
                } catch {
                    throw Corruption(byte: start + error.byte)
                }
            }
            kept.append(windows)
        }
        guard reader.isAtEnd else { throw Corruption(byte: reader.offset) }
        self.init(session: session, gestureCount: gestureCount, kept: kept)
    }
}

extension VariableLengthReader {
    /// The next integer, which may not be larger than `limit`.
    fileprivate mutating func integer(atMost limit: Int) throws(SessionSketch.Corruption) -> Int {
        let start = offset
        guard let value = next(), value <= UInt64(limit) else { throw SessionSketch.Corruption(byte: start) }
        return Int(value)
    }
}
