import Profiles
import Snapshots
import Synthesis
import Testing

struct SparseHistogramTests {
    @Test(
        arguments: [
            [], [0, 0, 0], [1], [0, 5, 0, 0, 200, 70_000, .max], [UInt32](repeating: 3, count: 300),
            [127, 128, 129, 130, 192, 193, 128 + 63, 129 + 64 * 128 - 1, 129 + 64 * 128],
            [UInt32](repeating: 0, count: 63) + [1] + [UInt32](repeating: 0, count: 64) + [1]
                + [UInt32](repeating: 0, count: 65) + [1, 0],
        ] as [[UInt32]]
    )
    func decodesToWhatWasEncoded(counts: [UInt32]) throws {
        let histogram = SparseHistogram(counts)
        #expect(histogram.counts() == counts)
        #expect(try SparseHistogram(bytes: histogram.bytes, cellCount: counts.count) == histogram)
    }

    private static func random(_ seed: UInt64) -> [UInt32] {
        var generator = SplitMix64(seed: seed)
        let emptyShare = Double.random(in: 0...1, using: &generator)
        return (0..<Int.random(in: 0...2000, using: &generator)).map { _ in
            if Double.random(in: 0..<1, using: &generator) < emptyShare { return 0 }
            return UInt32.random(in: 0...(.max >> UInt32.random(in: 0...31, using: &generator)), using: &generator)
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func decodesToWhatWasEncodedWhateverItHolds(seed: UInt64) throws {
        let counts = Self.random(seed)
        let histogram = SparseHistogram(counts)
        #expect(histogram.counts() == counts)
        #expect(histogram.cells == [CellCount](occurringIn: counts))
        #expect(try SparseHistogram(bytes: histogram.bytes, cellCount: counts.count) == histogram)
    }

    /// Nothing takes more bytes than the largest counts with a run of empty cells before each.
    @Test(arguments: [0, 1, 63, 64, 65, 128])
    func thereIsRoomForTheLargestCountsFarApart(emptyCells: Int) throws {
        let part = [UInt32](repeating: 0, count: emptyCells) + [.max]
        let counts = Array([[UInt32]](repeating: part, count: 40).joined())
        #expect(SparseHistogram(counts).counts() == counts)
    }

    @Test func takesNoMoreMemoryThanItsBytes() {
        let histogram = SparseHistogram([UInt32](repeating: 3, count: 1000))
        #expect(histogram.bytes.capacity <= histogram.bytes.count + 32)
    }

    /// As histograms were written before: how many empty cells lie before a cell, and its count.
    private static func pairs(_ counts: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        var next = 0
        for cell in [CellCount](occurringIn: counts) {
            bytes.append(variableLength: UInt64(cell.cell - next))
            bytes.append(variableLength: UInt64(cell.count))
            next = cell.cell + 1
        }
        return bytes
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func oneOfPairsIsRead(seed: UInt64) throws {
        let counts = Self.random(seed)
        #expect(try SparseHistogram(bytes: Self.pairs(counts), cellCount: counts.count) == SparseHistogram(counts))
    }

    @Test(arguments: [[5, 1], [1, 0], [0x80], [1], [0, 1, 2, 1]] as [[UInt8]])
    func pairsThatCannotBeAreRefused(bytes: [UInt8]) {
        #expect(throws: SparseHistogram.Corruption.self) { try SparseHistogram(bytes: bytes, cellCount: 3) }
    }

    @Test(
        arguments: [
            [0, 0, 0x83], [0, 0, 0, 0, 0, 0], [0, 0, 0xC0], [0, 0, 0xC0, 0x80], [0, 0, 0xFF, 255, 255, 255, 31],
        ] as [[UInt8]]
    )
    func tokensThatCannotBeAreRefused(bytes: [UInt8]) {
        #expect(throws: SparseHistogram.Corruption.self) { try SparseHistogram(bytes: bytes, cellCount: 3) }
    }

    /// Every truncation and every altered byte is either refused or is the encoding of some histogram; none traps.
    @Test func damageIsRefusedOrHarmless() {
        let bytes = SparseHistogram([0, 5, 0, 0, 200, 70_000, .max]).bytes
        for index in bytes.indices {
            for value in [0, 1, 0x7F, 0x80, 0xBF, 0xC0, 0xFF] as [UInt8] {
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
