import Gestures
import Profiles
import Recordings
import Testing

@testable import Agent
@testable import Scoring
@testable import gait

struct SessionExplanationTests {
    private static func row(_ outcome: SessionReport.Outcome, path: String = "u/1") -> PublishedSession {
        var report = SessionReport(
            path: RecordingPath(path.split(separator: "/").map { FileName(String($0)) }),
            user: "u",
            session: "1",
            outcome: outcome
        )
        report.gestureCount = 240
        report.duration = 3_725_000
        return PublishedSession(report)
    }

    private static let scored: SessionReport.Outcome = {
        let stretch = StretchEvidence(
            moments: 1.25,
            typicality: 0.5,
            population: 0.25,
            sum: 1.85,
            standardised: 1.1,
            evidence: 2.3
        )
        return .scored(
            SessionAssessment(
                Assessment(
                    whole: stretch,
                    segment: .init(firstWindow: 2, gestureCount: 60, start: 91_000, end: 171_000, stretch: stretch),
                    segmentCount: 7,
                    allowance: 0.5,
                    baselineSessions: 2,
                    evidence: 1.5,
                    reasons: [Reason(feature: 0, direction: .higher, contribution: 0.4)],
                    handShare: 0.75
                ),
                of: .pointer
            ),
            .init(baselineSessions: 2, baselineWindows: 14, isQuarantined: true)
        )
    }()

