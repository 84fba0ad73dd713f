import Synthesis
import Testing

@testable import Gestures
@testable import Profiles

struct SessionSketcherTests {
    /// A numeric feature of five bins beside a feature of three cells.
    private static let space = FeatureSpace(
        features: [
            FeatureSpace.Feature(
                identifier: "number",
                origin: .hand,
                phrases: FeaturePhrases(always: "other numbers"),
                binning: .numeric(.identity, edges: [1, 2, 3, 4])
            ),
            FeatureSpace.Feature(
                identifier: "cell",
                origin: .hand,
                phrases: FeaturePhrases(always: "other cells"),
                binning: .cells(shares: [0.5, 0.3, 0.2])
            ),
        ]
    )

    private enum Item {
        case number(Double)
        case cell(Int)
        case gestureEnd
    }

    private struct Sketched: Equatable {
        var windows: [SessionWindow] = []
        var total: [UInt32] = []
        var sampleCount = 0
        var gestureCount = 0

        func windows(of size: Int) -> [SessionWindow] { windows.filter { $0.size == size } }
    }

    /// A session of gestures of `samplesPerGesture` numbers and half as many cells.
    private func session(gestures: Int, samplesPerGesture: (Int) -> Int) -> [Item] {
        var generator = SplitMix64(seed: 11)
        var items: [Item] = []
        for gesture in 0..<gestures {
            for sample in 0..<samplesPerGesture(gesture) {
                items.append(.number(Double.random(in: 0..<5, using: &generator)))
                if sample.isMultiple(of: 2) { items.append(.cell(Int.random(in: 0..<3, using: &generator))) }
            }
            items.append(.gestureEnd)
        }
        return items
    }

    private func sketch(_ items: [Item], chunk: Int = .max, gestureLimit: Int? = nil, packing: Bool = false) -> Sketched
    {
        var sketcher = SessionSketcher(space: Self.space, gestureLimit: gestureLimit)
        var buffer = SampleBuffer(capacity: max(items.count, 1))
        var result = Sketched()
        var held = 0
        var gestures: Int64 = 0
        for item in items {
            switch item {
            case .number(let value): buffer.append(number: value, of: 0)
            case .cell(let cell): buffer.append(cell: cell, of: 1)
            case .gestureEnd:
                buffer.markGesture(start: gestures * 100, end: gestures * 100 + 60)
                gestures += 1
            }
            held += 1
            if held == chunk {
                sketcher.add(buffer) { result.windows.append($0) }
                if packing { sketcher.pack() }
                buffer.removeAll()
                held = 0
            }
        }
        sketcher.add(buffer) { result.windows.append($0) }
        sketcher.finish { result.windows.append($0) }
        result.total = sketcher.total
        result.sampleCount = sketcher.sampleCount
        result.gestureCount = sketcher.gestureCount
        return result
    }

    private func sum(_ windows: [SessionWindow]) -> [UInt32] {
        windows.reduce(into: [UInt32](repeating: 0, count: Self.space.cellCount)) { sum, window in
            sum.addSaturating(window.histogram.counts())
        }
    }

    @Test(arguments: [1, 2, 7, 100, 1001])
    func chunksDoNotMatter(size: Int) {
        let items = session(gestures: 237) { 5 + $0 % 9 }
        let whole = sketch(items)
        #expect(whole.windows(of: 30).count == 8)
        #expect(whole.windows(of: 100).count == 3)
        #expect(sketch(items, chunk: size) == whole)
    }

    @Test(arguments: [1, 50])
    func packingChangesNothing(size: Int) {
        let items = session(gestures: 137) { 5 + $0 % 9 }
        #expect(sketch(items, chunk: size, packing: true) == sketch(items))
    }

    @Test func packedCountsTakeLittleMemory() {
        var sketcher = SessionSketcher(space: .pointer)
        let unpacked = sketcher.byteCount
        sketcher.pack()
        #expect(sketcher.byteCount * 5 < unpacked)
    }

