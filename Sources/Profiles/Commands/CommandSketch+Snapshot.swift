public import Snapshots

extension CommandSketch {
    private static let times = -(Int64(1) << 60)...Int64(1) << 60

    /// Appends all of it.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: commandCount)
        writer.append(count: blocks.count)
        for block in blocks {
            writer.append(count: block.index)
            writer.append(count: block.commands.count)
            for command in block.commands { writer.append(unsigned: UInt64(command)) }
            for start in block.windowStarts { writer.append(signed: start) }
            writer.append(signed: block.end)
        }
    }

    /// Reads back what `snapshot` wrote.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init()
        commandCount = try reader.tally()
        for _ in 0..<(try reader.count(atMost: Self.mostBlocks)) {
            let index = try reader.tally()
            let count = try reader.count(atMost: CommandBlock.capacity)
            guard index > blocks.last?.index ?? -1, count > 0 else { throw reader.corruption }
            var commands: [UInt32] = []
            for _ in 0..<count { commands.append(UInt32(try reader.unsigned(atMost: UInt64(UInt32.max)))) }
            var starts: [Int64] = []
            let windows = (count + CommandBlock.windowSize - 1) / CommandBlock.windowSize
            for _ in 0..<windows { starts.append(try reader.signed(in: Self.times)) }
            let end = try reader.signed(in: Self.times)
            blocks.append(CommandBlock(index: index, commands: commands, windowStarts: starts, end: end))
        }
    }
}
