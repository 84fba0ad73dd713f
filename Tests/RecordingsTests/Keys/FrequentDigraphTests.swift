import Testing

@testable import Recordings

struct FrequentDigraphTests {
    @Test func everyRankHasItsPairAndEveryOtherPairNone() {
        var ranks: [UInt8] = []
        for first in 0..<26 as Range<UInt8> {
            for second in 0..<26 as Range<UInt8> {
                if let digraph = FrequentDigraph(first, second) { ranks.append(digraph.rank) }
            }
        }
        #expect(ranks.sorted() == Array(0..<UInt8(FrequentDigraph.count)))
    }

    @Test(arguments: [("th", 0), ("he", 1), ("an", 4), ("co", 31), ("zq", nil), ("zz", nil), ("aa", nil)])
    func pairsHaveTheirPlaces(pair: String, rank: UInt8?) {
        let letters = pair.utf8.map { $0 - UInt8(ascii: "a") }
        #expect(FrequentDigraph(letters[0], letters[1])?.rank == rank)
    }
}
