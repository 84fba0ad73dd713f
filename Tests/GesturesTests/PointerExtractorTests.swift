import Recordings
import Synthesis
import Testing

@testable import Gestures

struct PointerExtractorTests {
    /// What extraction leaves, in values that can be compared.
    private struct Extraction: Equatable {
        var numbers: [Number] = []
        var wholes: [Number] = []
        var cells: [[Int]] = []
        var spans: [[Int64]] = []
        var gestureCount = 0
        var unusableCount = 0

        struct Number: Equatable {
            var feature: UInt8
            var value: Double
        }

        func values(of feature: PointerFeature) -> [Double] {
            (numbers + wholes).filter { $0.feature == feature.rawValue }.map(\.value)
        }

        func cells(of feature: PointerFeature) -> [Int] {
            cells.filter { $0[0] == Int(feature.rawValue) }.map { $0[1] }
        }
    }

    private func event(_ time: Int64, x: Int32, y: Int32 = 10, _ kind: PointerEvent.Kind = .move) -> PointerEvent {
        let stamp = Timestamp(milliseconds: time)
        return PointerEvent(recorderTime: stamp, clientTime: stamp, x: x, y: y, kind: kind)
    }

    /// `count` records to the right, 10 px and 20 ms apart.
    private func motion(
        _ count: Int,
        from time: Int64 = 0,
        _ kind: PointerEvent.Kind = .move
    ) -> [PointerEvent] {
        (0..<count).map { event(time + Int64($0) * 20, x: Int32($0 % 3000) * 10, kind) }
    }

    private func extract(_ events: [PointerEvent], batches sizes: [Int] = [1024]) -> Extraction {
        var extractor = PointerExtractor()
        var buffer = SampleBuffer(capacity: PointerExtractor.mostSamples)
        var result = Extraction()
        var rest = events[...]
        var batch = 0
        while !rest.isEmpty {
            let part = Array(rest.prefix(sizes[batch % sizes.count]))
            rest = rest.dropFirst(part.count)
            batch += 1
            extractor.extract(part.span, into: &buffer)
            drain(&buffer, into: &result)
        }
        extractor.finish(into: &buffer)
        drain(&buffer, into: &result)
        result.gestureCount = extractor.gestureCount
        result.unusableCount = extractor.unusableCount
        return result
    }

    private func drain(_ buffer: inout SampleBuffer, into result: inout Extraction) {
        for index in 0..<buffer.numberCount {
            let sample = buffer.number(at: index)
            result.numbers.append(Extraction.Number(feature: sample.feature, value: sample.value))
        }
        for index in 0..<buffer.wholeCount {
            let sample = buffer.whole(at: index)
            result.wholes.append(Extraction.Number(feature: sample.feature, value: Double(sample.value)))
        }
        for index in 0..<buffer.cellCount {
            let sample = buffer.cell(at: index)
            result.cells.append([Int(sample.feature), sample.cell])
        }
        result.spans += buffer.marks.map { [$0.start, $0.end] }
        buffer.removeAll()
    }

    @Test func aRunOfFewerThanFourPointsIsNoGesture() {
        #expect(extract(motion(3)).gestureCount == 0)
        #expect(extract(motion(3)).values(of: .pathLength).isEmpty)
        #expect(extract(motion(4)).gestureCount == 1)
        #expect(extract(motion(4)).values(of: .pathLength) == [30])
    }

    @Test func movesAndDragsAreGesturesOfTheirOwn() {
        let result = extract(motion(5) + motion(6, from: 100, .drag))
        #expect(result.gestureCount == 2)
        #expect(result.values(of: .pointCount) == [5, 6])
        #expect(result.cells(of: .gestureKind) == [0, 2])
    }

    @Test func aPressEndsAGesture() {
        let result = extract(motion(5) + [event(180, x: 40, .press)])
        #expect(result.cells(of: .gestureKind) == [1])
        #expect(result.values(of: .arrivalToClick) == [0.1])
    }

    @Test func aGapOfOverOneSecondSplits() {
        #expect(extract(motion(4) + motion(4, from: 60 + 1000)).spans == [[0, 1120]])
        #expect(extract(motion(4) + motion(4, from: 60 + 1001)).spans == [[0, 60], [1061, 1121]])
    }

    @Test func ofSeveralPointsAtOneTimeTheLastStays() {
        let events = motion(4) + [event(60, x: 500), event(60, x: 50), event(80, x: 60)]
        let result = extract(events)
        #expect(result.values(of: .pointCount) == [5])
        #expect(result.values(of: .pathLength) == [60])
    }

    @Test func recordsAtOneTimeAloneAreNoGesture() {
        #expect(extract((0..<10).map { event(5, x: $0) }).gestureCount == 0)
    }

    @Test(arguments: [(-1, 10), (10, -1), (32768, 10), (10, 65535)] as [(Int32, Int32)])
    func coordinatesNoScreenHasAreDroppedAndCounted(x: Int32, y: Int32) {
        var events = motion(6)
        events.insert(event(50, x: x, y: y), at: 3)
        let result = extract(events)
        var expected = extract(motion(6))
        #expect(expected.unusableCount == 0)
        expected.unusableCount = 1
        #expect(result == expected)
    }

    @Test func aPathIsCutAtItsCapacity() {
        let result = extract(motion(PointerPath.capacity + 500))
        #expect(result.gestureCount == 1)
        #expect(result.values(of: .pointCount) == [4000])
        #expect(result.spans == [[0, 3999 * 20]])
    }

    @Test(arguments: [[1], [2, 7, 1], [13], [400, 3]])
    func batchesDoNotMatter(sizes: [Int]) {
        var generator = SplitMix64(seed: 3)
        var time: Int64 = 0
        let events = (0..<3000).map { _ in
            time += Int64.random(in: 0...40, using: &generator)
            if Int.random(in: 0..<60, using: &generator) == 0 { time += 1500 }
            let kind =
                Int.random(in: 0..<12, using: &generator) > 0
                ? PointerEvent.Kind.move : PointerEvent.Kind.allCases.randomElement(using: &generator) ?? .press
            return event(
                time,
                x: Int32.random(in: -5...1000, using: &generator),
                y: Int32.random(in: 0...800, using: &generator),
                kind
            )
        }
        let whole = extract(events)
        #expect(whole.gestureCount > 50)
        #expect(extract(events, batches: sizes) == whole)
    }
}
