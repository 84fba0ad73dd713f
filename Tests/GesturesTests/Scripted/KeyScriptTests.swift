import Recordings
import Testing

@testable import Gestures

/// Programs that type are found, people are not.
struct KeyScriptTests {
    private static let seeds: ClosedRange<UInt64> = 1...20

    /// The tests that found something in every one of many sessions.
    private static func found(_ typing: ScriptedTyping, _ keys: Int) -> [Set<ScriptedTest>] {
        seeds.map { WatchedSession([], typing.events(keys, seed: $0)).tests }
    }

    @Test(
        arguments: [
            (.constant(12), 80), (.constant(50), 80), (.constant(100), 80), (.constant(300), 40),
            (.uniform(150, 0.05), 40),
            (.uniform(150, 0.1), 40), (.uniform(400, 0.1), 40), (.normal(150, 0.05), 40), (.uniform(150, 0.2), 120),
            (.uniform(150, 0.4), 120), (.uniform(150, 0.5), 200), (.normal(150, 0.2), 400), (.normal(400, 0.3), 400),
        ] as [(ScriptedTyping.Gaps, Int)]
    )
    func gapsOfAProgramAreFound(gaps: ScriptedTyping.Gaps, keys: Int) {
        for way in [ScriptedTyping.Way.presses, .input] {
            #expect(Self.found(ScriptedTyping(gaps: gaps, way: way), keys).count { $0.isEmpty } == 0)
        }
    }

    /// Where random times scatter widely, nine in ten are found.
    @Test(
        arguments: [
            (.uniform(60, 0.5), 200), (.normal(150, 0.4), 400), (.normal(150, 0.5), 400), (.normal(400, 0.5), 400),
        ]
            as [(ScriptedTyping.Gaps, Int)]
    )
    func widelyScatteredGapsAreMostlyFound(gaps: ScriptedTyping.Gaps, keys: Int) {
        #expect(Self.found(ScriptedTyping(gaps: gaps), keys).count { $0.isEmpty } <= 2)
    }

    @Test(arguments: [10, 15.625, 33])
    func aCoarseClockHidesNoProgram(step: Double) {
        let typing = ScriptedTyping(gaps: .constant(100), clockStep: step)
        #expect(Self.found(typing, 120).count { $0.isEmpty } == 0)
    }

    @Test func pausesHideNoProgram() {
        for gaps in [ScriptedTyping.Gaps.constant(100), .uniform(150, 0.1), .normal(150, 0.1)] {
            #expect(Self.found(ScriptedTyping(gaps: gaps, hasPauses: true), 120).count { $0.isEmpty } == 0)
        }
    }

    /// Whatever the times between keys are.
    @Test(arguments: [12...12, 75...85] as [ClosedRange<Double>])
    func equalHoldsAreFound(holds: ClosedRange<Double>) {
        let typing = ScriptedTyping(gaps: .human(180), holds: holds)
        #expect(Self.found(typing, 120).allSatisfy { $0 == [.holdsTooEven] })
    }

    @Test(arguments: [1, 10, 15.625, 33, 50])
    func peopleAreNotFound(clockStep: Double) {
        for median in [90.0, 150, 220] {
            let typing = ScriptedTyping(gaps: .human(median), holds: 50...140, clockStep: clockStep)
            for keys in [40, 120, 400, 1500] {
                #expect(Self.found(typing, keys).allSatisfy { $0.isEmpty }, "\(median) ms, \(keys) keys")
            }
        }
    }

    @Test func fewKeysSayNothing() {
        #expect(Self.found(ScriptedTyping(gaps: .constant(150)), 20).allSatisfy { $0.isEmpty })
    }

    /// A key that is held comes again and again in even time, and digits are typed so by people, too.
    @Test(arguments: [KeyClass.letterLeft, .digit])
    func whatComesEvenlyOfAHandIsLeftOut(keyClass: KeyClass) {
        let step: Int64 = keyClass == .digit ? 240 : 33
        let events = (0..<500).map { number in
            KeyEvent(time: Timestamp(milliseconds: step * number), action: .press, keyClass: keyClass)
        }
        #expect(WatchedSession([], events).tests.isEmpty)
    }

    /// What is pasted comes at once, or as one event, and says nothing of how somebody types.
    @Test func pastesSayNothing() {
        var events: [KeyEvent] = []
        for number in 0..<200 as Range<Int64> {
            events.append(
                KeyEvent(time: Timestamp(milliseconds: 100 * number), action: .paste, keyClass: .other, count: 9)
            )
            events.append(
                KeyEvent(time: Timestamp(milliseconds: 100 * number + 50), action: .input, keyClass: .letterLeft)
            )
        }
        #expect(WatchedSession([], events).tests.isEmpty)
        #expect(
            WatchedSession([], events.map { KeyEvent(time: $0.time, action: .input, keyClass: .other, count: 3) }).tests
                .isEmpty
        )
        let burst = (0..<600).map {
            KeyEvent(
                time: Timestamp(milliseconds: Int64($0 / 200) * 9000 + Int64($0 % 200)),
                action: .input,
                keyClass: .letterLeft
            )
        }
        #expect(WatchedSession([], burst).tests.isEmpty)
    }

    @Test func whatASignSaysCanBeReckoned() throws {
        let sign = try #require(
            WatchedSession([], ScriptedTyping(gaps: .constant(200)).events(101, seed: 3)).signs.first
        )
        #expect(sign.test == .gapsTooEven && sign.count == 100)
        #expect(sign.statistic == 0 && sign.threshold == 0.2)
        #expect(
            sign.words.hasPrefix("keys come at even intervals: three quarters of 100 gaps lie within 0 % of each other")
        )
    }
}
