import Statistics
import Synthesis
import Testing

struct QuantilesTests {
    @Test func medianOfAnEvenCountIsTheMeanOfTheMiddleTwo() {
        #expect([4, 1, 3, 2].median() == 2.5)
        #expect([5, 1, 3].median() == 3)
        #expect([Double]().median() == nil)
    }

    @Test func deviationEstimatesTheStandardDeviation() throws {
        var generator = SplitMix64(seed: 1)
        let values = (0..<20_000).map { _ in 3 * generator.normal() }
        let deviation = try #require(values.scaledMedianAbsoluteDeviation(around: 0))
        #expect(abs(deviation - 3) < 0.1)
    }

    @Test func oneOutlierDoesNotMoveTheDeviation() throws {
        let deviation = try #require([1, 2, 3, 4, 1e12].scaledMedianAbsoluteDeviation(around: 3))
        #expect(deviation == 1.4826)
    }
}
