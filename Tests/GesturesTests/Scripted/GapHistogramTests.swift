import Synthesis
import Testing

@testable import Gestures

struct GapHistogramTests {
    /// Every time lies in one cell, and that is where it should be.
    @Test func cellsFollowEachOther() {
        var next = 0
        for cell in 0..<IntervalScale.cellCount {
            let (start, width) = IntervalScale.span(of: cell)
            #expect(start == next)
            for time in [start, start + width / 2, start + width - 1] {
                #expect(IntervalScale.cell(of: Int64(time)) == cell)
            }
            next = start + width
        }
        #expect(next == 65_536)
        #expect(IntervalScale.cell(of: -5) == 0)
        #expect(IntervalScale.cell(of: 1 << 40) == IntervalScale.cellCount - 1)
    }

    @Test func anOctaveIs32() {
        for time in [1, 3, 20, 100, 2000] {
            let (low, high) = (
                IntervalScale.logarithm(sixteenths: 16 * time), IntervalScale.logarithm(sixteenths: 32 * time)
            )
            #expect((31...32).contains(high - low) || time < 4)
        }
    }

    /// Quantiles and counts are those of the times themselves, to the width of a cell.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func figuresAreThoseOfTheTimes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let times = (0..<Int.random(in: 30...2000, using: &random)).map { _ in
            Int64.random(in: 0...Int64.random(in: 20...4000, using: &random), using: &random)
        }.sorted()
        var histogram = GapHistogram()
        for time in times { histogram.add(time) }
        let gaps = GapDistribution(histogram)
        #expect(gaps.count == times.count)
        for share in [0.05, 0.5, 0.8] {
            let exact = Double(times[min(Int(share * Double(times.count)), times.count - 1)])
            let (low, high) = (
                gaps.quantile(share - 1 / Double(times.count)), gaps.quantile(share + 2 / Double(times.count))
            )
            #expect(low <= exact * 1.04 + 2 && high >= exact / 1.04 - 2)
        }
        let below = gaps.count(below: 500)
        #expect(below >= Double(times.count { $0 < 482 }) && below <= Double(times.count { $0 < 518 }))
        let window = times.map { start in times.count { (start..<start + 17).contains($0) } }.max() ?? 0
        #expect(abs(gaps.largestShare(within: 17) - Double(window) / Double(times.count)) < 0.2)
    }

    @Test func countsStayAtTheLargest() {
        var histogram = GapHistogram()
        for _ in 0..<70_000 { histogram.add(100) }
        #expect(GapDistribution(histogram).count == 65_535)
        #expect(abs(GapDistribution(histogram).quantile(0.5) - 100.5) < 2)
    }

    private func skewness(_ histogram: GapHistogram) -> Double {
        let gaps = GapDistribution(histogram)
        return gaps.skewness(around: gaps.quantile(0.5))
    }

    @Test func skewnessLeansToTheLongerTail() {
        var (left, right) = (GapHistogram(), GapHistogram())
        for time in 1...200 {
            left.add(Int64(200 - 150 * (time % 10 == 0 ? 1 : 0) + time % 7))
            right.add(Int64(200 + 150 * (time % 10 == 0 ? 1 : 0) + time % 7))
        }
        #expect(skewness(left) < -1)
        #expect(skewness(right) > 1)
        #expect(skewness(GapHistogram()) == 0)
    }
}
