import Synthesis
import Testing

@testable import Gestures

struct HashedSampleTests {
    @Test(arguments: [1, 2, 7, 100, 1000])
    func keepsTheValuesWithTheLowestHashes(limit: Int) {
        var generator = SplitMix64(seed: UInt64(limit))
        let offers = (0..<500).map { (hash: generator.next(), value: Float($0)) }
        var sample = HashedSample(limit: limit)
        for offer in offers { sample.insert(offer.value, hash: offer.hash) }
        let lowest = offers.sorted { $0.hash < $1.hash }.prefix(limit).map(\.value)
        #expect(sample.sortedValues() == lowest.sorted())
    }

    /// Values that share a hash are told apart by their size, whichever came first.
    @Test func equalHashesDoNotMakeOrderMatter() {
        var ascending = HashedSample(limit: 3)
        var descending = HashedSample(limit: 3)
        for value in 0..<20 { ascending.insert(Float(value), hash: 7) }
        for value in (0..<20).reversed() { descending.insert(Float(value), hash: 7) }
        #expect(ascending == descending)
        #expect(ascending.sortedValues() == [0, 1, 2])
    }
}
