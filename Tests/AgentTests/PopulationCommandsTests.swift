import AgentSupport
import Recordings
import Scoring
import Testing

@testable import Agent

/// What is told of commands in population mode.
struct PopulationCommandsTests {
    /// Alice's and Bob's sessions on alternate days; in her last one Alice enters what Bob does, and what nobody does.
    private static let recordings: [(path: String, content: [UInt8])] = (0..<20).map { number in
        let user = number % 2 == 0 ? "alice" : "bob"
        let commands = (0..<90).map { place in
            let habit = place * place * (number + 1) % 17
            if number == 18, place % 3 > 0 { return place % 3 == 1 ? "bob\(habit)" : "new\(place)" }
            return "\(user)\(habit)"
        }
        let rows = commands.enumerated().map { place, command in
            #"{"t":\#(place * 4_000),"kind":"command","command":"\#(command)"}"#
        }
        let start = "2023-01-\(10 + number)T09:00:00Z"
        let header = #"{"format":"gait-jsonl","version":1,"clock":"session","start":"\#(start)"}"#
        let text = ([header] + rows).map { $0 + "\n" }.joined()
        return ("\(user)/\(10 + number).jsonl", Array(text.utf8))
    }

    private static let last = "alice/28.jsonl"

    /// Scans `groups` of the recordings one after the other, and keeps what is learnt in a state directory if `hasState`.
    private static func scan(
        _ groups: [ArraySlice<(path: String, content: [UInt8])>],
        _ mode: ScoringMode,
        hasState: Bool
    ) throws -> [String: CommandAssessment] {
        let run = try DaemonRun(silence: 5)
        var configuration = SessionScanner.Configuration(layout: try LayoutPattern("{user}/{session}"), mode: mode)
        configuration.combination.uses[.circumstances] = .off
        var reports: [SessionReport] = []
        for group in groups {
            try run.system.apply(.placed(Array(group)))
            let scanner = SessionScanner(configuration, system: run.system)
            let directory = RecordingDirectory(DaemonRun.recordings, system: run.system)
            if hasState {
                let state = try StateDirectory(at: DaemonRun.state, mode: mode, system: run.system)
                reports = try scanner.scan(directory, state: state).sessions
            } else {
                reports = try scanner.scan(directory).sessions
            }
        }
        return Dictionary(uniqueKeysWithValues: reports.map { ($0.path.description, $0) })
            .compactMapValues { $0.outcome.assessment?.commands }
    }

    @Test func itIsToldHowMuchIsNewToTheBox() throws {
        let found = try #require(try Self.scan([Self.recordings[...]], .population, hasState: false)[Self.last])
        let newToBox = try #require(found.newToBox)
        #expect(newToBox > 0 && newToBox < found.new)
    }

    /// An owner's own data is all that the score stands on, and nothing is told of others.
    @Test func ownDataSaysNothingOfOthers() throws {
        let own = try Self.scan([Self.recordings[...]], .own, hasState: false)
        var population = try Self.scan([Self.recordings[...]], .population, hasState: false)
        #expect(own.values.allSatisfy { $0.newToBox == nil } && own.count > 10)
        for path in population.keys { population[path]?.newToBox = nil }
        #expect(own == population)
    }

    /// What others were known to enter when a session opened follows from the ledger.
    @Test(arguments: [3, 9, 17, 18])
    func itIsTheSameAfterARestart(count: Int) throws {
        let expected = try Self.scan([Self.recordings[...]], .population, hasState: false)
        let groups = [Self.recordings[..<count], Self.recordings[count...]]
        let found = try Self.scan(groups, .population, hasState: true)
        #expect(found == expected)
    }
}
