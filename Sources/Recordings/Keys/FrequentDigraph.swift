/// Two letters that often follow each other, by their place among the 32 that are most frequent in English.
///
/// The digraphs are those of P. Norvig, "English Letter Frequency Counts: Mayzner Revisited" (2013), which holds for running
/// text; most of them are frequent in other languages in Latin letters, too.
public struct FrequentDigraph: Sendable, Hashable {
    /// How many there are.
    public static let count = 32

    /// From 0, which is the most frequent, to 31.
    public let rank: UInt8

    /// The digraph of two letters, 0 for `a` to 25 for `z`; nil where it is not a frequent one.
    init?(_ first: UInt8, _ second: UInt8) {
        self.init(rank: Self.ranks[Int(first) * 26 + Int(second)])
    }

    /// The digraph of this rank; nil where there is none.
    init?(rank: UInt8) {
        guard rank < Self.count else { return nil }
        self.rank = rank
    }

    private static let all: [StaticString] = [
        "th", "he", "in", "er", "an", "re", "on", "at", "en", "nd", "ti", "es", "or", "te", "of", "ed",
        "is", "it", "al", "ar", "st", "to", "nt", "ng", "se", "ha", "as", "ou", "io", "le", "ve", "co",
    ]

    /// The ranks of all pairs of letters; `count` for one that is not frequent.
    private static let ranks: [UInt8] = {
        var ranks = [UInt8](repeating: UInt8(count), count: 26 * 26)
        for (rank, pair) in all.enumerated() {
            unsafe ranks[Int(pair.utf8Start[0] - 0x61) * 26 + Int(pair.utf8Start[1] - 0x61)] = UInt8(rank)
        }
        return ranks
    }()
}
