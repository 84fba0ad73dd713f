import Agent
import AgentSupport
import Foundation
import Recordings
import Scoring
import Synthesis
import TestSupport
import Testing

struct SessionScannerTests {
    private static let layout = try! LayoutPattern("{user}/session_{session}")

    private static func scanner(
        threads: Int = 1,
        mode: ScoringMode = .own,
        policy: LearningPolicy = LearningPolicy()
    ) -> SessionScanner {
        SessionScanner(
            SessionScanner.Configuration(layout: layout, mode: mode, policy: policy, threads: threads),
            system: Kernel()
        )
    }

    private static func scan(_ scanner: SessionScanner, _ directory: TemporaryDirectory) throws -> [SessionReport] {
        try scanner.scan(RecordingDirectory(directory.path, system: Kernel())).sessions
    }

    private static func evidence(_ reports: [SessionReport]) -> [Double?] {
        reports.map { report in
            guard case .scored(let assessment, _) = report.outcome else { return nil }
            return assessment.evidence
        }
    }

    @Test(arguments: ScoringMode.allCases)
    func theNumberOfThreadsChangesNothing(mode: ScoringMode) throws {
        let synthetic = try SyntheticDirectory(users: 3, sessions: 8)
        let alone = try Self.scan(Self.scanner(threads: 1, mode: mode), synthetic.directory)
        let together = try Self.scan(Self.scanner(threads: 5, mode: mode), synthetic.directory)
        #expect(Self.evidence(alone) == Self.evidence(together))
        #expect(alone.map(\.path) == together.map(\.path))
        #expect(Self.evidence(alone).contains { $0 != nil })
    }

    @Test func anOwnerWithoutBaselineIsNotScored() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 4)
        let first = try #require(try Self.scan(Self.scanner(), synthetic.directory).first)
        guard case .notScored(.littleBaseline(windows: 0, needed: 12)) = first.outcome else {
            Issue.record("\(first.outcome)")
            return
        }
    }

    @Test func aRecordingWithoutEventsIsTooShortWhateverIsKnownOfItsOwner() throws {
        let directory = try TemporaryDirectory()
        try directory.write("record timestamp,client timestamp,button,state,x,y\n".utf8, to: "a/session_1")
        let report = try #require(try Self.scan(Self.scanner(), directory).first)
        guard case .notScored(.tooShort(gestures: 0, samples: 0)) = report.outcome else {
            Issue.record("\(report.outcome)")
            return
        }
    }

    @Test func aSessionThatStandsOutTeachesNothing() throws {
        let synthetic = try SyntheticDirectory(users: 2, sessions: 8)
        let strict = try Self.scan(Self.scanner(policy: LearningPolicy(threshold: 1)), synthetic.directory)
        // While a score is provisional only what is far out is held back.
        let enough = SessionReport.Standing.fewestSessions
        for case .scored(_, let standing) in strict.map(\.outcome) {
            #expect(standing.baselineSessions <= enough)
            #expect(standing.isQuarantined || standing.isProvisional)
        }
    }

    @Test func aPathThatNamesNobodyIsListedAndNotLearnt() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 1)
        let bytes = synthetic.corpus[0].csv.joined()
        try synthetic.directory.write(bytes, to: "stray")
        let reports = try Self.scan(Self.scanner(), synthetic.directory)
        let stray = try #require(reports.first { $0.path.description == "stray" })
        guard case .notScored(.namesNobody) = stray.outcome else {
            Issue.record("\(stray.outcome)")
            return
        }
    }

    @Test func aBaselineTeachesAndTheOtherDirectoryDoesNot() throws {
        let synthetic = try SyntheticDirectory(users: 2, sessions: 6)
        let directory = RecordingDirectory(synthetic.directory.path, system: Kernel())
        let result = try Self.scanner().scan(directory, baseline: directory)
        #expect(result.baseline.count == 12)
        for case .scored(_, let standing) in result.sessions.map(\.outcome) {
            #expect(standing.baselineSessions == 6)
        }
        #expect(Self.evidence(result.sessions).allSatisfy { $0 != nil })
    }
}
