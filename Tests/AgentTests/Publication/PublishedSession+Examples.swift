import Gestures
import Profiles
import Recordings

@testable import Agent
@testable import Scoring

extension UTCTime {
    /// So many days after the beginning of 2026.
    static func day(_ day: Double) -> UTCTime {
        UTCTime(milliseconds: 1_767_225_600_000 + Int64(day * 86_400_000))!
    }
}

extension Assessment {
    /// An assessment of this evidence, with a segment in which the figures of the whole return.
    static func example(evidence: Double, segments: Int = 7) -> Assessment {
        let stretch = StretchEvidence(
            moments: 1.25,
            typicality: 0.5,
            population: nil,
            sum: 1.6,
            standardised: 1.1,
            evidence: 2.3
        )
        return Assessment(
            whole: stretch,
            segment: Segment(firstWindow: 2, gestureCount: 60, start: 91_000, end: 171_000, stretch: stretch),
            segmentCount: segments,
            allowance: segments > 0 ? 0.5 : nil,
            baselineSessions: 5,
            evidence: evidence,
            reasons: [Reason(feature: 0, direction: .higher, contribution: 0.4)],
            handShare: 0.75
        )
    }
}

extension SessionReport {
    /// A report of a session at `path`.
    static func example(_ path: String, _ outcome: Outcome, end: UTCTime? = nil) -> SessionReport {
        var report = SessionReport(
            path: RecordingPath(path.split(separator: "/").map { FileName(String($0)) }),
            user: path.split(separator: "/").first.map(String.init),
            session: path.split(separator: "/").last.map(String.init) ?? path,
            outcome: outcome
        )
        report.gestureCount = 240
        report.duration = 600_000
        report.end = end
        return report
    }
}

extension SessionReport.Outcome {
    /// Scored with this evidence.
    static func scored(_ evidence: Double, isQuarantined: Bool = false) -> Self {
        .scored(
            SessionAssessment(.example(evidence: evidence), of: .pointer),
            SessionReport.Standing(baselineSessions: 5, baselineWindows: 41, isQuarantined: isQuarantined)
        )
    }
}

extension PublishedSession {
    /// The row of an ended session with this evidence, or of one that is still open.
    static func example(
        _ path: String,
        evidence: Double?,
        end: UTCTime? = nil,
        isOpen: Bool = false
    ) -> PublishedSession {
        let outcome: SessionReport.Outcome = evidence.map { .scored($0) } ?? .notScored(.namesNobody)
        return PublishedSession(.example(path, outcome, end: end), isOpen: isOpen)
    }

    /// A row in which every key that there is has a value.
    static var complete: PublishedSession {
        var report = SessionReport.example("u/1", .scored(3), end: .day(2))
        report.start = .day(1)
        report.dating = .file
        report.circumstances = zip(Circumstance.Kind.allCases, Circumstance.Origin.allCases).map {
            Circumstance(kind: $0, value: "db1", origin: $1)
        }
        report.remarks = ["3 rows are not what they should be"]
        report.tags = [SessionTag(ScriptedSign(.gapsTooEven, 0.125, threshold: 0.2, of: 412))]
        report.events = [InterestingEvent(name: "deletes a tree", subject: .command, count: 2, firstMs: 61_000)]
        var row = PublishedSession(report, firstScore: 12)
        row.key = "7"
        row.rank = 1
        row.reason = "none"
        row.evidence?.modalities[0].whole.c = 0.25
        row.evidence?.modalities[0].isTrusted = true
        row.evidence?.modalities[0].device = DeviceEvidence(
            DeviceAssessment(
                evidence: 8,
                baselineSessions: 5,
                traits: [DeviceAssessment.Trait(trait: .sampling, evidence: 9.1, usual: 8, found: 16)]
            )
        )
        row.evidence?.rule = .trimmedMean
        row.evidence?.variance = 3.5
        let stretch = CommandStretch(commands: 30, s: 1.5, asUnusual: 2, compared: 40, p: 0.125)
        row.evidence?.commands = CommandEvidence(
            evidence: 2,
            isTrusted: true,
            sessions: 12,
            baselineCommands: 900,
            whole: stretch,
            segment: CommandSegment(firstCommand: 60, startMs: 5_000, endMs: 9_000, stretch: stretch),
            windows: 4,
            different: 20,
            new: 3,
            newToBox: 2,
            parts: [CommandAssessment.Part(part: .rarity, contribution: 0.75)],
            usual: 0.25
        )
        row.evidence?.circumstances = CircumstanceEvidence(
            evidence: 2,
            isTrusted: true,
            sessions: 40,
            moreUnusual: 3,
            asUnusual: 2,
            surprise: 3.5,
            parts: [CircumstanceAssessment.Part(kind: .name(.host), surprise: 3.5, alike: 0, sessions: 40)]
        )
        return row
    }
}
