import Agent
import Foundation
import Gestures
import Recordings
import Scoring
import Synthesis
import SystemPackage
import Testing

struct StateDirectoryTests {
    private static func open(_ directory: TemporaryDirectory) throws -> StateDirectory {
        try StateDirectory(at: directory.path.appending("state"), space: .pointer, mode: .own, system: Kernel())
    }

    private static func scan(_ recordings: TemporaryDirectory, _ state: StateDirectory) throws -> [String:
        SessionReport]
    {
        let configuration = SessionScanner.Configuration(
            layout: try LayoutPattern("{user}/session_{session}"),
            threads: 2
        )
        let result = try SessionScanner(configuration, system: Kernel())
            .scan(RecordingDirectory(recordings.path, system: Kernel()), state: state)
        return Dictionary(uniqueKeysWithValues: result.sessions.map { ($0.path.description, $0) })
    }

    private static func evidence(_ report: SessionReport?) -> Double? {
        guard case .scored(let assessment, _) = report?.outcome else { return nil }
        return assessment.evidence
    }

    private static func baselineSessions(_ report: SessionReport?) -> Int? {
        guard case .scored(_, let standing) = report?.outcome else { return nil }
        return standing.baselineSessions
    }

    /// Two scans that share a state say together what one says.
    @Test func goingOnIsTheSameAsNeverHavingStopped() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 10)
        let whole = try TemporaryDirectory()
        let expected = try Self.scan(synthetic.directory, Self.open(whole))

        let parts = try TemporaryDirectory()
        let growing = try TemporaryDirectory()
        for (number, recording) in synthetic.corpus.enumerated() {
            try growing.write(recording.csv.joined(), to: recording.path)
            if number % 3 == 0 { _ = try Self.scan(growing, Self.open(parts)) }
        }
        let found = try Self.scan(growing, Self.open(parts))
        for (path, report) in expected {
            #expect(Self.evidence(found[path]) == Self.evidence(report), "\(path)")
        }
    }

    @Test func aKnownRecordingIsNotLearntAgain() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 6)
        let home = try TemporaryDirectory()
        let first = try Self.scan(synthetic.directory, Self.open(home))
        let second = try Self.scan(synthetic.directory, Self.open(home))
        for (path, report) in first {
            #expect(Self.evidence(second[path]) == Self.evidence(report))
            #expect(Self.baselineSessions(second[path]) == Self.baselineSessions(report))
        }
    }

    @Test func unlearningAndLearningAgainDecideWhatNewSessionsAreComparedWith() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 9)
        let home = try TemporaryDirectory()
        let known = try TemporaryDirectory()
        let recordings = Array(synthetic.corpus)
        for recording in recordings.prefix(4) { try known.write(recording.csv.joined(), to: recording.path) }
        _ = try Self.scan(known, Self.open(home))
        let state = try Self.open(home)
        let name = try #require(state.sessions(called: recordings[0].path).first)
        #expect(try state.unlearn(name))
        #expect(try !state.unlearn(name))

        try known.write(recordings[4].csv.joined(), to: recordings[4].path)
        _ = try Self.scan(known, state)
        #expect(try state.learn(name))
        try known.write(recordings[5].csv.joined(), to: recordings[5].path)
        let reports = try Self.scan(known, state)
        let without = try #require(Self.baselineSessions(reports[recordings[4].path]))
        let with = try #require(Self.baselineSessions(reports[recordings[5].path]))
        #expect(with > without)
    }

    @Test func onlyOneProcessHasTheState() throws {
        let home = try TemporaryDirectory()
        let state = try Self.open(home)
        #expect(throws: StateError.self) { try Self.open(home) }
        withExtendedLifetime(state) {}
    }

    @Test func aRecordThatWasCutOffIsForgotten() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 4)
        let home = try TemporaryDirectory()
        _ = try Self.scan(synthetic.directory, Self.open(home))
        let file = home.url.appending(path: "state/ledger-00000001")
        let bytes = try Data(contentsOf: file)
        try bytes.dropLast(10).write(to: file)
        let reports = try Self.scan(synthetic.directory, Self.open(home))
        #expect(reports.count == 4)
        #expect(try Data(contentsOf: file) == bytes)
    }

    @Test func aDamagedRecordIsNamedWithItsPlace() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 3)
        let home = try TemporaryDirectory()
        _ = try Self.scan(synthetic.directory, Self.open(home))
        let file = home.url.appending(path: "state/ledger-00000001")
        var bytes = try Data(contentsOf: file)
        bytes[100] ^= 0xFF
        try bytes.write(to: file)
        let error = #expect(throws: StateError.self) { try Self.open(home) }
        #expect(error?.description.contains("byte 8") == true)
    }
}
