import AgentSupport
import Recordings
import Scoring

@testable import Agent

extension DaemonRun {
    /// What a scan at rest finds in the recordings as they are, in the order of the scan.
    func scanned(by combination: Combination = Combination()) throws -> [SessionReport] {
        var configuration = SessionScanner.Configuration(layout: try LayoutPattern("{user}/{session}"))
        configuration.combination = combination
        return try SessionScanner(configuration, system: system)
            .scan(RecordingDirectory(Self.recordings, system: system)).sessions
    }

    /// The same of `recordings`, by their paths.
    func scanned(
        _ recordings: [(path: String, content: [UInt8])],
        by combination: Combination = Combination()
    ) throws -> [String: SessionReport] {
        try system.apply(.placed(recordings))
        return Dictionary(
            uniqueKeysWithValues: try scanned(by: combination).map { ($0.path.description, $0) }
        )
    }
}

extension SessionReport.Outcome {
    /// The assessment; `nil` where there is none.
    var assessment: SessionAssessment? {
        if case .scored(let assessment, _) = self { assessment } else { nil }
    }
}
