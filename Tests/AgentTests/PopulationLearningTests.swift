import Agent
import AgentSupport
import Gestures
import Recordings
import Scoring
import Synthesis
import SystemPackage
import TestSupport
import Testing

/// What a box learns in population mode from an owner whom the population lacks, as on a box with one user.
struct PopulationLearningTests {
    private struct Learnt {
        var outcome: SessionReport.Outcome
        var isLearnt: Bool
    }

    /// What became of each session of `recordings`, in order, in `mode`.
    private static func scan(_ recordings: TemporaryDirectory, mode: ScoringMode) throws -> [Learnt] {
        let home = try TemporaryDirectory()
        let state = try StateDirectory(
            at: home.path.appending("state"),
            spaces: .shipped,
            mode: mode,
            system: Kernel()
        )
        let configuration = SessionScanner.Configuration(
            layout: try LayoutPattern("{user}/session_{session}"),
            mode: mode,
            threads: 2
        )
        let reports = try SessionScanner(configuration, system: Kernel())
            .scan(RecordingDirectory(recordings.path, system: Kernel()), state: state).sessions
        return try reports.map { report in
            let name = try #require(try state.sessions(called: report.path.description).first)
            return Learnt(outcome: report.outcome, isLearnt: try !state.learn(name))
        }
    }

    /// Sessions of one owner, with somebody else's as the last.
    private static func recordings() throws -> TemporaryDirectory {
        let corpus = try Corpus(users: 2, sessionsPerUser: 6, seed: 1)
        let directory = try TemporaryDirectory()
        for recording in corpus where recording.user == 0 && !recording.isIllegal {
            try directory.write(recording.csv.joined(), to: recording.path)
        }
        let intruder = try #require(corpus.first { $0.user == 1 })
        try directory.write(intruder.csv.joined(), to: "user01/session_last")
        return directory
    }

    @Test func anIntruderIsHeldBackByTheOwnersDataAlone() throws {
        let recordings = try Self.recordings()
        let found = try Self.scan(recordings, mode: .population)
        let intruder = try #require(found.last)
        guard case .notScored(.notInPopulation) = intruder.outcome else {
            Issue.record("\(intruder.outcome)")
            return
        }
        #expect(!intruder.isLearnt)
        #expect(found.contains { $0.isLearnt })
    }

    @Test func whatIsLearntIsWhatOwnDataWouldHaveLearnt() throws {
        let recordings = try Self.recordings()
        let alone = try Self.scan(recordings, mode: .own)
        let population = try Self.scan(recordings, mode: .population)
        #expect(population.map(\.isLearnt) == alone.map(\.isLearnt))
        #expect(alone.contains { if case .scored = $0.outcome { true } else { false } })
    }
}
