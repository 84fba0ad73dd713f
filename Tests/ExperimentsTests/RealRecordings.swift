import Agent
import Experiments
import Foundation
import Recordings
import Scoring
import SystemPackage
import Testing

/// The real recordings, which lie beside the project where they are at all.
enum RealRecordings {
    static let data = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared/data")
    static let areThere = FileManager.default.fileExists(atPath: data.appending(path: "balabit/labels.csv").path)
    static let absence: Comment = "the real recordings are not beside the project"

    static let configuration = SessionScanner.Configuration(layout: try! LayoutPattern("{user}/{session}"), threads: 2)

    static func experiment(_ mode: ScoringMode) -> Experiment {
        Experiment(mode: mode, space: configuration.space, threads: configuration.threads)
    }

    static func collect(_ directory: URL, _ cut: SessionCollector.Cut) throws -> [CollectedSession] {
        let collection = try SessionCollector(configuration, system: Kernel())
            .collect(RecordingDirectory(FilePath(directory.path), system: Kernel()), cut: cut)
        #expect(collection.unusable.isEmpty)
        return collection.sessions
    }
}
