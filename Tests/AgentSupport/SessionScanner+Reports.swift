public import Agent
import Synchronization

/// What a scan found, all of it at hand.
public struct ScanReports: Sendable {
    /// Those of the directory, in the order of the recordings.
    public var sessions: [SessionReport] = []
    /// Those of the baseline directory; empty without one.
    public var baseline: [SessionReport] = []
}

extension SessionScanner {
    /// Scans `directory`, on what is learnt from it as it goes or on what is in `baseline`.
    public func scan(
        _ directory: RecordingDirectory,
        baseline: RecordingDirectory? = nil
    ) throws(UnreadableRecording) -> ScanReports {
        let reports = ReportCollector()
        let learnt = ReportCollector()
        try scan(directory, baseline: baseline, reportingLearnt: learnt.add, reporting: reports.add)
        return ScanReports(sessions: reports.all, baseline: learnt.all)
    }

    /// Scans `directory` on what `state` knows, and learns what is new.
    public func scan(_ directory: RecordingDirectory, state: StateDirectory) throws -> ScanReports {
        let reports = ReportCollector()
        try scan(directory, state: state, reporting: reports.add)
        return ScanReports(sessions: reports.all)
    }
}

private final class ReportCollector: Sendable {
    private let reports = Mutex<[SessionReport]>([])

    var all: [SessionReport] { reports.withLock { $0 } }

    func add(_ report: SessionReport) {
        reports.withLock { $0.append(report) }
    }
}
