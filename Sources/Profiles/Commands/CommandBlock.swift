/// Commands that were entered one after another, as hashes.
///
/// A session is cut every `capacity` commands, and within these every `windowSize`: windows of a constant number of events.
public struct CommandBlock: Sendable, Equatable {
    /// A block is full with so many commands.
    public static let capacity = 120
    /// So many commands are a window; a block has a whole number of them.
    public static let windowSize = 30

    /// Its number among the session's blocks.
    public let index: Int
    /// The hashes of the commands, in order.
    public private(set) var commands: [UInt32]
    /// When each window's first command was entered, in ms on the recorder's clock; nothing once the session is over.
    private(set) var windowStarts: [Int64] = []
    /// When the last command was entered, likewise.
    private(set) var end: Int64 = 0

    /// A block of commands without their times.
    ///
    /// - Precondition: at most `capacity` commands.
    public init(index: Int, commands: [UInt32] = []) {
        precondition(commands.count <= Self.capacity, "a block holds at most \(Self.capacity) commands")
        self.index = index
        self.commands = commands
    }

    init(index: Int, commands: [UInt32], windowStarts: [Int64], end: Int64) {
        self.init(index: index, commands: commands)
        self.windowStarts = windowStarts
        self.end = end
    }

    /// Whether it takes no more commands.
    public var isFull: Bool { commands.count == Self.capacity }

    /// Appends a command that was entered at `time`, in ms on the recorder's clock.
    ///
    /// - Precondition: the block is not full.
    mutating func append(_ command: UInt32, at time: Int64) {
        precondition(!isFull, "a block holds at most \(Self.capacity) commands")
        if commands.count.isMultiple(of: Self.windowSize) { windowStarts.append(time) }
        commands.append(command)
        end = time
    }

    /// The windows, of which the last may be shorter.
    public var windows: [ArraySlice<UInt32>] {
        stride(from: 0, to: commands.count, by: Self.windowSize).map {
            commands[$0..<min($0 + Self.windowSize, commands.count)]
        }
    }

    /// From when to when a window was, in ms on the recorder's clock.
    ///
    /// - Precondition: the session is not over for longer than it takes to score it.
    public func period(ofWindow window: Int) -> ClosedRange<Int64> {
        let start = windowStarts[window]
        let next = window + 1 < windowStarts.count ? windowStarts[window + 1] : end
        return start...max(start, next)
    }

    /// The block up to its last complete window, `nil` before that.
    var complete: CommandBlock? {
        let count = commands.count / Self.windowSize * Self.windowSize
        guard count < commands.count else { return self }
        guard count > 0 else { return nil }
        return CommandBlock(
            index: index,
            commands: Array(commands[..<count]),
            windowStarts: Array(windowStarts.dropLast()),
            end: windowStarts[windowStarts.count - 1]
        )
    }

    /// The same commands, of which there are hashes without a secret, under `key`.
    public func keyed(with key: NameKey) -> CommandBlock {
        CommandBlock(index: index, commands: commands.map { key($0) }, windowStarts: windowStarts, end: end)
    }

    /// The same without when it was.
    var withoutTimes: CommandBlock { CommandBlock(index: index, commands: commands) }
}
