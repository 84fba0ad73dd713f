import Gestures
import Profiles
import Recordings
import Synthesis
import Testing

@testable import Agent
@testable import Scoring

/// Sessions of which it is known when and where they were.
struct CircumstancesTests {
    private static let alice = TypedSession.Typist(hold: 90, latency: 180)

    /// Sessions on consecutive days, the last of them on a host of its own at night.
    private static func recordings(count: Int = 26, keys: Int = 400) -> [(path: String, content: [UInt8])] {
        (0..<count).map { number in
            let isLast = number == count - 1
            let day = number < 9 ? "0\(number + 1)" : "\(number + 1)"
            let start = isLast ? "2023-01-\(day)T03:10:00Z" : "2023-01-\(day)T09:\(10 + number):00Z"
            let header = #","start":"\#(start)","host":"\#(isLast ? "vault" : "db1")","address":"10.0.0.7""#
            let session = TypedSession(alice, keys: keys, seed: UInt64(number) + 1, header: header)
            return ("alice/\(10 + number).jsonl", session.bytes)
        }
    }

    private static func scan(
        _ recordings: [(path: String, content: [UInt8])],
        by combination: Combination = Combination()
    ) throws -> [String: SessionReport] {
        try DaemonRun(silence: 5).scanned(recordings, by: combination)
    }

    @Test func theyAreAVoiceOfTheirOwn() throws {
        let reports = try Self.scan(Self.recordings())
        let last = try #require(reports["alice/35.jsonl"])
        let assessment = try #require(last.outcome.assessment)
        let circumstances = try #require(assessment.circumstances)
        #expect(circumstances.asUnusual == 0)
        #expect(circumstances.parts.first?.kind == .name(.host))
        #expect(assessment.modalities.map(\.modality) == [.keystrokes])
        let row = PublishedSession(last)
        let reason = try #require(row.reasons?.first { $0.modality == .circumstances })
        #expect(reason.words.hasPrefix("on this host never before in "))
        #expect(row.evidence?.circumstances?.evidence == circumstances.evidence)
        // The first sessions have nothing to be compared with.
        #expect(reports["alice/10.jsonl"]?.outcome.assessment?.circumstances == nil)
    }

    /// Where there is too little of the hand, when and where a session was can still be said.
    @Test func aShortSessionHasThemAlone() throws {
        let reports = try Self.scan(Self.recordings(keys: 5))
        let assessment = try #require(reports["alice/35.jsonl"]?.outcome.assessment)
        #expect(assessment.modalities.isEmpty && assessment.strongest == nil)
        #expect(assessment.evidence == assessment.circumstances?.evidence)
        let row = PublishedSession(try #require(reports["alice/35.jsonl"]))
        #expect(row.reason?.hasPrefix("too short") == true && row.remarks.isEmpty)
        // By itself it is learnt, or nobody could ever be on a new host.
        guard case .scored(_, let standing) = reports["alice/35.jsonl"]?.outcome else { return }
        #expect(!standing.isQuarantined && standing.baselineWindows == 0)
    }

    @Test func theyCanBeOff() throws {
        let off = Combination(uses: [.circumstances: .off])
        let reports = try Self.scan(Self.recordings(), by: off)
        #expect(reports.values.allSatisfy { $0.outcome.assessment?.circumstances == nil })
        #expect(reports.values.contains { $0.outcome.assessment != nil })
    }

    @Test(arguments: [400, 5])
    func liveIsAsAtRest(keys: Int) throws {
        let recordings = Self.recordings(keys: keys)
        var run = try DaemonRun(silence: 5)
        for (path, content) in recordings {
            try run.run([.placed([(path, Array(content.prefix(content.count / 2)))])], stepsPerPhase: 4)
            try run.run([.placed([(path, content)])])
        }
        let found = try run.findings()
        let expected = try Self.scan(recordings)
        for (path, report) in expected {
            #expect(found[path]?.scored?.assessment == report.outcome.assessment, "\(path)")
        }
        #expect(found["alice/35.jsonl"]?.scored?.assessment.circumstances != nil)
    }

    /// A session that is open has them as soon as they are known, but for its length.
    @Test func anOpenSessionHasThem() throws {
        let recordings = Self.recordings()
        var run = try DaemonRun(silence: 5)
        for recording in recordings.dropLast() { try run.run([.placed([recording])]) }
        let (path, content) = try #require(recordings.last)
        try run.run([.placed([(path, Array(content.prefix(1000)))])], stepsPerPhase: 2)
        let circumstances = try #require(run.reports[path]?.outcome.assessment?.circumstances)
        #expect(circumstances.parts.contains { $0.kind == .name(.host) && $0.alike == 0 })
        #expect(!circumstances.parts.contains { [.longDuration, .shortDuration].contains($0.kind) })
    }
}
