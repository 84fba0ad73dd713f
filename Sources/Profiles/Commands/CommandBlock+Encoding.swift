import Snapshots

extension [UInt8] {
    /// Appends how many blocks there are, and for each its number, how many commands it has, and these. All integers are of
    /// variable length.
    mutating func append(commands blocks: [CommandBlock]) {
        append(variableLength: UInt64(blocks.count))
        for block in blocks {
            append(variableLength: UInt64(block.index))
            append(variableLength: UInt64(block.commands.count))
            for command in block.commands { append(variableLength: UInt64(command)) }
        }
    }
}

extension ProfileReader {
    mutating func commandBlocks() throws(Profile.Corruption) -> [CommandBlock] {
        var blocks: [CommandBlock] = []
        for _ in 0..<(try integer(atMost: CommandSketch.mostLearntBlocks)) {
            let byte = offset
            let index = try integer(atMost: 1 << 48)
            guard index > blocks.last?.index ?? -1 else { throw Profile.Corruption(byte: byte) }
            var commands: [UInt32] = []
            for _ in 0..<(try integer(atMost: CommandBlock.capacity)) {
                commands.append(UInt32(try integer(atMost: Int(UInt32.max))))
            }
            guard commands.count >= CommandSketch.fewestCommands else { throw Profile.Corruption(byte: byte) }
            blocks.append(CommandBlock(index: index, commands: commands))
        }
        return blocks
    }
}
