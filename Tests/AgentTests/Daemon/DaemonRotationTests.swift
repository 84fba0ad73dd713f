import Gestures
import RecordingWriters
import Synthesis
import SystemPackage
import TestSupport
import Testing

@testable import Agent

/// What rotators do to recordings while these are followed loses nothing and doubles nothing.
struct DaemonRotationTests {
    private static let path = "alice/session"

    /// The rows of one recording in three parts of whole lines.
    private static func parts() throws -> (header: [UInt8], parts: [[UInt8]], events: Int64) {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 31)
        let lines = corpus.recordings[0].content.split(separator: UInt8(ascii: "\n")).map { Array($0) + [0x0A] }
        let rows = lines.dropFirst()
        let third = rows.count / 3
        let cuts = [1, 1 + third, 1 + 2 * third, lines.count]
        let parts = (0..<3).map { number in Array(lines[cuts[number]..<cuts[number + 1]].joined()) }
        return (lines[0], parts, Int64(rows.count))
    }

    private static func events(_ run: DaemonRun) throws -> [Int64] {
        try run.findings().values.map(\.eventCount).sorted()
    }

    @Test(arguments: [1, 256])
    func aRecordingThatIsRenamedAndBegunAgain(mostDescriptors: Int) throws {
        let (header, parts, events) = try Self.parts()
        var run = try DaemonRun(mostDescriptors: mostDescriptors)
        run.configuration.silence = 60 * DaemonRun.second
        try run.run(
            [
                .placed([(Self.path, header + parts[0])]),
                .moved(Self.path, to: Self.path + ".1"),
                .placed([(Self.path, header + parts[1])]),
                .moved(Self.path + ".1", to: Self.path + ".2"),
                .moved(Self.path, to: Self.path + ".1"),
                .placed([(Self.path, header + parts[2])]),
            ],
            stepsPerPhase: 4
        )
        try run.run([.quiet], stepsPerPhase: 90)
        let found = try run.findings()
        #expect(found.count == 3)
        #expect(found.values.reduce(0) { $0 + $1.eventCount } == events)
        #expect(Set(found.keys) == [Self.path, Self.path + ".1", Self.path + ".2"])
    }

    @Test(arguments: [false, true])
    func aRecordingThatIsCopiedAndCut(hasMoreInTheCopy: Bool) throws {
        let (header, parts, events) = try Self.parts()
        let first = header + parts[0]
        let seen = hasMoreInTheCopy ? Array(first.dropLast(5000)) : first
        var run = try DaemonRun()
        run.configuration.silence = 60 * DaemonRun.second
        try run.run(
            [
                .placed([(Self.path, seen)]),
                .placed([(Self.path + ".1", first), (Self.path, [])]),
                .placed([(Self.path, parts[1])]),
                .placed([(Self.path, parts[1] + parts[2])]),
            ],
            stepsPerPhase: 4
        )
        try run.run([.quiet], stepsPerPhase: 90)
        let found = try run.findings()
        #expect(found.count == 2)
        #expect(found[Self.path + ".1"]?.closing?.reason == .replaced)
        #expect(found.values.reduce(0) { $0 + $1.eventCount } == events)
        #expect(found.values.allSatisfy { $0.remarks.isEmpty })
    }

    /// Recordings of one target may begin alike for long.
    @Test(arguments: [false, true])
    func recordingsThatBeginAlikeAreFollowedAtOnce(beginsAlone: Bool) throws {
        let (header, parts, _) = try Self.parts()
        let beginning = header + parts[0]
        let others = [("bob/session", beginning + parts[1]), ("carol/session", beginning + parts[2])]
        var run = try DaemonRun()
        run.configuration.silence = 600 * DaemonRun.second
        let first: DaemonRun.Phase = .placed(beginsAlone ? others.map { ($0.0, beginning) } : others)
        try run.run([first, .placed(others)], stepsPerPhase: 10)
        #expect(try run.findings().isEmpty)
        for (path, _) in others {
            let report = try #require(run.reports[path], "\(path)")
            #expect(report.gestureCount > 0)
        }
    }

    @Test func aClosedRecordingIsKnownByAnyName() throws {
        let (header, parts, _) = try Self.parts()
        let content = header + parts[0]
        var run = try DaemonRun()
        try run.run([.placed([(Self.path, content)])])
        let before = run.outcome
        try run.run([
            .moved(Self.path, to: Self.path + ".1"),
            .placed([(Self.path + ".1.gz", gzip(content))]),
            .removed(Self.path + ".1"),
        ])
        #expect(try run.findings().count == 1)
        #expect(run.outcome.filter { $0.key.hasPrefix("ledger") } == before.filter { $0.key.hasPrefix("ledger") })
    }

    /// Another recording under the name of one that is over does not take its place.
    @Test func anotherRecordingOfTheSameNameIsAnotherSession() throws {
        let (header, parts, _) = try Self.parts()
        var run = try DaemonRun()
        try run.run([.placed([(Self.path, header + parts[0])])])
        try run.run([.removed(Self.path)])
        try run.run([.placed([(Self.path, header + parts[1])])])
        var names: [String] = []
        try StateDirectory(existingAt: DaemonRun.state, system: run.system).findings(since: 0) {
            names.append($0.name.session)
        }
        #expect(names == [Self.path, Self.path + " (2)"])
    }

    /// The watch can be told of the first half of a rename before it knows of the second.
    @Test func aRecordingThatIsGoneFromItsPathMayBeAtAnother() throws {
        let (header, parts, _) = try Self.parts()
        let run = try DaemonRun()
        try run.system.apply(.placed([(Self.path, header + parts[0])]))
        let daemon = try run.makeDaemon()
        func work(_ steps: Int, _ time: Int64) throws {
            for _ in 0..<steps {
                run.system.pass(time)
                _ = try daemon.step()
            }
        }
        try work(8, DaemonRun.second / 10)
        #expect(daemon.openCount == 1)
        try run.system.apply(.moved(Self.path, to: Self.path + ".1"))
        try daemon.take(.gone(RecordingPath([FileName("alice"), FileName("session")])), of: 0)
        try daemon.readNext()
        try daemon.closeFinished()
        #expect(daemon.openCount == 1)
        try work(60, DaemonRun.second)
        var closed: [String] = []
        try daemon.changes(since: 0) { closed.append($0.report.path.description) }
        #expect(closed == [Self.path + ".1"])
    }
}
