import Recordings
import Testing

@testable import Gestures

struct PointerClockTests {
    private func event(recorder: Int64?, client: Int64?) -> PointerEvent {
        PointerEvent(
            recorderTime: recorder.map { Timestamp(milliseconds: $0) } ?? .missing,
            clientTime: client.map { Timestamp(milliseconds: $0) } ?? .missing,
            x: 1,
            y: 1,
            kind: .move
        )
    }

    private func times(_ stamps: [(Int64?, Int64?)]) -> ([Int64?], leaps: Int) {
        var clock = PointerClock()
        let times = stamps.map { clock.advance(to: event(recorder: $0.0, client: $0.1)) }
        return (times, clock.leaps)
    }

    @Test func followsTheClient() {
        #expect(times([(0, 5), (100, 90), (230, 200)]).0 == [5, 90, 200])
    }

    @Test func takesTheRecorderWhereTheClientIsMissing() {
        #expect(times([(0, 0), (100, nil), (200, 210)]).0 == [0, 100, 210])
    }

    @Test func neverRunsBackwards() {
        #expect(times([(0, 100), (10, 50), (20, 120)]).0 == [100, 100, 120])
    }

    @Test func hasNoTimeWithoutAStamp() {
        #expect(times([(nil, nil)]).0 == [nil])
    }

    @Test func aStampInTheFarFutureDoesNotFreezeTime() {
        let (times, leaps) = times([(0, 0), (100, 100), (200, 9_000_000_000), (300, 300), (400, 400)])
        #expect(times == [0, 100, 200, 300, 400])
        #expect(leaps == 2)
    }

    @Test func aLeapIsSurvivedWithoutARecorder() {
        let (times, leaps) = times([(nil, 0), (nil, 100), (nil, 9_000_000_000_000), (nil, 9_000_000_000_050)])
        #expect(times == [0, 100, 100, 150])
        #expect(leaps == 1)
    }

    @Test func theLargestStampsDoNotOverflow() {
        let limit = Timestamp.limit
        let (_, leaps) = times([(-limit, limit), (limit, -limit), (-limit, limit), (nil, limit), (nil, -limit)])
        #expect(leaps > 0)
    }

    @Test func aRecorderThatLeapsBackAndForthForeverDoesNotOverflow() {
        let limit = Timestamp.limit
        let swings = (0..<4000).map { ($0 % 2 == 0 ? -limit : limit, 0) as (Int64?, Int64?) }
        let (times, leaps) = times(swings)
        #expect(leaps > 1000)
        #expect(zip(times, times.dropFirst()).allSatisfy { ($0 ?? 0) <= ($1 ?? 0) })
    }

    @Test func bothClocksTogetherLeapingForeverDoNotOverflow() {
        let limit = Timestamp.limit
        let swings = (0..<4000).flatMap { _ in
            [(-limit, -limit), (limit, limit), (limit, -limit)] as [(Int64?, Int64?)]
        }
        #expect(times(swings).leaps > 1000)
    }

    @Test func aRecorderAloneThatLeapsGoesOnFromThere() {
        #expect(times([(0, nil), (100, nil), (9_000_000_000_000, nil), (9_000_000_000_050, nil)]).0.last == 86_400_150)
    }
}