    @Test(arguments: SessionWindow.sizes, [29, 30, 137])
    func whatHasEndedIsAllWindowsOfTheSize(size: Int, gestures: Int) {
        var sketcher = SessionSketcher(space: Self.space)
        var buffer = SampleBuffer(capacity: 20 * gestures)
        for gesture in 0..<gestures {
            for sample in 0..<10 { buffer.append(number: Double(sample % 5), of: 0) }
            buffer.markGesture(start: Int64(gesture) * 100, end: Int64(gesture) * 100 + 60)
        }
        var windows: [SessionWindow] = []
        sketcher.add(buffer) { windows.append($0) }
        let ended = sketcher.ended(size: size)
        #expect(ended.gestureCount == gestures / size * size)
        #expect(ended.counts == sum(windows.filter { $0.size == size }))
    }

    @Test(arguments: SessionWindow.sizes)
    func windowsOfASizeAddUpToTheTotal(size: Int) {
        let whole = sketch(session(gestures: 237) { 8 + $0 % 9 })
        let windows = whole.windows(of: size)
        #expect(windows.map(\.index) == Array(windows.indices))
        #expect(sum(windows) == whole.total)
        #expect(windows.reduce(0) { $0 + $1.sampleCount } == whole.sampleCount)
        #expect(windows.reduce(0) { $0 + $1.gestureCount } == 237)
    }

    @Test func aWindowOfFewSamplesIsDroppedAndStillCountedInTheTotal() {
        let whole = sketch(session(gestures: 90) { 30..<60 ~= $0 ? 2 : 10 })
        let windows = whole.windows(of: 30)
        #expect(windows.map(\.index) == [0, 2])
        #expect(windows.allSatisfy { $0.sampleCount >= SessionWindow.fewestSamples })
        #expect(whole.sampleCount - windows.reduce(0) { $0 + $1.sampleCount } == 30 * 3)
        #expect(zip(sum(windows), whole.total).allSatisfy { $0 <= $1 })
    }

    /// 199 samples in one gesture of numbers make no window, 200 do.
    @Test(arguments: [(199, 0), (200, 1)])
    func aWindowNeeds200Samples(samples: Int, windows: Int) {
        let items = [Item](repeating: .number(1), count: samples) + [.gestureEnd]
        #expect(sketch(items).windows(of: 30).count == windows)
    }

    @Test func whatRemainsAtTheEndIsAWindow() throws {
        let whole = sketch(session(gestures: 50) { _ in 10 })
        let last = try #require(whole.windows(of: 30).last)
        #expect(last.gestureCount == 20)
        #expect(last.start == 3000)
        #expect(last.end == 4960)
        #expect(whole.windows(of: 100).map(\.gestureCount) == [50])
    }

    @Test func samplesAfterTheLastGestureBelongToWhatRemains() {
        let items = session(gestures: 40) { _ in 10 } + [Item](repeating: .number(3.5), count: 300)
        let whole = sketch(items)
        #expect(whole.windows(of: 30).last?.sampleCount == 10 * 15 + 300)
        #expect(sum(whole.windows(of: 30)) == whole.total)
    }

    @Test(arguments: [1, 50, .max])
    func aLimitedSessionIsThatOfItsFirstGestures(chunk: Int) {
        let items = session(gestures: 120) { 6 + $0 % 5 }
        var gestures = 0
        let prefix = items.prefix { item in
            defer { if case .gestureEnd = item { gestures += 1 } }
            return gestures < 70
        }
        let limited = sketch(items, chunk: chunk, gestureLimit: 70)
        #expect(limited.gestureCount == 70)
        #expect(limited == sketch(Array(prefix)))
    }

    @Test func aCountStaysAtItsLargestValue() {
        var sketcher = SessionSketcher(space: Self.space)
        sketcher.sampleCount = Int(UInt32.max) - 1
        sketcher.totals.unpacked[0] = .max - 1
        var buffer = SampleBuffer(capacity: 3)
        for _ in 0..<3 { buffer.append(number: 0, of: 0) }
        sketcher.add(buffer) { _ in }
        sketcher.finish { _ in }
        #expect(sketcher.total[0] == .max)
        #expect(sketcher.sampleCount == Int(UInt32.max) + 2)
    }

    @Test func aSessionWithoutSamplesHasNoWindow() {
        #expect(sketch([]).windows.isEmpty)
    }
}
