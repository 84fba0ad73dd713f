import AgentSupport
import Recordings
import Scoring
import Synthesis
import SystemPackage
import Testing

@testable import Agent

struct DaemonTests {
    private static func scanned(_ corpus: SimulatedCorpus) throws -> [String: SessionReport] {
        let system = try SimulatedSystem(directory: DaemonRun.recordings)
        for phase in corpus.oneSessionAtATime { try system.apply(phase) }
        let scanner = SessionScanner(
            SessionScanner.Configuration(layout: try LayoutPattern("{user}/{session}")),
            system: system
        )
        let result = try scanner.scan(RecordingDirectory(DaemonRun.recordings, system: system))
        return Dictionary(uniqueKeysWithValues: result.sessions.map { ($0.path.description, $0) })
    }

    @Test func scoresAsAScanAtRest() throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 7, seed: 3)
        var run = try DaemonRun()
        try run.run(corpus.oneSessionAtATime)
        let scanned = try Self.scanned(corpus)
        let findings = try run.findings()
        #expect(findings.count == corpus.recordings.count)
        #expect(scanned.values.contains { $0.outcome.assessment != nil })
        for (path, report) in scanned {
            #expect(findings[path]?.scored?.assessment == report.outcome.assessment, "\(path)")
            #expect(findings[path]?.gestureCount == report.gestureCount)
        }
    }

    @Test(arguments: [0, 48 << 20])
    func scoresTheSameInAnyChunksAndAnyMemory(memoryLimit: Int) throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 5, seed: 4)
        var whole = try DaemonRun()
        try whole.run(corpus.oneSessionAtATime)
        var generator = SplitMix64(seed: 9)
        var growing = try DaemonRun(mostDescriptors: 1, memoryLimit: memoryLimit)
        let rounds = corpus.recordings.count / 2
        for round in 0..<rounds {
            let sessions = [corpus.recordings[round], corpus.recordings[rounds + round]]
            let cuts = sessions.map { session in
                (0..<4).map { _ in Int(generator.next() % UInt64(session.content.count)) }.sorted()
                    + [session.content.count]
            }
            for step in 0..<5 {
                let parts = zip(sessions, cuts).map { session, cut in
                    (path: session.path, content: Array(session.content[..<cut[step]]))
                }
                try growing.run([.placed(parts)], stepsPerPhase: 3)
            }
            try growing.run([.quiet])
        }
        let expected = try whole.findings()
        let found = try growing.findings()
        #expect(found.count == expected.count)
        for (path, finding) in expected {
            #expect(found[path]?.scored?.assessment == finding.scored?.assessment, "\(path)")
            #expect(found[path]?.closing?.firstScore == finding.closing?.firstScore, "\(path)")
            #expect(found[path]?.eventCount == finding.eventCount)
        }
        #expect(expected.values.contains { $0.closing?.firstScore != nil })
    }

    @Test(arguments: SimulatedDisk.Survival.allCases)
    func losesAndDoublesNothingWhereverItIsKilled(survival: SimulatedDisk.Survival) throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 3, seed: 5)
        var undisturbed = try DaemonRun()
        undisturbed.system.arm(.kill, at: .max)
        try undisturbed.run(corpus.oneSessionAtATime)
        let calls = undisturbed.calls
        let expected = undisturbed.outcome
        #expect(try undisturbed.findings().count == corpus.recordings.count)
        for call in stride(from: 1, through: calls, by: max(1, calls / 40)) {
            var run = try DaemonRun()
            run.survival = survival
            run.system.arm(.kill, at: call)
            try run.run(corpus.oneSessionAtATime)
            #expect(run.kills == 1)
            let isSame = run.outcome == expected
            #expect(isSame, "killed at call \(call) of \(calls)")
        }
    }

    /// A second kill hits what the first restart does, too.
    @Test func losesAndDoublesNothingWhereItIsKilledTwice() throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 2, seed: 11)
        var undisturbed = try DaemonRun()
        undisturbed.system.arm(.kill, at: .max)
        try undisturbed.run(corpus.oneSessionAtATime)
        let calls = undisturbed.calls
        let expected = undisturbed.outcome
        var generator = SplitMix64(seed: 12)
        for _ in 0..<40 {
            var run = try DaemonRun()
            run.secondKill = 1 + Int(generator.next() % 200)
            run.system.arm(.kill, at: 1 + Int(generator.next() % UInt64(calls)))
            try run.run(corpus.oneSessionAtATime)
            #expect(run.kills >= 1)
            let isSame = run.outcome == expected
            #expect(isSame, "then killed again at call \(run.secondKill ?? 0)")
        }
    }

    @Test(arguments: [Errno.ioError, .noSpace, .tooManyOpenFiles, .interrupted])
    func losesAndDoublesNothingWhateverFails(error: Errno) throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 3, seed: 6)
        var undisturbed = try DaemonRun()
        undisturbed.system.arm(.kill, at: .max)
        try undisturbed.run(corpus.oneSessionAtATime)
        let calls = undisturbed.calls
        let expected = try undisturbed.findings()
        for call in stride(from: 1, through: calls, by: max(1, calls / 25)) {
            var run = try DaemonRun()
            run.system.arm(.fault(error), at: call)
            try run.run(corpus.oneSessionAtATime)
            let findings = try run.findings()
            #expect(findings.count == expected.count, "\(error) at call \(call)")
            for (path, finding) in expected {
                #expect(findings[path]?.eventCount == finding.eventCount, "\(path), \(error) at call \(call)")
            }
        }
    }

    @Test func followsARecordingThatIsRenamed() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 7)
        let (path, content) = corpus.recordings[0]
        let half = content.count / 2
        let renamed = path + "-part"
        var run = try DaemonRun()
        try run.run(
            [.placed([(path, Array(content[..<half]))])],
            stepsPerPhase: 3
        )
        try run.run([.moved(path, to: renamed)], stepsPerPhase: 3)
        try run.run([.placed([(renamed, content)])])
        let findings = try run.findings()
        var whole = try DaemonRun()
        try whole.run(corpus.oneSessionAtATime)
        #expect(findings.count == 1)
        #expect(findings[renamed]?.eventCount == (try whole.findings()[path]?.eventCount))
    }

    @Test func correctsASessionThatGrowsAfterItsEnd() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 4, seed: 8)
        let (path, content) = corpus.recordings[3]
        var run = try DaemonRun()
        try run.run(Array(corpus.oneSessionAtATime.dropLast()))
        try run.run([
            .placed([(path, Array(content[..<(content.count / 2)]))])
        ])
        let early = try #require(try run.findings()[path])
        try run.run([.placed([(path, content)])])
        let late = try #require(try run.findings()[path])
        #expect(late.eventCount > early.eventCount)
        #expect(try run.findings().count == corpus.recordings.count)
    }

    @Test func keepsASessionWhoseFileIsGone() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 10)
        let (path, content) = corpus.recordings[0]
        var run = try DaemonRun()
        try run.run([.placed([(path, content)])], stepsPerPhase: 3)
        try run.run([.removed(path)])
        let finding = try #require(try run.findings()[path])
        #expect(finding.closing?.reason == .removed)
        #expect(finding.eventCount > 0)
    }

    @Test(arguments: [false, true])
    func knowsASessionWhoseFileComesBack(hasChanged: Bool) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 10)
        let (path, content) = corpus.recordings[0]
        var run = try DaemonRun()
        try run.run([.placed([(path, content)])], stepsPerPhase: 3)
        try run.run([.removed(path)])
        var back = content
        if hasChanged { back[back.count - 2] ^= 1 }
        try run.run([.placed([(path, back)])])
        #expect(
            try run.findings().values.map(\.name.session).sorted() == [hasChanged ? path + " (2)" : path]
        )
    }
}
