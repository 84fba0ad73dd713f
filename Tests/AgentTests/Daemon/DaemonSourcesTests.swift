import AgentSupport
import Configuration
import Gestures
import Recordings
import Scoring
import SystemPackage
import Testing

@testable import Agent

/// Several sources in one daemon: `plain` without a name, and `citrix`.
struct DaemonSourcesTests {
    private typealias Recording = (path: String, content: [UInt8])

    private static func run() throws -> DaemonRun {
        var run = try DaemonRun()
        run.sources = [try plain(), try citrix()]
        for source in run.sources {
            try run.system.change { disk throws(Errno) in try disk.placeDirectory(at: source.directory) }
        }
        return run
    }

    private static func plain(name: String? = nil) throws -> RecordingSource {
        try DaemonRun.source(name, at: DaemonRun.recordings.appending("plain"))
    }

    private static func citrix() throws -> RecordingSource {
        try DaemonRun.source("citrix", at: DaemonRun.recordings.appending("citrix"))
    }

    /// The phases of `corpus`, with every other session of each user in the other source.
    private static func phases(_ corpus: SimulatedCorpus) -> [DaemonRun.Phase] {
        corpus.oneSessionAtATime.enumerated().map { number, phase in
            guard case .placed(let recordings) = phase else { return phase }
            return .placed(recordings.map { ((number % 2 == 0 ? "plain/" : "citrix/") + $0.path, $0.content) })
        }
    }

    @Test func eachSourceIsScoredAsInAScan() throws {
        let recordings = try SimulatedCorpus(users: 2, sessions: 7, seed: 3).recordings
        let half = recordings.count / 2
        var run = try Self.run()
        try run.run(
            (0..<half).map { number in
                .placed([
                    ("plain/" + recordings[number].path, recordings[number].content),
                    ("citrix/" + recordings[half + number].path, recordings[half + number].content),
                ])
            }
        )
        let configuration = SessionScanner.Configuration(layout: try LayoutPattern("{user}/{session}"))
        let scans = try run.sources.map { source in
            let directory = RecordingDirectory(source.directory, of: source.name, system: run.system)
            return try SessionScanner(configuration, system: run.system).scan(directory)
        }
        let findings = try run.findings()
        #expect(findings.count == recordings.count)
        for report in scans.flatMap(\.sessions) {
            let finding = try #require(findings[report.path.description])
            #expect(finding.scored?.assessment == report.outcome.assessment, "\(report.path)")
            #expect(finding.gestureCount == report.gestureCount)
        }
        #expect(scans.allSatisfy { scan in scan.sessions.contains { $0.outcome.assessment != nil } })
    }

    @Test func aUserOfSeveralSourcesIsOnePerson() throws {
        let corpus = try SimulatedCorpus(users: 2, sessions: 7, seed: 3)
        var run = try Self.run()
        try run.run(Self.phases(corpus))
        let findings = try run.findings()
        #expect(findings.keys.count { $0.hasPrefix("citrix//") } == 6)
        #expect(run.outcome.keys.count { $0.hasPrefix("profiles/") } == 2)
        // Neither source has more than four sessions of anybody.
        #expect(findings.values.contains { $0.scored?.standing.baselineSessions ?? 0 > 4 })
    }

