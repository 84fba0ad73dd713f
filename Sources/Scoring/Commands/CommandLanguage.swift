import Glibc
import Profiles
import Statistics

/// Which commands an owner enters, how often, and in what order: counts of commands and of pairs, the most frequent ones.
///
/// Probabilities are discounted as by Witten and Bell ("The zero-frequency problem", IEEE Transactions on Information Theory
/// 37, 1991): what has T kinds in N is something new with T / (N + T), here shared by `unseenKinds`; pairs fall back on the
/// commands.
struct CommandLanguage: Sendable {
    /// The most commands that are counted each.
    static let mostCommands = 512
    /// The most pairs.
    static let mostPairs = 1_024
    /// How many kinds of commands there may be that were not met.
    private static let unseenKinds = 1_000.0
    /// How much less a habit of twice the share counts than twice: to the power of this.
    private static let habitPower = 0.75

    private struct Command: Sendable {
        var key: UInt32
        var count: UInt32
        /// How much it is a habit, in 0…1.
        var habit: Float
        /// How many pairs that are kept begin with it, and of how many kinds.
        var followed: UInt32 = 0
        var followers: UInt32 = 0
    }

    /// Two commands that follow each other, by their numbers among those that are counted, and how often: in one word, as
    /// most of what is known of an owner's commands is pairs.
    private struct Pair: Sendable {
        /// A pair that is more frequent counts as often as this.
        static let mostCount = 1 << 14 - 1

        private let word: UInt32

        /// - Precondition: both numbers are below `mostCommands`, and `count` is at most `mostCount`.
        init(_ previous: Int, _ current: Int, count: UInt32) { word = Self.key(previous, current) << 14 | count }

        /// Both numbers.
        var key: UInt32 { word >> 14 }
        var count: UInt32 { word & UInt32(Self.mostCount) }

        static func key(_ previous: Int, _ current: Int) -> UInt32 {
            UInt32(previous * mostCommands + current)
        }
    }

    private let commandCount: Double
    private let kindCount: Double
    private let habits: Double
    /// Ascending by key.
    private let commands: [Command]
    private let pairs: [Pair]
    /// Those that are not counted because others are more frequent, ascending.
    private let rareCommands: [UInt32]

    /// Bytes of memory that it takes beside itself.
    var byteCount: Int {
        commands.count * MemoryLayout<Command>.stride + pairs.count * MemoryLayout<Pair>.stride
            + rareCommands.count * MemoryLayout<UInt32>.stride
    }

    init(_ blocks: some Collection<CommandBlock>) {
        var counts: [UInt32: Tally] = [:]
        var pairCounts: [CommandPair: Tally] = [:]
        var time = 0
        for block in blocks {
            for (place, command) in block.commands.enumerated() {
                time += 1
                counts[command, default: Tally()].add(at: time)
                guard place > 0 else { continue }
                pairCounts[CommandPair(block.commands[place - 1], command), default: Tally()].add(at: time)
            }
        }
        let total = Double(time)
        commandCount = total
        kindCount = Double(counts.count)
        var commands = Self.mostFrequent(counts, Self.mostCommands).map { key, count in
            Command(
                key: key,
                count: UInt32(count),
                habit: Float(pow(Double(count) / total, Self.habitPower))
            )
        }
        var pairs: [Pair] = []
        for (pair, count) in Self.mostFrequent(pairCounts, Self.mostPairs) {
            guard let previous = commands.sortedIndex(of: pair.previous, by: \.key),
                let current = commands.sortedIndex(of: pair.current, by: \.key)
            else { continue }
            let count = UInt32(min(count, Pair.mostCount))
            pairs.append(Pair(previous, current, count: count))
            commands[previous].followed += count
            commands[previous].followers += 1
        }
        self.pairs = pairs
        self.commands = commands
        for command in commands { counts[command.key] = nil }
        rareCommands = counts.keys.sorted()
        habits = commands.map { Double($0.habit) }.sum
    }

    /// How often something was met, and when last.
    private struct Tally {
        var count = 0
        var last = 0

        mutating func add(at time: Int) {
            count += 1
            last = time
        }
    }

    /// The most frequent, ascending; of equally frequent ones those that were met last, because hashes under another key would choose
    /// others.
    private static func mostFrequent<Key: Comparable>(_ tallies: [Key: Tally], _ most: Int) -> [(Key, Int)] {
        var kept = tallies.map { ($0.key, $0.value) }
        if kept.count > most {
            kept.sort { ($1.1.count, $1.1.last) < ($0.1.count, $0.1.last) }
            kept.removeLast(kept.count - most)
        }
        return kept.map { ($0.0, $0.1.count) }.sorted { $0.0 < $1.0 }
    }

    private func number(of key: UInt32) -> Int? { commands.sortedIndex(of: key, by: \.key) }

    private func probability(_ command: Command?) -> Double {
        (Double(command?.count ?? 0) + kindCount / Self.unseenKinds) / (commandCount + kindCount)
    }

    /// Whether a command was ever met.
    func isKnown(_ key: UInt32) -> Bool {
        number(of: key) != nil || rareCommands.sortedIndex(of: key, by: \.self) != nil
    }

    /// How unusual `window` is in each part, in nats but for the habits.
    func measure(_ window: CommandWindow) -> CommandParts<Double> {
        var parts = CommandParts(0.0)
        let known = window.commands.map { key in number(of: key).map { commands[$0] } }
        parts[.rarity] = known.map { -log(probability($0)) }.sum / Double(max(known.count, 1))
        parts[.missedHabits] = habits - known.map { Double($0?.habit ?? 0) }.sum
        var order: [Double] = []
        for pair in window.pairs {
            guard let previous = number(of: pair.previous), commands[previous].followers > 0 else { continue }
            let current = number(of: pair.current)
            let alone = probability(current.map { commands[$0] })
            let found = current.flatMap { pairs.sortedIndex(of: Pair.key(previous, $0), by: \.key) }
            let count = found.map { pairs[$0].count } ?? 0
            let followers = Double(commands[previous].followers)
            let together = (Double(count) + followers * alone) / (Double(commands[previous].followed) + followers)
            order.append(-log(together / alone))
        }
        parts[.order] = order.sum / Double(max(window.pairs.count, 1))
        return parts
    }
}

/// What of a window of commands can be unusual.
public enum CommandPart: String, Sendable, CaseIterable, Codable {
    /// How rare its commands are with the owner: the mean of −ln of their probabilities, in nats.
    case rarity
    /// How much rarer they follow each other than by chance: the mean of −ln P(command | before) / P(command), in nats.
    case order
    /// How much of what the owner mostly enters is not there: the sum of its shares to the power of ¾.
    case missedHabits
}

/// A value for each part.
struct CommandParts<Value: Sendable>: Sendable {
    private var values: [Value]

    init(_ value: Value) { values = CommandPart.allCases.map { _ in value } }

    init(_ value: (CommandPart) -> Value) { values = CommandPart.allCases.map(value) }

    subscript(part: CommandPart) -> Value {
        get { values[part.order] }
        set { values[part.order] = newValue }
    }
}

extension CommandPart {
    fileprivate var order: Int {
        switch self {
        case .rarity: 0
        case .order: 1
        case .missedHabits: 2
        }
    }
}

extension [Double] {
    /// The sum, which is rounded the same whatever the order, and so whatever key hashes are under.
    fileprivate var sum: Double { sorted().reduce(0, +) }
}
