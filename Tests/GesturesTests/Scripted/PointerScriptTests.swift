import Foundation
import Recordings
import Synthesis
import Testing

@testable import Gestures

/// Programs that move the pointer and click are found, people are not.
struct PointerScriptTests {
    private static let seeds: ClosedRange<UInt64> = 1...20

    private static func found(_ pointing: ScriptedPointing, clicks: Int) -> [Set<ScriptedTest>] {
        seeds.map { ScriptDetector(pointing.events(clicks: clicks, seed: $0)).tests }
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
            #expect(ScriptDetector(Array(recording.events)).tests.isEmpty)
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
        #expect(ScriptDetector(events).tests.isEmpty)
    }

    // MARK: Straightness

    private static func isStraight(_ points: [(Int32, Int32)]) -> Bool {
        var cone = StraightCone()
        for (x, y) in points { cone.add(x, y) }
        return cone.isStraight
    }

    /// Points are on one straight way where one of many directions has all of them near it and ahead.
    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func aConeFindsTheLineThatThereIs(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let angle = Double.random(in: 0..<2 * .pi, using: &random)
        let width = Double.random(in: 0..<5, using: &random)
        let points = (1...30).map { number in
            let (along, across) = (Double(8 * number), Double.random(in: -width...width, using: &random))
            return (
                Int32((along * cos(angle) - across * sin(angle)).rounded()),
                Int32((along * sin(angle) + across * cos(angle)).rounded())
            )
        }
        func distance(_ direction: Double) -> Double {
            points.map { abs(Double($0.0) * sin(direction) - Double($0.1) * cos(direction)) }.max()!
        }
        let nearest = (-3000...3000).map { distance(angle + Double($0) * 1e-5) }.min()!
        // Where the nearest direction lies between two that were tried, either is right.
        if nearest <= 2.5 { #expect(Self.isStraight(points)) }
        if nearest > 2.51 { #expect(!Self.isStraight(points)) }
    }

    @Test func aWayBackIsNotStraight() {
        #expect(Self.isStraight((1...20).map { (5 * $0, 2 * $0) }))
        #expect(!Self.isStraight((1...20).map { (5 * $0, 2 * $0) } + [(-5, -2)]))
    }

    /// The short cut of movements that are whole says no more than the cone.
    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func aShortCutChangesNothing(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bend = Double.random(in: 0..<12, using: &random)
        let points = (0...24).map { number in
            (Int32(9 * number), Int32((bend * sin(Double(number) / 24 * .pi)).rounded()))
        }
        func place(_ point: (Int32, Int32)) -> PointerPlace { PointerPlace(x: point.0, y: point.1)! }
        let steps = zip(points, points.dropFirst()).map { place($1).step(from: place($0)).value }
        var whole = PointerMovement()
        whole.add(steps.span)
        var inPieces = PointerMovement()
        for step in steps { inPieces.add([step].span) }
        #expect(whole.cone.isStraight == inPieces.cone.isStraight)
        #expect(whole.length == inPieces.length && whole.squares == inPieces.squares)
        #expect((whole.x, whole.y, whole.isAxial) == (inPieces.x, inPieces.y, inPieces.isAxial))
    }
}
