public import Gestures
public import Snapshots

extension SessionSketcher {
    /// Appends everything that the windows still to come depend on: about 1 KiB for each of the whole session, the block
    /// and the windows that are open.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: space.cellCount)
        writer.append(optional: gestureLimit) { $0.append(signed: Int64($1)) }
        writer.append(count: gestureCount)
        writer.append(count: sampleCount)
        totals.snapshot(into: &writer)
        writer.append(count: blockGestures)
        writer.append(count: blockSamples)
        block.snapshot(into: &writer)
        for window in open { window.snapshot(into: &writer) }
    }

    /// A sketcher that goes on where one was when it took a snapshot.
    ///
    /// - Parameters:
    ///   - reader: where the snapshot is read from.
    ///   - space: the space that samples were binned in.
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot, or one over a space of other cells.
    public init(from reader: inout SnapshotReader, space: FeatureSpace) throws(SnapshotCorruption) {
        guard try reader.count(atMost: space.cellCount) == space.cellCount else { throw reader.corruption }
        let limit = try reader.optional { reader throws(SnapshotCorruption) in Int(try reader.signed()) }
        self.init(space: space, gestureLimit: limit)
        gestureCount = try reader.tally()
        sampleCount = try reader.tally()
        totals = try PackableCounts(from: &reader, cellCount: space.cellCount)
        blockGestures = try reader.count(atMost: Self.blockSize - 1)
        blockSamples = try reader.count(atMost: Self.mostBlockSamples)
        block = try PackableCounts(from: &reader, cellCount: space.cellCount)
        for index in open.indices {
            try open[index].restore(from: &reader, cellCount: space.cellCount, blockGestures: blockGestures)
        }
    }
}

extension SessionSketcher.OpenWindow {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: index)
        writer.append(count: gestureCount)
        writer.append(count: sampleCount)
        writer.append(optional: start) { $0.append(signed: $1) }
        writer.append(signed: end)
        counts.snapshot(into: &writer)
    }

    fileprivate mutating func restore(
        from reader: inout SnapshotReader,
        cellCount: Int,
        blockGestures: Int
    ) throws(SnapshotCorruption) {
        index = try reader.tally()
        gestureCount = try reader.count(atMost: size - 1)
        // A window ends with a block, and so the gestures of this block are its last.
        let isAligned = (gestureCount - blockGestures) % SessionSketcher.blockSize == 0
        guard isAligned, gestureCount >= blockGestures else { throw reader.corruption }
        sampleCount = try reader.tally()
        start = try reader.optional { reader throws(SnapshotCorruption) in try reader.signed() }
        end = try reader.signed()
        counts = try PackableCounts(from: &reader, cellCount: cellCount)
    }
}
