import Statistics

/// The words of a command or of a window's title, as hashes: enough to look for known words, and not to read others.
public struct WordHashes: Sendable, Equatable {
    /// The most words; those behind them are left out.
    public static let capacity = 32

    private var hashes: [32 of UInt32] = .init(repeating: 0)
    /// How many words there are.
    public private(set) var count = 0

    /// No words.
    public init() {}

    /// The hash of a word.
    public static func hash(of word: [UInt8]) -> UInt32 { hash(of: word.span) }

    private static func hash(of word: Span<UInt8>) -> UInt32 { UInt32(truncatingIfNeeded: SipHash(key: 0, 0)(word)) }

    /// Appends a word, if there is room.
    public mutating func append(_ word: [UInt8]) { append(word.span) }

    /// Appends a word, if there is room.
    mutating func append(_ word: Span<UInt8>) {
        guard count < Self.capacity else { return }
        hashes[count] = Self.hash(of: word)
        count += 1
    }

    /// The first word's hash; `nil` where there is none.
    public var first: UInt32? { count > 0 ? hashes[0] : nil }

    /// Whether a word with that hash is among them.
    public func contains(_ hash: UInt32) -> Bool {
        for index in 0..<count where hashes[index] == hash { return true }
        return false
    }

    /// Whether all of these words are among them.
    func contains(allOf words: WordHashes) -> Bool {
        for index in 0..<words.count where !contains(words.hashes[index]) { return false }
        return true
    }

    /// Whether both have the same words in the same order.
    public static func == (one: WordHashes, other: WordHashes) -> Bool {
        guard one.count == other.count else { return false }
        for index in 0..<one.count where one.hashes[index] != other.hashes[index] { return false }
        return true
    }
}
