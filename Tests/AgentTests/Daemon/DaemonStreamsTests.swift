import RecordingWriters
import Recordings
import Synthesis
import TestSupport
import Testing

@testable import Agent

/// Recordings that are several files, and that say whose they are.
struct DaemonStreamsTests {
    private static let log = "1700000000:alice:root::/dev/pts/1:24:80\n/home/alice\n/bin/sh\n"
    private static let typed = "ls -l\r"

    /// A timing of one character each 150 ms.
    private static var timing: String { typed.map { _ in "3 0.150000000 1\n" }.joined() }

    private static func files(_ names: String...) -> [(path: String, content: [UInt8])] {
        let all = ["log": log, "timing": timing, "ttyin": typed, "ttyout": "", "stdout": "not read"]
        return names.map { ("00/00/01/\($0)", Array((all[$0] ?? "").utf8)) }
    }

    private static func run() throws -> DaemonRun {
        let run = try DaemonRun()
        run.system.setClock(ahead: 1_700_000_100 * DaemonRun.second)
        return run
    }

    private static func expectTheSession(_ run: borrowing DaemonRun) throws {
        #expect(Set(run.reports.keys) == ["00/00/01/timing"])
        let report = try #require(run.reports["00/00/01/timing"])
        #expect(report.user == "alice")
        #expect(report.circumstances.contains(Circumstance(kind: .account, value: "root", origin: .recording)))
        #expect(report.start?.milliseconds == 1_700_000_000_000 && report.duration == 900)
        guard case .notScored(.withoutPointer(keys: 6)) = report.outcome else {
            Issue.record("\(report.outcome)")
            return
        }
    }

    @Test func areOneSessionOfTheUserThatTheyName() throws {
        var run = try Self.run()
        try run.run([.placed(Self.files("log", "timing", "ttyin", "ttyout", "stdout"))], stepsPerPhase: 16)
        try Self.expectTheSession(run)
    }

    @Test func waitForAStreamThatComesLate() throws {
        var run = try Self.run()
        try run.run([.placed(Self.files("log", "timing"))], stepsPerPhase: 3)
        try run.run([.placed(Self.files("ttyin", "ttyout"))], stepsPerPhase: 16)
        try Self.expectTheSession(run)
    }

    @Test(arguments: [
        ["ttyin", "log", "ttyout", "stdout", "timing"], ["log", "stdout", "ttyout", "timing", "ttyin"],
    ])
    func areOneSessionInWhateverOrderTheyCome(order: [String]) throws {
        var run = try Self.run()
        for name in order { try run.run([.placed(Self.files(name))], stepsPerPhase: 2) }
        try run.run([.quiet], stepsPerPhase: 16)
        try Self.expectTheSession(run)
    }

    /// One that is long enough to be read at once.
    @Test func waitForTheMainOne() throws {
        var run = try Self.run()
        let typed = Array(repeating: Array("ls -l\r".utf8), count: 200).joined()
        let timing = Array(typed.map { _ in "3 0.150000000 1\n" }.joined().utf8)
        try run.run([.placed([("00/00/01/ttyin", Array(typed))])], stepsPerPhase: 2)
        #expect(run.reports.isEmpty)
        try run.run([.placed([("00/00/01/timing", timing)] + Self.files("log", "ttyout"))], stepsPerPhase: 16)
        #expect(Set(run.reports.keys) == ["00/00/01/timing"])
        #expect(run.list.count == 1)
    }

    @Test func areRecordingsOfTheirOwnWhereNoMainOneComes() throws {
        var run = try Self.run()
        try run.run([.placed([("00/00/01/ttyin", [UInt8](repeating: 0x61, count: 1000))])], stepsPerPhase: 16)
        guard case .unreadable? = run.reports["00/00/01/ttyin"]?.outcome else {
            Issue.record("\(run.reports)")
            return
        }
    }

