import Scoring

extension Daemon.Change {
    /// What the ledger says of a session that is over.
    init(_ finding: SessionRecord.Finding) {
        var report = SessionReport(
            path: RecordingPath(printed: finding.path),
            user: finding.name.user,
            session: finding.session,
            outcome: .notScored(.namesNobody)
        )
        report.restore(finding)
        self.init(
            key: finding.name.session,
            report: report,
            isOpen: false,
            firstScore: finding.closing?.firstScore
        )
    }
}
