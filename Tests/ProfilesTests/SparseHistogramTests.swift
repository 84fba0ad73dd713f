import Profiles
import Testing

struct SparseHistogramTests {
    @Test(
        arguments: [
            [], [0, 0, 0], [1], [0, 5, 0, 0, 200, 70_000, .max], [UInt32](repeating: 3, count: 300),
        ] as [[UInt32]]
    )
    func decodesToWhatWasEncoded(counts: [UInt32]) throws {
        let histogram = SparseHistogram(counts)
        #expect(histogram.counts() == counts)
        #expect(try SparseHistogram(bytes: histogram.bytes, cellCount: counts.count) == histogram)
    }

    /// Every truncation and every altered byte is either refused or is the encoding of some histogram; none traps.
    @Test func damageIsRefusedOrHarmless() {
        let bytes = SparseHistogram([0, 5, 0, 0, 200, 70_000, .max]).bytes
        for index in bytes.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
                var damaged = bytes
                damaged[index] = value
                if let histogram = try? SparseHistogram(bytes: damaged, cellCount: 7) {
                    #expect(histogram.counts().count == 7)
                }
            }
            #expect(
                (try? SparseHistogram(bytes: Array(bytes[..<index]), cellCount: 7))?.counts().count ?? 7 == 7
            )
        }
    }

    @Test func aCellOutsideIsRefused() {
        let bytes = SparseHistogram([0, 0, 0, 9]).bytes
        #expect(throws: SparseHistogram.Corruption.self) { try SparseHistogram(bytes: bytes, cellCount: 3) }
    }

    @Test func cellsOfTwoHistogramsTogetherAreThoseOfTheSum() {
        let a: [UInt32] = [0, 5, 0, 1, 200, 0, .max, 3]
        let b: [UInt32] = [2, 0, 0, 4, 70_000, 1, 9, 0]
        var sum = a
        sum.addSaturating(b)
        #expect(SparseHistogram(a).cells.merged(with: SparseHistogram(b).cells) == [CellCount](occurringIn: sum))
        #expect(SparseHistogram(b).cells.merged(with: SparseHistogram(a).cells) == [CellCount](occurringIn: sum))
    }
}
