import Statistics

/// The commands of a session, as far as they are kept: in blocks, the last of which may be unfinished.
///
/// Of a session with very many, the blocks are kept whose numbers have the least hashes: the same on every box, and whatever
/// they hold.
public struct CommandSketch: Sendable, Equatable {
    /// The most blocks that a session is compared by.
    static let mostBlocks = 32
    /// The most blocks that are learnt of a session.
    static let mostLearntBlocks = 8
    /// Fewer commands than this, in a session or at its end, are not compared.
    public static let fewestCommands = 5

    /// How many commands there were.
    public internal(set) var commandCount = 0
    /// The blocks, in order.
    public internal(set) var blocks: [CommandBlock] = []

    /// No commands.
    public init() {}

    /// Takes the next command, which was entered at `time`, in ms on the recorder's clock.
    public mutating func add(_ command: UInt32, at time: Int64) {
        if blocks.last?.isFull ?? true { begin() }
        commandCount += 1
        blocks[blocks.count - 1].append(command, at: time)
    }

    private mutating func begin() {
        if blocks.count == Self.mostBlocks, let last = blocks.map(Self.hash).max() {
            blocks.removeAll { Self.hash($0) == last }
        }
        blocks.append(CommandBlock(index: commandCount / CommandBlock.capacity))
    }

    private static func hash(_ block: CommandBlock) -> UInt64 { SipHash(key: 0, 0)(UInt64(block.index)) }

    /// How many windows are complete.
    public var windowCount: Int { commandCount / CommandBlock.windowSize }

    /// The same up to the last complete window.
    public var complete: CommandSketch {
        var sketch = self
        guard let last = sketch.blocks.popLast() else { return self }
        if let complete = last.complete { sketch.blocks.append(complete) }
        sketch.commandCount = windowCount * CommandBlock.windowSize
        return sketch
    }

    /// The blocks that the session is learnt by, without when they were.
    public var learnable: [CommandBlock] {
        let comparable = blocks.filter { $0.commands.count >= Self.fewestCommands }
        let chosen = Set(comparable.sorted { Self.hash($0) < Self.hash($1) }.prefix(Self.mostLearntBlocks).map(\.index))
        return comparable.filter { chosen.contains($0.index) }.map(\.withoutTimes)
    }

    /// Bytes of memory that the commands take, about.
    public var byteCount: Int {
        blocks.reduce(0) { $0 + MemoryLayout<CommandBlock>.stride + 64 + 4 * $1.commands.capacity }
    }
}
