import Profiles
import Scoring

extension SessionRecord.Finding {
    /// What a report says, but for what is known of the file.
    init(_ report: SessionReport, name: SessionName, session: String, isLearnt: Bool) {
        self.init(
            name: name,
            session: session,
            path: report.path.description,
            fileSize: 0,
            fingerprint: 0,
            gestureCount: report.gestureCount,
            duration: report.duration,
            bytesRead: report.bytesRead,
            eventCount: report.eventCount,
            remarks: report.remarks,
            isLearnt: isLearnt
        )
        format = report.format
        tags = report.tags.isEmpty ? nil : report.tags
        events = report.events.isEmpty ? nil : report.events
        start = report.start
        end = report.end
        dating = report.dating
        circumstances = report.circumstances.worthTelling
        switch report.outcome {
        case .scored(let assessment, let standing):
            scored = .init(assessment: assessment, standing: standing)
            notScored = report.handMissing
        case .notScored(let reason): notScored = reason
        case .unreadable: break
        }
    }
}

extension SessionReport {
    /// Takes over what the ledger knows.
    mutating func restore(_ finding: SessionRecord.Finding) {
        gestureCount = finding.gestureCount
        duration = finding.duration
        bytesRead = finding.bytesRead
        eventCount = finding.eventCount
        remarks = finding.remarks
        tags = finding.tags ?? []
        events = finding.events ?? []
        format = finding.format
        start = finding.start
        end = finding.end
        dating = finding.dating ?? (finding.start == nil ? nil : .recording)
        circumstances = finding.circumstances ?? []
        if let scored = finding.scored {
            outcome = .scored(scored.assessment, scored.standing)
            handMissing = finding.notScored
        } else {
            outcome = .notScored(finding.notScored ?? .namesNobody)
        }
        setQuarantined(!finding.isLearnt)
    }

    /// Says of a scored session whether it is held back from learning.
    mutating func setQuarantined(_ isQuarantined: Bool) {
        guard case .scored(let assessment, var standing) = outcome else { return }
        standing.isQuarantined = isQuarantined
        outcome = .scored(assessment, standing)
    }
}

extension SessionRecord.Finding {
    /// What each voice says of the session; nothing where it has no score.
    var evidence: [SketchedEvidence] { scored?.assessment.voices.map(SketchedEvidence.init) ?? [] }
}
