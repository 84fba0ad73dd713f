import Gestures
import Profiles
import Recordings
import Synthesis
import Testing

@testable import Agent
@testable import Scoring

/// Sessions in which commands are entered.
struct CommandsTests {
    /// What somebody enters: each command is mostly followed by one of three.
    private static func session(_ seed: UInt64, habits: UInt64, commands: Int) -> [UInt8] {
        var ways = Xoshiro256(seed: habits)
        let next = (0..<24).map { _ in (0..<3).map { _ in Int(ways.next() % 24) } }
        var random = Xoshiro256(seed: seed)
        var current = Int(random.next() % 24)
        let rows = (0..<commands).map { number in
            current = next[current][Int(random.next() % 3)]
            return #"{"t":\#(1_700_000_000_000 + Int64(seed) * 86_400_000 + Int64(number) * 4_000),"#
                + #""kind":"command","command":"sudo tool\#(habits)x\#(current) -v /srv/secret-\#(seed)"}"#
        }
        return jsonLines(rows)
    }

    private static func jsonLines(_ rows: [String]) -> [UInt8] {
        Array((#"{"format":"gait-jsonl","version":1}"# + "\n" + rows.map { $0 + "\n" }.joined()).utf8)
    }

    /// Sessions on consecutive days, of which the last but one is somebody else's.
    private static let recordings = (0..<14).map { number in
        (
            path: "alice/\(10 + number).jsonl",
            content: session(UInt64(number), habits: number == 12 ? 2 : 1, commands: 95)
        )
    }

    private static let only = Combination(uses: [.circumstances: .off])

    @Test func areAVoiceOfTheirOwn() throws {
        let reports = try DaemonRun(silence: 5).scanned(Self.recordings, by: Self.only)
        let own = try #require(reports["alice/23.jsonl"]?.outcome.assessment)
        let other = try #require(reports["alice/22.jsonl"]?.outcome.assessment)
        #expect(own.modalities.isEmpty && own.circumstances == nil)
        #expect(other.evidence > own.evidence + 2 && other.evidence == other.commands?.evidence)
        #expect(other.commands?.new == other.commands?.different)
        let row = PublishedSession(try #require(reports["alice/22.jsonl"]))
        #expect(row.reasons?.first?.modality == .commands)
        #expect(row.reasons?.first?.words.contains("never entered before") == true)
        #expect(row.evidence?.commands?.evidence == other.evidence)
        // The first sessions have nothing to be compared with.
        #expect(reports["alice/10.jsonl"]?.outcome.assessment == nil)
    }

    @Test func canBeOff() throws {
        var off = Self.only
        off.uses[.commands] = .off
        let reports = try DaemonRun(silence: 5).scanned(Self.recordings, by: off)
        #expect(reports.values.allSatisfy { $0.outcome.assessment == nil })
    }

    /// In pieces, with a restart in the midst of each session.
    @Test func liveIsAsAtRest() throws {
        var run = try DaemonRun(silence: 5)
        for (path, content) in Self.recordings {
            try run.run([.placed([(path, Array(content.prefix(content.count / 3)))])], stepsPerPhase: 4)
            try run.run([.placed([(path, Array(content.prefix(content.count / 2)))])], stepsPerPhase: 4)
            try run.run([.placed([(path, content)])])
        }
        let found = try run.findings()
        let expected = try DaemonRun(silence: 5).scanned(Self.recordings)
        for (path, report) in expected {
            #expect(found[path]?.scored?.assessment == report.outcome.assessment, "\(path)")
        }
        // Nothing that was entered is in the state.
        let pieces = ["secret-", "tool1x", "tool2x"].map { Array($0.utf8) }
        for (name, bytes) in run.system.files(in: DaemonRun.state) {
            for piece in pieces { #expect(!bytes.contains(piece), "\(name)") }
        }
    }

    /// Whatever the pieces in which a recording comes, and with a restart in between.
    @Test func eventsAreTold() throws {
        let rules = [
            try #require(EventRule(name: "looks at secrets", .command, "tool2x3 -v")),
            try #require(EventRule(name: "never", .command, "rm -rf")),
            try #require(EventRule(name: "registry", .title, "registry editor")),
        ]
        let rows = [
            #"{"t":1700000000000,"kind":"command","command":"ls"}"#,
            #"{"t":1700000005000,"kind":"title","title":"Registry Editor"}"#,
            #"{"t":1700000007000,"kind":"command","command":"sudo tool2x3 -v x"}"#,
            #"{"t":1700000009000,"kind":"command","command":"tool2x3 --all -xv"}"#,
        ]
        let content = Self.jsonLines(rows)
        var run = try DaemonRun(silence: 5)
        run.configuration.rules = rules
        for length in [content.count / 2, content.count - 9, content.count] {
            try run.run([.placed([("alice/1.jsonl", Array(content.prefix(length)))])], stepsPerPhase: 4)
        }
        try run.run([.quiet])
        let expected = [
            InterestingEvent(name: "looks at secrets", subject: .command, count: 2, firstMs: 7_000),
            InterestingEvent(name: "registry", subject: .title, count: 1, firstMs: 5_000),
        ]
        #expect(try run.findings()["alice/1.jsonl"]?.events == expected)
        #expect(run.reports["alice/1.jsonl"]?.events == expected)
    }

    @Test func aSessionOfSomebodyElseIsNotLearnt() throws {
        let reports = try DaemonRun(silence: 5).scanned(Self.recordings, by: Self.only)
        for (path, report) in reports {
            guard case .scored(_, let standing) = report.outcome else { continue }
            #expect(standing.isQuarantined == (path == "alice/22.jsonl"), "\(path)")
        }
    }
}
