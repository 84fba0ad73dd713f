import Testing

@testable import Evaluation

@Suite struct HistogramTests {
    @Test func valueBelongsToTheBinItBegins() {
        let histogram = Histogram([0, 0.24, 0.25, 0.5, 0.99, 1], from: 0, to: 1, binCount: 4)
        #expect(histogram.counts == [2, 1, 1, 2])
    }

    @Test func endBinsCountWhatLiesBeyond() {
        let histogram = Histogram([-7, -1, 0.5, 3], from: 0, to: 1, binCount: 2)
        #expect(histogram.counts == [2, 2])
        #expect(histogram.below == 2)
        #expect(histogram.above == 1)
        #expect(histogram.total == 4)
    }

    @Test(arguments: [(0, 1.0), (0.01, 1), (0.2, 1), (0.21, 2), (0.5, 3), (0.99, 5), (1, 5)])
    func quantileIsTheElementOfItsRank(fraction: Double, value: Double) {
        #expect([1.0, 2, 3, 4, 5].quantileOfSorted(fraction) == value)
    }
}
