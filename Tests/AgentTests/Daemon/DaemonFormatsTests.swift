import Recordings
import Scoring
import Testing

@testable import Agent

/// What sessions are like that another recorder than the usual one wrote.
struct DaemonFormatsTests {
    private static func assessments(of recordings: [(path: String, content: [UInt8])]) throws -> [String:
        SessionAssessment]
    {
        var run = try DaemonRun()
        for recording in recordings { try run.run([.placed([recording])], stepsPerPhase: 12) }
        return try run.findings().compactMapValues { $0.scored?.assessment }
    }

    @Test func areScoredTheSameWhereTheySayTheSame() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 5, seed: 41)
        let expected = try Self.assessments(of: corpus.recordings)
        #expect(!expected.isEmpty)
        let converted = corpus.recordings.map { ($0.path, JSONLinesText($0.content).bytes) }
        #expect(try Self.assessments(of: converted) == expected)
    }

    @Test(arguments: [false, true])
    func areMarkedWhereTheirOwnersAreKnownThroughAnother(isOther: Bool) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 5, seed: 41)
        let (path, content) = try #require(corpus.recordings.last)
        var run = try DaemonRun()
        for recording in corpus.recordings.dropLast() { try run.run([.placed([recording])], stepsPerPhase: 12) }
        try run.run([.placed([(path, isOther ? JSONLinesText(content).bytes : content)])], stepsPerPhase: 12)
        let finding = try #require(try run.findings()[path])
        #expect(finding.scored != nil)
        let marks = finding.remarks.filter { $0.contains("recorded as gait-jsonl") && $0.contains("session-csv") }
        #expect(marks.count == (isOther ? 1 : 0))
    }

    @Test(arguments: [false, true])
    func areOverWhenTheySayIt(hasEndMark: Bool) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 42)
        let (path, content) = corpus.recordings[0]
        var run = try DaemonRun()
        run.configuration.silence = 1000 * DaemonRun.second
        let recording = JSONLinesText(content, hasEndMark: hasEndMark).bytes
        try run.run([.placed([(path, recording)])], stepsPerPhase: 12)
        #expect(try run.findings()[path]?.closing?.reason == (hasEndMark ? .endMark : nil))
    }

    @Test func areListedWithoutTheIndexesBesideThem() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 43)
        let (path, content) = corpus.recordings[0]
        var run = try DaemonRun()
        let index = Array("v2\n800 600\nnochecksum\n\n\n./a.wrm 0\n".utf8)
        try run.run([.placed([(path, content), (path + ".mwrm", index)])], stepsPerPhase: 12)
        #expect(Set(run.reports.keys) == [path])
        let sessions = try run.scanned()
        #expect(sessions.map(\.path.description) == [path])
    }

    @Test func sayWhenTheyWere() throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 43)
        let (path, content) = corpus.recordings[0]
        var run = try DaemonRun()
        run.system.setClock(ahead: 1_700_000_000 * DaemonRun.second)
        let recording = JSONLinesText(content, clock: "wall", start: 1_699_999_000_000).bytes
        try run.run([.placed([(path, recording)])], stepsPerPhase: 12)
        let report = try #require(run.reports[path])
        let start = try #require(report.start?.milliseconds)
        #expect(start >= 1_699_999_000_000)
        // The length is by the client's clock.
        let length = try #require(report.end?.milliseconds) - start
        #expect(abs(length - report.duration) < 1000)
        #expect(try run.findings()[path]?.start == report.start)
        #expect(report.remarks.isEmpty)
    }

    @Test(arguments: ["session", "monotonic"])
    func sayWhenTheyBeganApartFromTheirRows(clock: String) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 43)
        let (path, content) = corpus.recordings[0]
        var run = try DaemonRun()
        run.system.setClock(ahead: 1_700_000_000 * DaemonRun.second)
        let recording = JSONLinesText(content, clock: clock, stated: "2023-11-14T22:56:40.250+01:00").bytes
        try run.run([.placed([(path, recording)])], stepsPerPhase: 12)
        let report = try #require(run.reports[path])
        #expect(report.start == UTCTime(milliseconds: 1_699_999_000_250))
        #expect(report.end == UTCTime(milliseconds: 1_699_999_000_250 + report.duration))
        #expect(report.dating == .recording && report.remarks.isEmpty)
        #expect(try run.findings()[path]?.dating == .recording)
    }

    @Test(arguments: [1_699_999_000_000, 5000, 946_684_700_000])
    func areNotBelievedToBeLaterThanTheirFilesOrOfAnotherCentury(start: Double) throws {
        let corpus = try SimulatedCorpus(users: 1, sessions: 1, seed: 43)
        let (path, content) = corpus.recordings[0]
        var run = try DaemonRun()
        let recording = JSONLinesText(content, clock: "wall", start: start).bytes
        try run.run([.placed([(path, recording)])], stepsPerPhase: 12)
        let report = try #require(run.reports[path])
        #expect(report.start == nil && report.end == nil)
        #expect(report.remarks.contains { $0.contains("times cannot be right") })
    }
}
