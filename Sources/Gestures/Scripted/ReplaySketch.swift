/// By what a session's input is known again when it comes once more: a few hashes of short runs of keys, of movements and of
/// presses.
///
/// Of each kind the least hashes are kept, so that two sessions with a part in common keep some of the same. Neither what was
/// typed nor where the pointer was can be told from them.
public struct ReplaySketch: Sendable, Equatable {
    /// How many hashes of runs of keys are kept at most.
    public static let mostKeys = 32
    /// How many hashes of runs of movements are kept at most.
    public static let mostMoves = 24
    /// How many hashes of runs of presses of a button are kept at most.
    public static let mostPresses = 8

    /// The hashes of all kinds: one piece of memory, because many sketches are kept.
    public let hashes: [UInt32]
    private let keyCount: Int
    private let moveCount: Int

    /// Hashes of runs of keys, with the times between them, ascending.
    public var keys: ArraySlice<UInt32> { hashes[..<keyCount] }
    /// Hashes of runs of movements, ascending.
    public var moves: ArraySlice<UInt32> { hashes[keyCount..<keyCount + moveCount] }
    /// Hashes of runs of presses of a button, ascending.
    public var presses: ArraySlice<UInt32> { hashes[(keyCount + moveCount)...] }

    /// That there is nothing to know it by.
    public static let none = ReplaySketch(ascending: [], [], [])

    /// A sketch of its hashes; `nil` where there are too many, or some do not ascend.
    public init?(keys: [UInt32] = [], moves: [UInt32] = [], presses: [UInt32] = []) {
        guard keys.count <= Self.mostKeys, moves.count <= Self.mostMoves, presses.count <= Self.mostPresses,
            [keys, moves, presses].allSatisfy({ zip($0, $0.dropFirst()).allSatisfy { $0 < $1 } })
        else { return nil }
        self.init(ascending: keys, moves, presses)
    }

    /// A sketch of hashes that ascend.
    init(ascending keys: [UInt32], _ moves: [UInt32], _ presses: [UInt32]) {
        hashes = keys + moves + presses
        keyCount = keys.count
        moveCount = moves.count
    }

    /// Whether there is nothing to know it by.
    public var isEmpty: Bool { hashes.isEmpty }
}
