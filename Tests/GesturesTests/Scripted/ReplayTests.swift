import Recordings
import Synthesis
import Testing

@testable import Gestures

/// Input that comes once more is found, at another time, in part, and on another clock.
struct ReplayTests {
    private static let seeds: ClosedRange<UInt64> = 1...12
    private static let typist = ScriptedTyping(gaps: .human(150), holds: 50...140)

    private static func typed(_ seed: UInt64) -> [KeyEvent] { typist.events(400, seed: seed) }

    private static func moved(_ seed: UInt64) throws -> [PointerEvent] {
        Array(try Corpus(users: 1, sessionsPerUser: 3, seed: seed)[0].events)
    }

    private static func replayed(_ first: WatchedSession, _ second: WatchedSession) -> Set<ScriptedTest> {
        Set(ReplayComparison(second.input).signs(against: first.input, of: "first").map(\.test))
    }

    @Test(arguments: seeds)
    func typingIsKnownAgain(seed: UInt64) {
        let events = Self.typed(seed)
        let original = WatchedSession([], events)
        let half = Array(events[events.count / 4..<events.count * 3 / 4])
        for events in [events, half] {
            #expect(Self.replayed(original, WatchedSession([], events.shifted(by: 9_000_000))) == [.keysReplayed])
        }
        #expect(Self.replayed(original, WatchedSession([], events.onClock(of: 15.625))) == [.keysReplayed])
    }

    @Test(arguments: seeds)
    func movementsAreKnownAgain(seed: UInt64) throws {
        let events = try Self.moved(seed)
        let original = WatchedSession(events)
        let half = Array(events[events.count / 4..<events.count * 3 / 4])
        for events in [events, half] {
            let found = Self.replayed(original, WatchedSession(events.map { $0.shifted(by: 9_000_000) }))
            #expect(found.contains(.movesReplayed))
        }
        #expect(Self.replayed(original, WatchedSession(events.map { $0.shifted(by: 1) })).contains(.clicksReplayed))
    }

    @Test(arguments: 0..<Run.length)
    func everyValueOfARunCounts(place: Int) {
        func hash(_ changed: UInt32) -> UInt32 {
            var run = Run()
            for index in 0..<Run.length { run.append(UInt32(100 + index) + (index == place ? changed : 0)) }
            return run.hash
        }
        #expect(Set((0..<64).map { hash($0) }).count == 64)
    }

    /// Who types nothing but digits, or moves through a list, does the same again and again.
    @Test func keysOfOneKindStandForNoSession() {
        var replay = KeyReplay()
        var random = SplitMix64(seed: 4)
        for _ in 0..<20_000 { replay.press(.digit, after: .digit, gap: .random(in: 110...1500, using: &random)) }
        #expect(replay.sketch.hashes.isEmpty)
    }

    @Test func whatSomebodyDoesAnotherTimeIsNoReplay() throws {
        let sessions = try Self.seeds.map { WatchedSession(try Self.moved($0), Self.typed($0)) }
        for (number, first) in sessions.enumerated() {
            for second in sessions[..<number] { #expect(Self.replayed(first, second).isEmpty) }
            #expect(first.tests.isEmpty)
        }
    }

    @Test(arguments: seeds)
    func whatGoesRoundIsFound(seed: UInt64) throws {
        let (pointer, keys) = (try Self.moved(seed), Self.typed(seed))
        let later = 5000 + (pointer.last?.recorderTime.milliseconds ?? 0)
        let pointerTwice = pointer + pointer.map { $0.shifted(by: later) }
        let keysTwice = keys + keys.shifted(by: 5000 + keys.last!.time.milliseconds)
        #expect(WatchedSession(pointerTwice).tests.isSuperset(of: [.movesRepeated]))
        #expect(WatchedSession([], keysTwice).tests == [.keysRepeated])
    }

    @Test func aSignNamesTheOriginal() throws {
        let detector = WatchedSession([], Self.typed(1))
        let sign = try #require(ReplayComparison(detector.input).signs(against: detector.input, of: "anna/17").first)
        #expect(sign.original == "anna/17" && sign.statistic == 32 && sign.threshold == 4 && sign.count == 32)
        #expect(sign.words.contains("as in anna/17: 32 of 32 sampled runs are the same"))
    }

    /// Whatever is in common is looked at.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func aFilterLeavesNothingOut(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let hashes = (0..<64).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) }
        let others = (0..<64).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) }
        let filter = HashFilter(hashes)
        #expect(filter.count(of: Array(hashes[..<20])) == 20)
        #expect(filter.count(of: others) < 8)
    }

    // MARK: Sketches

    /// What is kept, and what of that came twice, is what a list of all would give.
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func theLeastHashesAreKept(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let hashes = (0..<Int.random(in: 0...400, using: &random)).map { _ in UInt32.random(in: 0...300, using: &random)
        }
        var sketch = BottomSketch(capacity: 24)
        for hash in hashes { sketch.add(hash) }
        let least = Array(Set(hashes).sorted().prefix(24))
        #expect(sketch.hashes == least)
        #expect(sketch.repeatedCount == least.count { hash in hashes.count { $0 == hash } > 1 })
    }

    @Test func aSketchOfTooMuchOrInDisorderIsNone() {
        #expect(ReplaySketch(keys: Array(0..<33)) == nil)
        #expect(ReplaySketch(moves: [2, 2]) == nil)
        #expect(ReplaySketch(presses: [1, 2, 3])?.presses == [1, 2, 3])
    }

    /// A hash that is made from the one before is that of the run.
    @Test func hashesOfRunsGoOn() {
        var random = SplitMix64(seed: 4)
        let values = (0..<40).map { _ in UInt32.random(in: 1...UInt32.max, using: &random) }
        var (run, polynomial) = (Run(), UInt64(0))
        for (index, value) in values.enumerated() {
            polynomial = Run.advance(polynomial, to: value, from: index < Run.length ? 0 : values[index - Run.length])
            run.append(value)
            #expect(run.hash == Run.hash(polynomial))
            #expect(run.isFull == (index >= Run.length - 1))
        }
    }
}

extension [KeyEvent] {
    fileprivate func shifted(by time: Int64) -> [KeyEvent] {
        map { event in
            var event = event
            event.time = Timestamp(milliseconds: event.time.milliseconds + time)
            return event
        }
    }

    fileprivate func onClock(of step: Double) -> [KeyEvent] {
        map { event in
            var event = event
            event.time = Timestamp(
                milliseconds: Int64(((Double(event.time.milliseconds) + 5) / step).rounded(.down) * step)
            )
            return event
        }
    }
}

extension PointerEvent {
    fileprivate func shifted(by time: Int64) -> PointerEvent {
        var event = self
        event.recorderTime = Timestamp(milliseconds: recorderTime.milliseconds + time)
        if !clientTime.isMissing { event.clientTime = Timestamp(milliseconds: clientTime.milliseconds + time) }
        return event
    }
}
