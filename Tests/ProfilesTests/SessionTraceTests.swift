import Gestures
import Profiles
import Synthesis
import Testing

/// What one session shows beside others of the same user.
struct SessionTraceTests {
    private static let day: Int64 = 86_400

    private static func trace(_ start: Int64?, keys: [UInt32] = [], moves: [UInt32] = [], presses: [UInt32] = [])
        -> SessionTrace
    {
        SessionTrace(input: ReplaySketch(keys: keys, moves: moves, presses: presses)!, start: start)
    }

    private static func traced(_ starts: [Int64]) -> [TracedSession] {
        starts.enumerated().map { TracedSession("session \($0)", trace($1)) }
    }

    /// How many of the sessions that begin at these times, each beside all before it, a timer may have started.
    private static func tagged(_ starts: [Int64]) -> Int {
        let all = traced(starts)
        return all.indices.count { index in
            all[index].trace.signs(beside: Array(all[..<index]), of: all[index].session).contains {
                $0.test == .sameTimeEachDay
            }
        }
    }

    @Test func sessionsThatATimerStartsAreFoundFromTheFifthDayOn() {
        var random = SplitMix64(seed: 1)
        // Just before midnight, so that some begin on the day after.
        for second: Int64 in [7200, Self.day - 7] {
            let starts = (20_000..<20_020).map { $0 * Self.day + second + .random(in: -5...5, using: &random) }
            #expect(Self.tagged(starts) == 16)
        }
    }

    @Test func aTimerIsFoundAmongOtherSessions() {
        var random = SplitMix64(seed: 2)
        var starts: [Int64] = []
        for day: Int64 in 20_000..<20_030 {
            starts.append(day * Self.day + 36_000 + .random(in: -5...5, using: &random))
            let others = (0..<5).map { _ in Int64.random(in: 40_000..<60_000, using: &random) }
            starts += others.sorted().map { day * Self.day + $0 }
        }
        #expect(Self.tagged(starts) == 26)
    }

    @Test(arguments: [180, 600])
    func peopleAreLessPunctual(deviation: Int64) {
        var random = SplitMix64(seed: 3)
        let starts = (20_000..<20_300).map { day in
            // Nearly normally distributed.
            let late = (0..<12).reduce(Int64(0)) { sum, _ in
                sum + .random(in: -deviation / 2...deviation / 2, using: &random)
            }
            return Int64(day) * Self.day + 32_400 + late
        }
        #expect(Self.tagged(starts) <= 1)
    }

    @Test func oneDayWithoutASessionDoesNotCountAndOneAtAnotherTimeDoes() throws {
        let starts: [Int64] = [1, 2, 3, 10, 11, 40].map { $0 * Self.day + 500 }
        #expect(Self.tagged(starts) == 2)
        let mixed: [Int64] = [(1, 500), (2, 500), (3, 9000), (4, 500), (5, 9000), (6, 500), (7, 9000), (8, 500)].map {
            $0.0 * Self.day + $0.1
        }
        #expect(Self.tagged(mixed) == 0)
        let last = Self.traced(starts)
        let sign = try #require(last[5].trace.signs(beside: Array(last[..<5]), of: "own").first)
        #expect(sign.statistic == 6 && sign.threshold == 5 && sign.count == 6)
    }

    @Test func aSessionThatSaysNoStartIsNotCompared() {
        let others = Self.traced((0..<10).map { Int64($0) * Self.day })
        #expect(Self.trace(nil).signs(beside: others, of: "own").isEmpty)
    }

    // MARK: Replays

    @Test func theNewestOfThoseThatAreMostLikeItIsNamed() throws {
        let own = Self.trace(nil, keys: Array(0..<20), moves: Array(0..<20))
        let others = [
            TracedSession("little", Self.trace(nil, keys: [1, 2, 3, 4, 90])),
            TracedSession("much", Self.trace(nil, keys: Array(5..<25))),
            TracedSession("as much", Self.trace(nil, keys: Array(5..<25))),
            TracedSession("too little", Self.trace(nil, keys: [1, 2, 3], moves: [1, 2, 3])),
        ]
        let signs = own.signs(beside: others, of: "own")
        #expect(signs.map(\.test) == [.keysReplayed] && signs.first?.original == "as much")
        #expect(signs.first?.statistic == 15)
        #expect(own.signs(beside: Array(others.suffix(1)), of: "own").isEmpty)
        // It is no replay of itself.
        #expect(own.signs(beside: others, of: "as much").first?.original == "much")
    }

    @Test(
        arguments: [
            (Array(0..<3), [ScriptedTest]()), (Array(0..<4), [.movesReplayed]),
        ] as [([UInt32], [ScriptedTest])]
    )
    func soManyHashesAreEnough(common: [UInt32], tests: [ScriptedTest]) {
        let other = [TracedSession("other", Self.trace(nil, moves: common + [900]))]
        #expect(Self.trace(nil, moves: common + [800]).signs(beside: other, of: "own").map(\.test) == tests)
        let clicks = [TracedSession("other", Self.trace(nil, presses: [1, 2, 3]))]
        #expect(Self.trace(nil, presses: [1, 2, 3]).signs(beside: clicks, of: "own").map(\.test) == [.clicksReplayed])
    }
}
