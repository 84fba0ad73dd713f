import Agent
import AgentSupport
import Foundation
import Gestures
import Recordings
import Scoring
import Synthesis
import SystemPackage
import TestSupport
import Testing

struct StateDirectoryTests {
    private static func open(
        _ directory: TemporaryDirectory,
        mode: ScoringMode = .own,
        space: FeatureSpace = .pointer
    ) throws -> StateDirectory {
        try StateDirectory(
            at: directory.path.appending("state"),
            spaces: FeatureSpaces(pointer: space),
            mode: mode,
            system: Kernel()
        )
    }

    private static func scan(
        _ recordings: TemporaryDirectory,
        _ state: StateDirectory,
        mode: ScoringMode = .own,
        layout: String = "{user}/session_{session}"
    ) throws -> [String: SessionReport] {
        let configuration = SessionScanner.Configuration(
            layout: try LayoutPattern(layout),
            mode: mode,
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
    @Test(arguments: ScoringMode.allCases)
    func goingOnIsTheSameAsNeverHavingStopped(mode: ScoringMode) throws {
        let synthetic = try SyntheticDirectory(users: 3, sessions: 6)
        let whole = try TemporaryDirectory()
        let expected = try Self.scan(synthetic.directory, Self.open(whole, mode: mode), mode: mode)
        #expect(expected.values.contains { Self.evidence($0) != nil })

        let parts = try TemporaryDirectory()
        let growing = try TemporaryDirectory()
        for (number, recording) in synthetic.corpus.sorted(by: { $0.path < $1.path }).enumerated() {
            try growing.write(recording.csv.joined(), to: recording.path)
            if number % 3 == 0 { _ = try Self.scan(growing, Self.open(parts, mode: mode), mode: mode) }
        }
        let found = try Self.scan(growing, Self.open(parts, mode: mode), mode: mode)
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
        let name = try #require(try state.sessions(called: recordings[0].path).first)
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

    /// A recording of a session as far as it has come, as a recorder leaves it.
    private static func beginning(_ recording: Corpus.Recording) -> [UInt8] {
        let bytes = Array(recording.csv.joined())
        let half = bytes[..<(bytes.count / 2)]
        return Array(half[...(half.lastIndex(of: UInt8(ascii: "\n")) ?? 0)])
    }

    @Test func aPersonsDecisionOutlivesTheGrowthOfARecording() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 6)
        let recordings = Array(synthetic.corpus)
        let known = try TemporaryDirectory()
        for recording in recordings.prefix(4) { try known.write(recording.csv.joined(), to: recording.path) }
        try known.write(Self.beginning(recordings[1]), to: recordings[1].path)

        let home = try TemporaryDirectory()
        let state = try Self.open(home)
        _ = try Self.scan(known, state)
        #expect(try state.unlearn(#require(try state.sessions(called: recordings[1].path).first)))
        try known.write(recordings[1].csv.joined(), to: recordings[1].path)
        let reports = try Self.scan(known, state)
        let grown = reports[recordings[1].path]
        guard case .scored(_, let standing) = grown?.outcome else {
            Issue.record("\(String(describing: grown?.outcome))")
            return
        }
        #expect(standing.isQuarantined)
        let heldBack = recordings.prefix(4).filter {
            guard case .scored(_, let standing) = reports[$0.path]?.outcome else { return false }
            return standing.isQuarantined
        }
        #expect(standing.baselineSessions == 4 - heldBack.count)
        #expect(try !state.unlearn(#require(try state.sessions(called: recordings[1].path).first)))
    }

    @Test(arguments: [false, true])
    func aReplayOfGrownRecordingsIsTheSameAsHavingGoneOn(unlearning: Bool) throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 7)
        let recordings = Array(synthetic.corpus)
        /// What is found of the last two recordings after one before has grown.
        func found(reopening: Bool) throws -> [Double?] {
            let known = try TemporaryDirectory()
            let home = try TemporaryDirectory()
            var state: StateDirectory? = try Self.open(home)
            func scan() throws -> [String: SessionReport] {
                if reopening {
                    state = nil
                    state = try Self.open(home)
                }
                return try Self.scan(known, #require(state))
            }
            for recording in recordings.prefix(5) { try known.write(recording.csv.joined(), to: recording.path) }
            try known.write(Self.beginning(recordings[2]), to: recordings[2].path)
            _ = try scan()
            if unlearning {
                let state = try #require(state)
                _ = try state.unlearn(#require(try state.sessions(called: recordings[2].path).first))
            }
            try known.write(recordings[2].csv.joined(), to: recordings[2].path)
            _ = try scan()
            for recording in recordings.suffix(2) { try known.write(recording.csv.joined(), to: recording.path) }
            let reports = try scan()
            return recordings.map { Self.evidence(reports[$0.path]) }
        }
        let expected = try found(reopening: false)
        #expect(try found(reopening: true) == expected)
        #expect(expected.last != .some(nil))
    }

    @Test func aChangedRecordingOfTheSameSizeIsReadAgain() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 2)
        let home = try TemporaryDirectory()
        let recording = synthetic.corpus[1]
        let before = try Self.scan(synthetic.directory, Self.open(home))
        var bytes = Array(recording.csv.joined())
        for index in bytes.indices.suffix(2000) where bytes[index] != UInt8(ascii: "\n") { bytes[index] = 0x20 }
        try synthetic.directory.write(bytes, to: recording.path)
        let after = try Self.scan(synthetic.directory, Self.open(home))
        let path = recording.path
        #expect(after[path]?.eventCount != before[path]?.eventCount || after[path]?.remarks != before[path]?.remarks)
    }

    @Test func sessionsThatTheLayoutCallsTheSameAreLearntSeparately() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 5)
        let hosts = try TemporaryDirectory()
        for (number, recording) in synthetic.corpus.enumerated() {
            try hosts.write(recording.csv.joined(), to: "host\(number)/alice/1")
        }
        let home = try TemporaryDirectory()
        let state = try Self.open(home)
        let reports = try Self.scan(hosts, state, layout: "{host}/{user}/{session}")
        #expect(Self.baselineSessions(reports["host4/alice/1"]) ?? 0 > 1)
        #expect(try state.sessions(called: "alice/1").count == 5)
        #expect(try state.sessions(called: "1").count == 5)
        #expect(try state.sessions(called: "host3/alice/1").map(\.description) == ["host3/alice/1"])
    }

    @Test func aDecisionChangesTheList() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 6)
        let home = try TemporaryDirectory()
        func isQuarantined() throws -> Bool? {
            let reports = try Self.scan(synthetic.directory, Self.open(home))
            guard case .scored(_, let standing) = reports[synthetic.corpus[5].path]?.outcome else { return nil }
            return standing.isQuarantined
        }
        let first = try #require(isQuarantined() as Bool?)
        for isLearnt in [first, !first] {
            do {
                let state = try Self.open(home)
                let name = try #require(try state.sessions(called: synthetic.corpus[5].path).first)
                #expect(try isLearnt ? state.learn(name) : state.unlearn(name))
            }
            #expect(try isQuarantined() == !isLearnt)
        }
    }

    @Test func aStateOfAnotherModeOrOtherBinsIsRefused() throws {
        let home = try TemporaryDirectory()
        _ = try Self.open(home)
        let mode = #expect(throws: StateError.self) { try Self.open(home, mode: .population) }
        #expect(mode?.description.contains("--score own") == true)
        let fewer = FeatureSpace(features: Array(FeatureSpace.pointer.features.dropLast()))
        let bins = #expect(throws: StateError.self) { try Self.open(home, space: fewer) }
        #expect(bins?.description.contains("another state directory") == true)
    }

    @Test func aDecisionMakesNoStateDirectory() throws {
        let home = try TemporaryDirectory()
        let path = home.path.appending("state")
        #expect(throws: StateError.self) {
            try StateDirectory(existingAt: path, system: Kernel())
        }
        #expect(!FileManager.default.fileExists(atPath: path.string))
        _ = try Self.open(home, mode: .population)
        _ = try StateDirectory(existingAt: path, system: Kernel())
    }

    @Test func whatFollowsTheLastIntactRecordIsCutAway() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 1)
        let home = try TemporaryDirectory()
        let file = home.url.appending(path: "state/ledger-00000001")
        _ = try Self.open(home)
        let header = try Data(contentsOf: file)
        _ = try Self.scan(synthetic.directory, Self.open(home))
        let whole = try Data(contentsOf: file)
        let noise = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) }
        for tail in [Data(count: 1), Data(count: 5000), Data(noise), Data(noise) + Data(count: 100)] {
            try (whole + tail).write(to: file)
            _ = try Self.open(home)
            #expect(try Data(contentsOf: file) == whole)
        }
        for length in stride(from: header.count, to: whole.count, by: whole.count / 20) {
            try whole[..<length].write(to: file)
            _ = try Self.open(home)
            #expect(try Data(contentsOf: file) == header, "cut at byte \(length)")
        }
        try whole.write(to: file)
        do {
            let state = try Self.open(home)
            #expect(try state.unlearn(#require(try state.sessions(called: synthetic.corpus[0].path).first)))
        }
        let decided = try Data(contentsOf: file)
        for length in whole.count..<decided.count {
            try decided[..<length].write(to: file)
            _ = try Self.open(home)
            #expect(try Data(contentsOf: file) == whole, "cut at byte \(length)")
        }
        for length in 0..<header.count {
            try header[..<length].write(to: file)
            _ = try Self.open(home)
            #expect(try Data(contentsOf: file) == header, "cut at byte \(length)")
        }
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
        bytes[20] ^= 0xFF
        try bytes.write(to: file)
        let error = #expect(throws: StateError.self) { try Self.open(home) }
        #expect(error?.description.contains("byte 8,") == true)
    }
}
