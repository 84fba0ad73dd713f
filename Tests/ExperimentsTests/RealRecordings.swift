import Agent
import Experiments
import Foundation
import Recordings
import Scoring
import SystemPackage
import Testing

/// How the tests read the real recordings.
enum RealRecordings {
    static let configuration = SessionScanner.Configuration(layout: try! LayoutPattern("{user}/{session}"), threads: 2)

    static func experiment(_ mode: ScoringMode) -> Experiment {
        Experiment(mode: mode, space: configuration.space, threads: configuration.threads)
    }

    static func collect(_ directory: URL, _ cut: SessionCollector.Cut) throws -> SessionCollector.Collection {
        let collection = try SessionCollector(configuration, system: Kernel())
            .collect(RecordingDirectory(FilePath(directory.path), system: Kernel()), cut: cut)
        #expect(collection.unusable.isEmpty)
        return collection
    }
}
