import Synthesis
import Testing

@testable import Agent

/// The wall clock is set back and forth while the daemon runs, and changes neither what it finds out nor the list.
struct ClockTests {
    private static let day: Int64 = 86_400 * DaemonRun.second

    /// Lets the daemon follow sessions, with a clock that is set to another lead before each; the process is killed at
    /// call `kill`.
    private static func run(leads: [Int64], kill: Int? = nil) throws -> (outcome: [String: [UInt8]], list: [UInt8]) {
        let corpus = try SimulatedCorpus(users: 2, sessions: 5, seed: 31)
        var run = try DaemonRun()
        if let kill { run.system.arm(.kill, at: kill) }
        let phases = corpus.oneSessionAtATime.enumerated().flatMap { number, phase in
            [DaemonRun.Phase.clockSet(ahead: leads[number % leads.count]), phase]
        }
        try run.run(phases, stepsPerPhase: 24)
        #expect(run.kills == (kill == nil ? 0 : 1))
        return (run.outcome, try run.list.encoded())
    }

    @Test(arguments: [
        [0, 3650 * day], [3650 * day, 0], [100 * day, -100 * day, 1, -1], [0, 1, 2, -3650 * day],
    ])
    func aClockThatIsSetChangesNothing(leads: [Int64]) throws {
        let expected = try Self.run(leads: [0])
        let found = try Self.run(leads: leads)
        #expect(expected.outcome.count > 1 && !expected.list.isEmpty)
        let isSame = found.outcome == expected.outcome
        #expect(isSame)
        let isSameList = found.list == expected.list
        #expect(isSameList)
    }

    @Test func norDoesOneThatIsSetBeforeARestart() throws {
        let expected = try Self.run(leads: [0])
        for kill in [50, 400, 900] {
            let found = try Self.run(leads: [0, -1000 * Self.day, 1000 * Self.day], kill: kill)
            let isSame = found.outcome == expected.outcome
            #expect(isSame, "killed at call \(kill)")
        }
    }
}
