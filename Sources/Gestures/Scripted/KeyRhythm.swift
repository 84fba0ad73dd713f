import Recordings

/// How regularly keys are pressed and held: measured on the presses as they come, in constant memory.
///
/// Left out are bursts, which no hand types; keys that are repeated because they are held; and digits that follow each other,
/// which some type with one finger in even time.
struct KeyRhythm: Sendable {
    /// A shorter time in ms is of keys that went down together.
    private static let shortestGap: Int64 = 10
    /// A key that comes again within so many ms is held.
    static let longestRepetition: Int64 = 100
    /// A key that is held for fewer ms was not held by a finger.
    private static let shortestHold: UInt32 = 3
    /// The times in ms that are told apart by their keys.
    private static let compared: ClosedRange<Int64> = 20...2000

    /// A key that went down.
    struct Press: Equatable {
        var time: Int64
        var keyClass: KeyClass
    }

    /// The logarithms of the times between two keys.
    struct PairSum: Equatable {
        var count = 0
        var sum = 0
    }

    /// The times from press to press.
    var gaps = GapHistogram()
    /// For how long keys are held.
    var holds = GapHistogram()
    /// The last key that went down; `nil` where something else came after it.
    var last: Press?
    /// One for each `KeyPair`; none before the first time.
    var pairs: [PairSum] = []
    /// The sum of the squares of all logarithms.
    var squares = 0

    /// Takes note of a key that went down.
    mutating func press(_ keyClass: KeyClass, at time: Int64) {
        defer { last = Press(time: time, keyClass: keyClass) }
        guard let last else { return }
        let gap = time - last.time
        guard gap >= Self.shortestGap else { return }
        if keyClass == last.keyClass, gap <= Self.longestRepetition || keyClass == .digit { return }
        gaps.add(gap)
        if pairs.isEmpty { pairs = [PairSum](repeating: PairSum(), count: KeyPair.count) }
        let compared = min(max(gap, Self.compared.lowerBound), Self.compared.upperBound)
        let logarithm = IntervalScale.logarithm(sixteenths: 16 * Int(compared))
        let pair = KeyPair(first: KeyGroup(last.keyClass), second: KeyGroup(keyClass)).number
        pairs[pair].count += 1
        pairs[pair].sum += logarithm
        squares += logarithm * logarithm
    }

    /// Takes note of a key that came up after so many ms.
    mutating func release(after holdTime: UInt32) {
        if holdTime >= Self.shortestHold { holds.add(Int64(holdTime)) }
    }

    /// Takes note that something else came than a key.
    mutating func interrupt() { last = nil }

    /// The share of the variance of the times' logarithms that the two keys explain, less what chance explains; 0 where there is
    /// no variance.
    var shareOfPairs: Double {
        let met = pairs.filter { $0.count > 0 }
        let count = Double(met.reduce(0) { $0 + $1.count })
        let sum = Double(met.reduce(0) { $0 + $1.sum })
        let total = Double(squares) - sum * sum / max(count, 1)
        guard total >= 1e-9 else { return 0 }
        let between = met.reduce(0) { $0 + Double($1.sum) * Double($1.sum) / Double($1.count) } - sum * sum / count
        return 1 - (1 - between / total) * (count - 1) / max(count - Double(met.count), 1)
    }
}
