import Foundation
import Gestures
import Recordings
import Scoring
import Synthesis
import Testing

@testable import Agent

/// Recordings that lay there before the daemon came.
struct DaemonBacklogTests {
    /// A run whose recordings were written one after the other, the last of them `rest` ns ago.
    private static func run(_ corpus: SimulatedCorpus, rest: Int64) throws -> DaemonRun {
        let run = try DaemonRun()
        for phase in corpus.oneSessionAtATime {
            run.system.pass(DaemonRun.second)
            try run.system.apply(phase)
        }
        run.system.pass(rest)
        return run
    }

    /// What the ledger says of the sessions of each owner, in order, but for where they were in it and in the journal: after
    /// a kill in the middle of a commit, sessions of several owners may take turns in another order.
    private static func findingsOfOwners(_ run: DaemonRun) throws -> [String: [Data]] {
        var findings: [SessionRecord.Finding] = []
        let state = try StateDirectory(existingAt: DaemonRun.state, system: run.system)
        try state.findings(since: 0) { findings.append($0) }
        for index in findings.indices {
            findings[index].closing?.journalKey = 0
            findings[index].closing?.profile = 0
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try Dictionary(grouping: findings, by: \.name.user).mapValues { try $0.map(encoder.encode) }
    }

    @Test func areScoredAsByAScan() throws {
        let corpus = try SimulatedCorpus(users: 3, sessions: 6, seed: 3)
        var run = try Self.run(corpus, rest: 10 * DaemonRun.second)
        try run.run([.quiet], stepsPerPhase: 40)
        let findings = try run.findings()
        let scanned = try run.scanned()
        #expect(scanned.contains { $0.outcome.assessment != nil })
        for report in scanned {
            let finding = try #require(findings[report.path.description])
            #expect(finding.scored?.assessment == report.outcome.assessment, "\(report.path)")
        }
    }

    @Test func letThoseOfTheirOwnerWaitThatAreStillRecorded() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 6, seed: 3)
        var run = try Self.run(corpus, rest: 4 * DaemonRun.second)
        try run.run([.quiet], stepsPerPhase: 40)
        let findings = try run.findings()
        for report in try run.scanned() {
            let finding = try #require(findings[report.path.description])
            #expect(finding.scored?.assessment == report.outcome.assessment, "\(report.path)")
        }
    }

    /// Kills a daemon that reads `corpus` at calls spread over its run of so many steps.
    private static func expectTheSame(
        of corpus: SimulatedCorpus,
        users: Int,
        steps: Int,
        whereverItIsKilled survival: SimulatedDisk.Survival
    ) throws {
        func outcome(kill: Int) throws -> (findings: [String: [Data]], calls: Int) {
            var run = try Self.run(corpus, rest: 10 * DaemonRun.second)
            run.survival = survival
            run.system.arm(.kill, at: kill)
            try run.run([.quiet], stepsPerPhase: steps)
            return (try Self.findingsOfOwners(run), run.calls)
        }
        let expected = try outcome(kill: .max)
        #expect(expected.findings.count == users)
        for call in stride(from: 1, through: expected.calls, by: max(1, expected.calls / 40)) {
            #expect(
                try outcome(kill: call).findings == expected.findings,
                "killed at call \(call) of \(expected.calls)"
            )
        }
    }

    @Test(arguments: SimulatedDisk.Survival.allCases)
    func areReadOnceWhereverItIsKilled(survival: SimulatedDisk.Survival) throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 3, seed: 5)
        try Self.expectTheSame(of: corpus, users: 2, steps: 24, whereverItIsKilled: survival)
    }

    @Test func areCommittedTogetherWhereTheyEndTogether() throws {
        let corpus = try SimulatedCorpus(users: 12, sessions: 1, seed: 5)
        var run = try Self.run(corpus, rest: 10 * DaemonRun.second)
        try run.run([.quiet], stepsPerPhase: 24)
        #expect(try run.findings().count == 12)
        #expect(try run.makeDaemon().committedSequence < 12)
    }

    @Test(arguments: SimulatedDisk.Survival.allCases)
    func areCommittedOnceWhereverTheirCommitIsKilled(survival: SimulatedDisk.Survival) throws {
        let corpus = try SimulatedCorpus(users: 4, sessions: 1, seed: 5)
        try Self.expectTheSame(of: corpus, users: 4, steps: 12, whereverItIsKilled: survival)
    }

    @Test func doNotWaitForOneThatSaysTooLittle() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 4, seed: 3)
        var run = try DaemonRun()
        run.configuration.silence = 100 * DaemonRun.second
        let user = try #require(corpus.recordings.first?.path.split(separator: "/").first)
        let tiny = [("\(user)/a", [UInt8](arrayLiteral: 120)), ("\(user)/b", []), ("\(user)/c.gz", [31])]
        try run.system.apply(.placed(tiny))
        run.system.pass(DaemonRun.second)
        for phase in corpus.oneSessionAtATime { try run.system.apply(phase) }
        try run.system.apply(.placed([("\(user)/d", [120])]))
        run.system.pass(100 * DaemonRun.second)
        try run.run([.quiet], stepsPerPhase: 24)
        #expect(run.reports.values.count { $0.gestureCount > 0 } == corpus.recordings.count)
    }

    @Test func doNotWaitForOneThatWasRemovedMeanwhile() throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 2, seed: 3)
        var run = try DaemonRun()
        run.configuration.silence = 100 * DaemonRun.second
        let (path, content) = corpus.recordings[0]
        try run.run([.placed([(path, content)])], stepsPerPhase: 4)
        try run.system.apply(.removed(path))
        for recording in corpus.recordings.dropFirst() { try run.system.apply(.placed([recording])) }
        run.system.pass(100 * DaemonRun.second)
        try run.run([.quiet], stepsPerPhase: 24)
        #expect(try run.findings().count == corpus.recordings.count)
    }

    @Test func mayHaveAnyTimeAndAnySize() {
        var backlog = Backlog()
        for (path, modified) in [("a", Int64.min), ("b", 0), ("c", .max)] {
            var recording = Backlog.Recording(
                path: RecordingPath([]),
                user: path,
                size: .max,
                modified: modified,
                found: 0
            )
            recording.path = RecordingPath([FileName(path)])
            backlog.insert(recording)
        }
        #expect(backlog.lag.bytes == .max)
        #expect(backlog.next(atMost: 3).map(\.user) == ["a", "b", "c"])
    }

    @Test func areReadAsFarAsTheyGoOnMeanwhile() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 3, seed: 7)
        var run = try Self.run(corpus, rest: 10 * DaemonRun.second)
        let (path, content) = corpus.recordings[1]
        try run.system.apply(.placed([(path, Array(content.prefix(content.count / 2)))]))
        run.system.pass(10 * DaemonRun.second)
        try run.run([.quiet], stepsPerPhase: 12)
        try run.run([.placed([(path, content)])], stepsPerPhase: 24)
        let findings = try run.findings()
        #expect(findings.count == corpus.recordings.count)
        #expect(findings[path]?.fileSize == Int64(content.count))
    }
}
