import Synthesis
import Testing

@testable import Gestures

struct NearestRankTests {
    @Test(arguments: [1, 2, 3, 10, 100, 1000], [0, 0.5, 0.75, 0.9, 1])
    func isTheElementOfThatRankInOrder(count: Int, q: Double) {
        var generator = SplitMix64(seed: UInt64(count))
        for distinct in [1, 2, 5, count] {
            let values = (0..<count).map { _ in Double(generator.next() % UInt64(distinct)) / 7 }
            var reordered = values
            let rank = Int(q * Double(count - 1) + 0.5)
            #expect(reordered.nearestRank(q, ofFirst: count) == values.sorted()[rank])
            #expect(reordered.sorted() == values.sorted())
        }
    }

    @Test func whatLiesBehindTheFirstDoesNotCount() {
        var values = [3.0, 1, 2, 100, 0]
        #expect(values.nearestRank(1, ofFirst: 3) == 3)
        #expect(values[3...] == [100, 0])
    }
}
