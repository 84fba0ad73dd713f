import Foundation
import Recordings
import Synthesis
import Testing

@testable import Gestures

/// Programs that move the pointer and click are found, people are not.
struct PointerScriptTests {
    private static let seeds: ClosedRange<UInt64> = 1...20

    private static func found(_ pointing: ScriptedPointing, clicks: Int) -> [Set<ScriptedTest>] {
        seeds.map { WatchedSession(pointing.events(clicks: clicks, seed: $0)).tests }
    }

    @Test(arguments: ScriptedPointing.Pace.allCases)
    func straightPathsAreFound(pace: ScriptedPointing.Pace) {
        for tremor in [0, 1] {
            let pointing = ScriptedPointing(path: .straight(pace), pauses: 600...5000, tremor: tremor)
            #expect(Self.found(pointing, clicks: 12).count { $0.contains(.straightPaths) } >= 19)
            #expect(Self.found(pointing, clicks: 20).allSatisfy { $0.contains(.straightPaths) })
        }
    }

    @Test func anEvenSpeedIsFound() {
        let pointing = ScriptedPointing(path: .curved(.even), pauses: 600...5000)
        #expect(Self.found(pointing, clicks: 40).count { $0 == [.evenSpeed] } >= 18)
    }

    @Test func clicksWithoutPathsAreFound() {
        let pointing = ScriptedPointing(path: .teleport)
        #expect(Self.found(pointing, clicks: 12).allSatisfy { $0.contains(.clicksWithoutPath) })
        #expect(Self.found(pointing, clicks: 20).allSatisfy { $0 == [.clicksWithoutPath, .clicksTooEven] })
    }

    /// Bent paths that begin and end slowly are a hand's, as far as one can see.
    @Test func bentAndEasedPathsAreNotFound() {
        let pointing = ScriptedPointing(path: .curved(.eased), pauses: 600...5000)
        #expect(Self.found(pointing, clicks: 40).allSatisfy { $0.isEmpty })
    }

    @Test func peopleAreNotFound() throws {
        for recording in try Corpus(users: 4, sessionsPerUser: 8, seed: 9) {
            #expect(WatchedSession(Array(recording.events)).tests.isEmpty)
        }
    }

    /// Movements along an axis are straight of a hand, too, and the wheel is none.
    @Test func whatIsEvenOfAHandIsLeftOut() {
        var events: [PointerEvent] = []
        for number in 0..<3000 {
            let time = Timestamp(milliseconds: Int64(20 * number + 600 * (number / 30)))
            let kind: PointerEvent.Kind = number.isMultiple(of: 50) ? .wheelUp : .move
            let y = Int32(20 * abs(number % 60 - 30))
            events.append(PointerEvent(recorderTime: time, clientTime: .missing, x: 500, y: y, kind: kind))
        }
        #expect(WatchedSession(events).tests.isEmpty)
    }

    // MARK: Paths

    private static func shape(_ points: [(Double, Double)]) -> PathShape {
        let path = points.enumerated().map { number, point in
            PointerPath.Point(time: Int64(10 * number), x: Int32(point.0.rounded()), y: Int32(point.1.rounded()))
        }
        var measurer = PathMeasurer()
        var samples = SampleBuffer(capacity: PointerExtractor.mostSamples)
        let context = GestureContext(isDrag: false, gapBefore: nil, press: nil)
        return measurer.measure(path.span, in: context, into: &samples)
    }

    private static func signs(of shape: PathShape) -> [ScriptedTest] {
        var paths = PathRegularity()
        for _ in 0..<8 { paths.add(shape) }
        return paths.signs.map(\.test)
    }

    /// A path is straight whose points all lie near the line through its ends, and even whose steps are about equally long.
    @Test func whatIsStraightOrEvenIsCounted() {
        let parts = (0...20).map { Double($0) / 20 }
        let line = parts.map { (600 * $0 * $0, 100 + 200 * $0 * $0) }
        #expect(Self.signs(of: Self.shape(line)) == [.straightPaths])
        #expect(Self.signs(of: Self.shape(parts.map { (600 * $0, 200 * $0) })) == [.straightPaths, .evenSpeed])
        for (bend, isStraight) in [(1.5, true), (4.0, false)] {
            let bent = zip(parts, line).map { ($1.0, $1.1 + bend * sin(.pi * $0)) }
            #expect(Self.signs(of: Self.shape(bent)) == (isStraight ? [.straightPaths] : []))
        }
        let arc = parts.map { (300 * cos($0 * .pi), 300 + 300 * sin($0 * .pi)) }
        #expect(Self.signs(of: Self.shape(arc.map { ($0.0 + 300, $0.1) })) == [.evenSpeed])
    }

    @Test func shortPathsAndThoseAlongAnAxisDoNotCount() {
        let parts = (0...20).map { Double($0) / 20 }
        #expect(Self.signs(of: Self.shape(parts.map { (90 * $0, 40 * $0) })).isEmpty)
        #expect(Self.signs(of: Self.shape(parts.map { (600 * $0, 100) })).isEmpty)
        #expect(Self.signs(of: Self.shape((0...5).map { (60 * Double($0), 30 * Double($0)) })).isEmpty)
        #expect(Self.signs(of: Self.shape((0...6).map { (60 * Double($0), 30 * Double($0)) })) == [.straightPaths])
    }

    @Test func aWayBackIsNotStraight() {
        let there = (0...20).map { (40 * Double($0), 60 + 15 * Double($0)) }
        #expect(Self.signs(of: Self.shape(there)).contains(.straightPaths))
        #expect(!Self.signs(of: Self.shape(there + there[10..<20].reversed())).contains(.straightPaths))
    }

    /// A program may move the pointer by many steps at one time, as no hand does.
    @Test func stepsAtOneTimeAreNoWay() {
        let moves = ScriptedPointing(path: .straight(.even), pauses: 600...5000).events(clicks: 20, seed: 5)
        var pressed = moves[0].recorderTime
        let atOnce = moves.map { event in
            var event = event
            if event.kind == .release { pressed = event.recorderTime }
            if event.kind == .move { event.recorderTime = pressed }
            return event
        }
        #expect(WatchedSession(atOnce).tests.contains(.clicksWithoutPath))
        #expect(!WatchedSession(moves).tests.contains(.clicksWithoutPath))
    }

    /// Records that lead nowhere are no steps.
    @Test func aRestIsNoStep() {
        let moving = (0...12).map { (50 * Double($0), 20 * Double($0)) }
        let shape = Self.shape(moving.flatMap { [$0, $0] })
        #expect(shape.steps == 12)
        #expect(shape.squaredStepVariation < 1e-9)
    }
}
