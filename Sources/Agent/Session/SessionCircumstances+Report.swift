import Profiles
import Recordings
public import Scoring

extension SessionContext {
    /// What the recording of `file`, which was read as a whole, its names and its file say of a session.
    ///
    /// Hashes are under the key that is no secret, as those of `summary` have to be.
    public init(of file: OpenRecording, _ names: RecordingNames, _ summary: RecordingSummary) {
        var report = SessionReport(path: file.path, session: names.session, outcome: .notScored(.namesNobody))
        report.take(summary)
        report.circumstances = names.circumstances
        report.take(summary.signal, summary.facts, names, changed: file.changed, modified: file.modified)
        self.init(SessionCircumstances(report, isOver: true, .open), commands: summary.commands)
    }
}

extension SessionCircumstances {
    /// What `report` says of a session's circumstances; `nil` where that is nothing to compare it by.
    ///
    /// - Parameters:
    ///   - isOver: whether it is known how long the session was.
    ///   - key: what hashes of names are keyed with.
    init?(_ report: SessionReport, isOver: Bool, _ key: NameKey) {
        self.init(
            report.circumstances,
            start: report.start,
            duration: isOver ? report.duration : nil,
            transport: report.format,
            key
        )
    }

    /// What the ledger says of the circumstances of a session that is over; `nil` where that is nothing to compare it by.
    init?(_ finding: SessionRecord.Finding, _ key: NameKey) {
        self.init(
            finding.circumstances ?? [],
            start: finding.start,
            duration: finding.duration,
            transport: finding.format,
            key
        )
    }

    private init?(
        _ circumstances: [Circumstance],
        start: UTCTime?,
        duration: Int64?,
        transport: String?,
        _ key: NameKey
    ) {
        self.init()
        self.start = start.map { max($0.milliseconds, 0) / 1000 }
        self.duration = duration.map { $0 / 1000 }
        for circumstance in circumstances {
            if let name = circumstance.kind.name { set(name, circumstance.value, key) }
        }
        guard areTelling else { return nil }
        if let transport { set(.transport, transport, key) }
    }
}

extension Circumstance.Kind {
    /// As what sessions are compared by it; `nil` where they are not.
    fileprivate var name: SessionCircumstances.Name? {
        switch self {
        case .host: .host
        case .account: .account
        case .address: .address
        // Whose session it is, is not compared; a terminal has any size, and most sessions have a program of their own.
        case .user, .terminal, .command: nil
        }
    }
}