    /// One of a log of sudo without its timing stands for all of them, and says what is missing.
    @Test(arguments: [
        (["log"], "log"), (["log.json"], "log.json"), (["log", "log.json"], "log.json"),
        (["ttyin", "ttyout", "log"], "log"), (["ttyout", "log", "stdout", "log.json"], "log.json"),
    ])
    func sayThatTheMainOneIsMissing(names: [String], stands: String) throws {
        let json = Array(#"{"timestamp":{"seconds":5,"nanoseconds":0},"submituser":"alice"}"#.utf8)
        let files = names.flatMap { $0 == "log.json" ? [("00/00/01/log.json", json)] : Self.files($0) }
        var run = try Self.run()
        for file in files { try run.run([.placed([file])], stepsPerPhase: 1) }
        try run.run([.quiet], stepsPerPhase: 24)
        #expect(Set(run.reports.keys) == ["00/00/01/\(stands)"])
        let reports = try run.scanned()
        #expect(reports.map(\.path.description) == ["00/00/01/\(stands)"])
        for report in reports + run.reports.values {
            guard case .unreadable(let error) = report.outcome else {
                Issue.record("\(report.outcome)")
                continue
            }
            #expect(error.description.contains("there is no timing that can be read"))
        }
    }

    @Test func sayInTheListWhichOfThemCannotBeRead() throws {
        var run = try Self.run()
        let inTheWay = (path: "00/00/01/ttyin/file", content: [UInt8]())
        try run.run([.placed(Self.files("log", "timing", "ttyout") + [inTheWay])], stepsPerPhase: 16)
        guard case .unreadable? = run.reports["00/00/01/timing"]?.outcome else {
            Issue.record("\(run.reports)")
            return
        }
        try run.run([.removed("00/00/01/ttyin/file"), .removed("00/00/01/ttyin")], stepsPerPhase: 1)
        try run.run([.placed(Self.files("ttyin"))], stepsPerPhase: 16)
        run.reports["00/00/01/ttyin/file"] = nil
        try Self.expectTheSession(run)
    }

    /// Much lies waiting behind corrupt data, because nothing was shown yet.
    @Test func stopNothingWhereOneIsDamaged() throws {
        var timing = gzip(Array(String(repeating: "4 0.001 1\n", count: 600_000).utf8))
        timing[timing.count - 6] ^= 1
        var run = try Self.run()
        try run.run([.placed([("00/00/01/timing", timing)] + Self.files("log", "ttyout"))], stepsPerPhase: 4)
        let journal = try #require(run.system.files(in: DaemonRun.state)["journal"])
        #expect(journal.count < 100_000)
        try run.run([.quiet], stepsPerPhase: 40)
        let report = try #require(run.reports["00/00/01/timing"])
        #expect(report.user == "alice")
        #expect(report.remarks.contains { $0.hasPrefix("damaged: ") })
        guard case .notScored(.outputOnly) = report.outcome else {
            Issue.record("\(report.outcome)")
            return
        }
    }

    /// After a restart a long compressed stream is decompressed again in several turns.
    @Test func areGoneOnWithAfterARestart() throws {
        var random = SplitMix64(seed: 8)
        let shown = (0..<1_500_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        let timing = Self.timing + String(repeating: "4 0.001 15000\n", count: 100) + "4 0.001 1\n"
        let files = Self.files("log", "ttyin") + [("00/00/01/ttyout", Array(gzip(shown).dropLast(8)))]
        var run = try Self.run()
        run.configuration.silence = 1000 * DaemonRun.second
        try run.run([.placed(files + [("00/00/01/timing", Array(timing.utf8))])], stepsPerPhase: 16)
        run.system.pass(100 * DaemonRun.second)
        let daemon = try run.makeDaemon()
        for _ in 0..<16 {
            run.system.pass(DaemonRun.second)
            _ = try daemon.step()
        }
        let live = try #require(daemon.index.entries.values.first?.live)
        #expect(
            live.wantsCompanion
                && live.bytesRead == files[2].content.count + files[1].content.count + files[0].content.count
                    + timing.utf8.count
        )
    }

    @Test func areNotWhatIsMerelyCalledLikeTheirs() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 43)
        let (path, content) = corpus.recordings[0]
        var run = try Self.run()
        try run.run([.placed([(path, content), (path + ".tm", Array("no timing\n".utf8))])], stepsPerPhase: 16)
        #expect(Set(run.reports.keys) == [path, path + ".tm"])
        let sessions = try run.scanned()
        #expect(Set(sessions.map(\.path.description)) == [path, path + ".tm"])
    }

    @Test func areTheSameAtRest() throws {
        var run = try Self.run()
        try run.run([.placed(Self.files("log", "timing", "ttyin", "ttyout", "stdout"))], stepsPerPhase: 16)
        let reports = try run.scanned()
        #expect(reports.map(\.path.description) == ["00/00/01/timing"])
        #expect(reports.first?.user == "alice" && reports.first?.duration == 900)
        #expect(reports.first?.circumstances == run.reports["00/00/01/timing"]?.circumstances)
    }
}