    @Test func theSameNamesInSeveralSourcesAreSessionsOfTheirOwn() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 4, seed: 4)
        let name = corpus.recordings[0].path
        let contents = corpus.recordings.map(\.content)
        var run = try Self.run()
        try run.run([
            .placed([("plain/" + name, contents[0]), ("citrix/" + name, contents[1])]),
            // With what another source has the same content, too.
            .placed([("citrix/" + name + "-b", contents[2]), ("plain/" + name + "-b", contents[2])]),
        ])
        let findings = try run.findings()
        #expect(Set(findings.keys) == [name, "citrix//" + name, name + "-b", "citrix//" + name + "-b"])
        #expect(findings[name]?.fileSize == Int64(contents[0].count))
        #expect(findings["citrix//" + name]?.fileSize == Int64(contents[1].count))
        #expect(Set(findings.values.map(\.name.user)).count == 1)
        #expect(run.list.summary.recordings == 4)
    }

    @Test func aSourceThatDisappearsIsSaidAndTheOthersGoOn() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 4, seed: 5)
        let recordings = corpus.recordings
        let run = try Self.run()
        let daemon = try run.makeDaemon()
        var messages: [String] = []
        func work(_ phases: DaemonRun.Phase...) throws {
            for phase in phases {
                try run.system.apply(phase)
                for _ in 0..<20 {
                    run.system.pass(DaemonRun.second)
                    _ = try daemon.step()
                    messages += daemon.takeMessages().filter { $0.hasPrefix("source citrix, ") }
                }
            }
        }
        func problems() -> [Bool] { daemon.sourceProblems.map { $0.problem != nil } }
        try work(.placed([("citrix/" + recordings[0].path, recordings[0].content)]))
        #expect(problems() == [false, false] && messages.isEmpty)
        try work(.moved("citrix", to: "hidden"), .placed([("plain/" + recordings[1].path, recordings[1].content)]))
        #expect(problems() == [false, true])
        #expect(daemon.closedCount == 2)
        try work(.moved("hidden", to: "citrix"), .placed([("citrix/" + recordings[2].path, recordings[2].content)]))
        #expect(problems() == [false, false])
        #expect(daemon.closedCount == 3)
        #expect(
            messages == [
                "source citrix, /recordings/citrix: it is gone: it was removed or renamed; all else goes on",
                "source citrix, /recordings/citrix: it can be read again",
            ]
        )
    }

    @Test(arguments: [SimulatedDisk.Survival.everythingWritten, .onlySynchronised])
    func losesAndDoublesNothingWhereverItIsKilled(survival: SimulatedDisk.Survival) throws {
        let phases = Self.phases(try SimulatedCorpus(users: 2, sessions: 3, seed: 6))
        var undisturbed = try Self.run()
        undisturbed.system.arm(.kill, at: .max)
        try undisturbed.run(phases)
        let expected = undisturbed.outcome
        #expect(try undisturbed.findings().count == 6)
        for call in stride(from: 1, through: undisturbed.calls, by: max(1, undisturbed.calls / 25)) {
            var run = try Self.run()
            run.survival = survival
            run.system.arm(.kill, at: call)
            try run.run(phases)
            #expect(run.kills == 1)
            let isSame = run.outcome == expected
            #expect(isSame, "killed at call \(call)")
        }
    }

    // MARK: Sources that come, go, and get a name, each with a restart

    /// Records the first session as a whole and half of the second in `plain`, then goes on with `sources` and the rest.
    private static func restarted(with sources: [RecordingSource]) throws -> (run: DaemonRun, recordings: [Recording]) {
        let recordings = try SimulatedCorpus(users: 1, sessions: 3, seed: 7).recordings
        func placed(_ number: Int, _ count: Int) -> DaemonRun.Phase {
            .placed([("plain/" + recordings[number].path, Array(recordings[number].content.prefix(count)))])
        }
        var run = try Self.run()
        run.sources = [try plain()]
        try run.run([placed(0, .max)])
        try run.run([placed(1, recordings[1].content.count / 2)], stepsPerPhase: 3)
        run.sources = sources
        try run.run(
            [placed(1, .max), .placed([("citrix/" + recordings[2].path, recordings[2].content)])],
            stepsPerPhase: 24
        )
        return (run, recordings)
    }

    @Test func aSourceThatIsAddedChangesNothingOfTheFirst() throws {
        let (run, recordings) = try Self.restarted(with: [try Self.plain(), try Self.citrix()])
        let findings = try run.findings()
        #expect(Set(findings.keys) == [recordings[0].path, recordings[1].path, "citrix//" + recordings[2].path])
        #expect(findings[recordings[1].path]?.fileSize == Int64(recordings[1].content.count))
        let system = run.system
        #expect(try StateDirectory(existingAt: DaemonRun.state, system: system).recordCount == 3)
    }

    @Test func aSourceThatIsRemovedEndsItsSessionsAndKeepsThem() throws {
        let (run, recordings) = try Self.restarted(with: [try Self.citrix()])
        let findings = try run.findings()
        #expect(Set(findings.keys) == [recordings[0].path, recordings[1].path, "citrix//" + recordings[2].path])
        #expect(findings[recordings[1].path]?.closing?.reason == .removed)
        #expect(findings[recordings[1].path]?.fileSize == Int64(recordings[1].content.count / 2))
        #expect(run.list.summary.open == nil || run.list.summary.open == 0)
    }

    @Test func aSourceThatComesBackIsKnownAgain() throws {
        var (run, recordings) = try Self.restarted(with: [try Self.citrix()])
        run.sources = [try Self.plain(), try Self.citrix()]
        try run.run([.quiet])
        let findings = try run.findings()
        #expect(Set(findings.keys) == [recordings[0].path, recordings[1].path, "citrix//" + recordings[2].path])
        #expect(findings[recordings[1].path]?.fileSize == Int64(recordings[1].content.count))
        let system = run.system
        // The one that had been open is scored anew, as whole as it is now.
        #expect(try StateDirectory(existingAt: DaemonRun.state, system: system).recordCount == 4)
    }

    @Test func aSourceThatGetsANameGoesOnUnderIt() throws {
        let (run, recordings) = try Self.restarted(with: [try Self.plain(name: "ssh"), try Self.citrix()])
        let findings = try run.findings()
        #expect(
            Set(findings.keys) == [recordings[0].path, "ssh//" + recordings[1].path, "citrix//" + recordings[2].path]
        )
        #expect(findings["ssh//" + recordings[1].path]?.fileSize == Int64(recordings[1].content.count))
        let system = run.system
        #expect(try StateDirectory(existingAt: DaemonRun.state, system: system).recordCount == 3)
    }
}

extension StateDirectory {
    /// How many records of sessions the ledger has.
    fileprivate var recordCount: Int {
        get throws {
            var count = 0
            try findings(since: 0) { _ in count += 1 }
            return count
        }
    }
}