    @Test func everyStepToTheScoreIsThere() throws {
        var row = Self.row(Self.scored)
        row.rank = 3
        let text = SessionExplanation(row, among: 20).text
        let steps = ScoreArithmetic(try #require(row.evidence))
        for part in [
            "u/1: session 1 of u", "quarantined, rank 3 of 20, 1:02:05 long, 240 gestures", "raise no alarm",
            "Begin to watch at 1:31", "+0.40  \(FeatureSpace.pointer.features[0].phrases.higher)",
            "75 % come from the hand",
            "a = 1.25000  b = 0.50000  c = 0.25000  s = 1.85000  t = 1.10000  e = 2.30000", "windows 3 and 4",
            "t        = 1.10000 - 0.50000 = 0.60000 for the most unusual of 7 segments",
            "t        = 1.10000, the larger",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(steps.modalities.first?.ofSegments != nil)
    }

    @Test(arguments: CombinationRule.allCases, [nil, Modality.pointer, .keystrokes])
    func combinedEvidenceCanBeRecomputed(rule: CombinationRule, trusted: Modality?) throws {
        guard case .scored(let scored, let standing) = Self.scored else { return }
        var combination = Combination(rule: rule)
        if let trusted { combination.uses[.modality(trusted)] = .trust }
        var found = ModalityMap<Assessment>()
        found[.pointer] = scored.strongest?.assessment
        found[.keystrokes] = scored.strongest?.assessment
        found[.keystrokes]?.evidence = 0.25
        let assessment = try #require(SessionAssessment(found, by: combination))
        let row = Self.row(.scored(assessment, standing))
        let steps = ScoreArithmetic(try #require(row.evidence))
        #expect(steps.combined == assessment.evidence)
        let text = SessionExplanation(row, among: 1).text
        #expect(text.contains("without the highest and the lowest") == (rule == .trimmedMean))
        #expect(text.contains("of what is trusted") == (trusted != nil))
    }

    @Test(arguments: [true, false])
    func circumstancesCanBeRecomputed(haveHand: Bool) throws {
        guard case .scored(let scored, let standing) = Self.scored else { return }
        let parts: [CircumstanceAssessment.Part] = [
            .init(kind: .weekday, surprise: -0.5, alike: 9, sessions: 40),
            .init(kind: .name(.host), surprise: 3.25, alike: 0, sessions: 40),
        ]
        var found = ModalityMap<Assessment>()
        if haveHand { found[.pointer] = scored.strongest?.assessment }
        let circumstances = CircumstanceAssessment(sessions: 40, moreUnusual: 1, asUnusual: 1, parts: parts)
        let assessment = try #require(SessionAssessment(found, ContextAssessment(circumstances: circumstances)))
        let row = Self.row(.scored(assessment, standing))
        #expect(ScoreArithmetic(try #require(row.evidence)).combined == assessment.evidence)
        let text = SessionExplanation(row, among: 1).text
        for part in [
            "+3.25  on this host never before in 40 sessions (host)", "2.75000: host +3.25, weekday -0.50",
            "-ln((1 + 1 + 1 / 2) / (1 + 40))",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(text.contains("the variance of x in legal sessions") == haveHand)
        #expect(text.contains("What differs from the owner") == haveHand)
    }

    @Test(arguments: [true, false])
    func commandsCanBeRecomputed(haveHand: Bool) throws {
        guard case .scored(let scored, let standing) = Self.scored else { return }
        var found = ModalityMap<Assessment>()
        if haveHand { found[.pointer] = scored.strongest?.assessment }
        var commands = CommandAssessment(
            sessions: 12,
            baselineCommands: 900,
            whole: .init(commands: 150, sum: 0.5, asUnusual: 3, compared: 8),
            usual: 0.25
        )
        commands.segment = .init(
            firstCommand: 60,
            start: 61_000,
            end: 121_000,
            stretch: .init(commands: 30, sum: 6, asUnusual: 0, compared: 32)
        )
        commands.windowCount = 5
        commands.different = 20
        commands.new = 7
        commands.parts = [.init(part: .rarity, contribution: 3.5), .init(part: .order, contribution: 0.25)]
        let assessment = try #require(SessionAssessment(found, ContextAssessment(commands: commands)))
        let row = Self.row(.scored(assessment, standing))
        #expect(ScoreArithmetic(try #require(row.evidence)).combined == assessment.evidence)
        let text = SessionExplanation(row, among: 1).text
        for part in [
            "Begin to watch at 1:01",
            "+3.50  7 of 20 different commands were never entered before, in 900 that are known",
            "commands 61 to 90: s = 6.00000", "rarity +3.50, order +0.25, and +0.25", "(3 + 16 / (1 + e^s)) / (8 + 16)",
            "for the most unusual of 5 windows",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(!text.contains("seldom entered"))
    }

    @Test func whatIsKnownSaysFromWhere() {
        var row = Self.row(Self.scored)
        row.circumstances = [
            Circumstance(kind: .user, value: "u", origin: .recording),
            Circumstance(kind: .host, value: "db1", origin: .path),
        ]
        let text = SessionExplanation(row, among: 1).text
        #expect(text.contains("user u, says the recording, host db1, says its path\n"))
    }

    @Test func aSessionWithoutAScoreSaysWhy() {
        let text = SessionExplanation(Self.row(.notScored(.namesNobody)), among: 0).text
        #expect(text.contains("It has no score: \(NotScored.namesNobody)."))
        #expect(!text.contains("How the score comes about"))
    }

    @Test func whatAProgramMayHaveDoneIsSaid() {
        var row = Self.row(Self.scored)
        row.tags = [SessionTag(ScriptedSign(.gapsTooEven, 0.125, threshold: 0.2, of: 412))]
        let text = SessionExplanation(row, among: 1).text
        #expect(text.contains("\nIs a human there? Perhaps a program"))
        #expect(
            text.contains(
                "  keys come at even intervals: three quarters of 412 gaps lie within 13 % of each other; a program may be typing "
                    + "(gaps-too-even: 0.125, threshold 0.200, n = 412)\n"
            )
        )
        #expect(PriorityTable([row], .init(), width: nil).text.contains("scripted? gaps too even; provisional"))
        row.tags = nil
        #expect(!SessionExplanation(row, among: 1).text.contains("Is a human there?"))
    }

    @Test(arguments: [
        (1.5, "What the hand did is as usual even so."), (8, "may be the device's, and the hand the owner's"),
    ])
    func anotherDeviceIsSaidBesideTheScore(evidence: Double, words: String) throws {
        guard case .scored(let scored, let standing) = Self.scored, var pointer = scored.strongest?.assessment
        else { return }
        let without = Self.row(Self.scored)
        #expect(!SessionExplanation(without, among: 1).text.contains("device"))
        pointer.evidence = evidence
        pointer.device = DeviceAssessment(
            evidence: 8,
            baselineSessions: 5,
            traits: [.init(trait: .sampling, evidence: 9.1, usual: 8, found: 16)]
        )
        let row = Self.row(.scored(SessionAssessment(pointer, of: .pointer), standing))
        let text = SessionExplanation(row, among: 1).text
        #expect(
            text.contains(
                "\nAnother pointing device, other settings or another recorder: of the owner's own sessions one in 2981"
            )
        )
        #expect(
            text.contains(
                "  e = 9.10  the pointer reports mostly 16 ms or more apart, before 8 ms or more (sampling)\n"
            )
        )
        #expect(text.contains(words))
        #expect(PriorityTable([row], .init(), width: nil).text.contains("another device; provisional"))
        #expect(!PriorityTable([without], .init(), width: nil).text.contains("device"))
    }

    @Test func aUsualDeviceIsSaidInOneLine() {
        guard case .scored(let scored, let standing) = Self.scored, var pointer = scored.strongest?.assessment
        else { return }
        pointer.device = DeviceAssessment(
            evidence: 0.5,
            baselineSessions: 5,
            traits: [.init(trait: .grid, evidence: 1.6)]
        )
        let row = Self.row(.scored(SessionAssessment(pointer, of: .pointer), standing))
        let text = SessionExplanation(row, among: 1).text
        #expect(text.contains("\nThe pointing device: of the owner's own sessions one in 1.6 differs as much.\n\n"))
        #expect(!PriorityTable([row], .init(), width: nil).text.contains("device"))
    }

    @Test func noNameSpeaksToTheTerminal() {
        var row = Self.row(Self.scored)
        row.path = "u/\u{1B}[31m\n"
        row.user = "\u{202E}"
        row.remarks = ["\u{07}"]
        for text in [SessionExplanation(row, among: 1).text, PriorityTable([row], .init(), width: nil).text] {
            #expect(!text.unicodeScalars.contains { ["\u{1B}", "\u{07}", "\u{202E}"].contains($0) })
        }
    }
}
