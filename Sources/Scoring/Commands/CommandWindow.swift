import Profiles

/// What of some commands entered one after another is compared: which ones, and which followed which.
struct CommandWindow: Sendable {
    /// How many commands there are.
    let count: Int
    /// The different commands, ascending.
    let commands: [UInt32]
    /// The different pairs of a command and the one before, ascending; the first has none before.
    let pairs: [CommandPair]

    init(_ sequence: some Collection<UInt32>) {
        count = sequence.count
        commands = Set(sequence).sorted()
        pairs = Set(zip(sequence, sequence.dropFirst()).map(CommandPair.init)).sorted()
    }
}

/// A command, and the one before.
struct CommandPair: Sendable, Hashable, Comparable {
    let previous: UInt32
    let current: UInt32

    init(_ previous: UInt32, _ current: UInt32) {
        self.previous = previous
        self.current = current
    }

    static func < (one: CommandPair, other: CommandPair) -> Bool {
        (one.previous, one.current) < (other.previous, other.current)
    }
}

extension CommandBlock {
    /// The windows that sessions are compared by, with the number of each among the block's: none that is too short.
    var comparableWindows: [(number: Int, window: CommandWindow)] {
        windows.enumerated().filter { $1.count >= CommandSketch.fewestCommands }.map { ($0, CommandWindow($1)) }
    }
}
