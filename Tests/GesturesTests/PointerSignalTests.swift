import Gestures
import Recordings
import Snapshots
import Testing

struct PointerSignalTests {
    private static func events(_ times: [Int64?], kind: PointerEvent.Kind = .move) -> [PointerEvent] {
        times.map { time in
            let stamp = time.map { Timestamp(milliseconds: $0) } ?? .missing
            return PointerEvent(recorderTime: stamp, clientTime: .missing, x: 1, y: 1, kind: kind)
        }
    }

    private static func signal(_ events: [PointerEvent]) -> PointerSignal {
        var signal = PointerSignal()
        signal.add(events.span)
        return signal
    }

    @Test(arguments: [(0, 0), (1, 1), (15, 8), (16, 16), (1200, 1024)] as [(Int64, Int64)])
    func knowsHowFarPositionsAreApart(interval: Int64, least: Int64) {
        let events = Self.events((0..<100).map { $0 * interval })
        #expect(Self.signal(events).typicalInterval == least)
    }

    @Test func saysNothingOfFewPositions() {
        #expect(Self.signal(Self.events((0..<20).map { $0 * 10 })).typicalInterval == nil)
        #expect(Self.signal(Self.events((0..<21).map { $0 * 10 })).typicalInterval == 8)
    }

    @Test(arguments: [1, 4, 16, 1000] as [Int64])
    func knowsTheStepsOfTheClock(step: Int64) {
        let times = (0..<100).map { $0 * ($0 % 3 + 1) * step }.sorted()
        #expect(Self.signal(Self.events(times)).clockStep == step)
    }

    @Test func saysNothingOfTheStepsOfAClockThatStands() {
        #expect(Self.signal(Self.events(Array(repeating: 5, count: 100))).clockStep == nil)
        #expect(Self.signal(Self.events((0..<20).map { $0 * 10 })).clockStep == nil)
    }

    @Test func knowsWhatComesInBursts() {
        let times = (0..<100).flatMap { [$0 * 10, $0 * 10, $0 * 10, $0 * 10] as [Int64] }
        #expect(abs((Self.signal(Self.events(times)).burstShare ?? 0) - 0.75) < 0.01)
        #expect(Self.signal(Self.events((0..<21).map { $0 * 10 })).burstShare == 0)
        #expect(Self.signal(Self.events((0..<20).map { $0 * 10 })).burstShare == nil)
    }

    @Test func leavesOutPausesClicksAndTimesThatAreMissing() {
        var events: [PointerEvent] = []
        for turn in 0..<200 as Range<Int64> {
            let time = turn * 100_000
            events += Self.events([time, time + 4, nil, time + 300])
            events += Self.events([time + 400], kind: .press)
        }
        #expect(Self.signal(events).typicalInterval == 4)
    }

    @Test func knowsTheFirstAndTheLastTime() {
        let signal = Self.signal(Self.events([nil, 5, 3, 90, nil]))
        #expect(signal.first == Timestamp(milliseconds: 5))
        #expect(signal.last == Timestamp(milliseconds: 90))
    }

    @Test func goesOnFromASnapshot() throws {
        let events = Self.events((0..<300).map { $0 * $0 })
        var part = Self.signal(Array(events.prefix(137)))
        var writer = SnapshotWriter()
        part.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        part = try PointerSignal(from: &reader)
        try reader.finish()
        part.add(Array(events.dropFirst(137)).span)
        #expect(part == Self.signal(events))
    }
}
