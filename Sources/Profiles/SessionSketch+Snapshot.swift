public import Snapshots

extension SessionSketch {
    /// Appends the sketch, the session's name included.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(text: session)
        writer.append(bytes: encoded)
    }

    /// The next sketch, whose histograms range over `cellCount` cells.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such sketch.
    public init(from reader: inout SnapshotReader, cellCount: Int) throws(SnapshotCorruption) {
        let session = try reader.text()
        let encoding = try reader.bytes()
        do throws(Corruption) {
            try self.init(encoded: encoding, session: session, cellCount: cellCount)
        } catch {
            throw SnapshotCorruption(byte: reader.offset - encoding.count + error.byte)
        }
    }
}
