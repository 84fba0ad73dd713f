import Agent
import Experiments
import Foundation
import Gestures
import Recordings
import Scoring
import SystemPackage
import Testing

/// How the tests read the real recordings.
enum RealRecordings {
    static let configuration = SessionScanner.Configuration(layout: try! LayoutPattern("{user}/{session}"), threads: 2)

    static func experiment(_ mode: ScoringMode, _ modality: Modality = .pointer) -> Experiment {
        Experiment(mode: mode, modality: modality, threads: configuration.threads)
    }

    static func collect(
        _ directory: URL,
        _ cut: SessionCollector.Cut,
        _ modality: Modality = .pointer
    ) throws -> SessionCollector.Collection {
        let collection = try SessionCollector(configuration, modalities: [modality], system: Kernel())
            .collect(RecordingDirectory(FilePath(directory.path), system: Kernel()), cut: cut)
        #expect(collection.unusable.isEmpty)
        return collection
    }
}

extension [CollectedSession] {
    /// The same sessions under other names, which begin with `prefix`.
    func called(withPrefix prefix: String) -> [CollectedSession] {
        map { session in
            var session = session
            session.session = prefix + session.session
            return session
        }
    }
}
