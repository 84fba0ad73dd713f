import Foundation
import Testing

/// The real recordings and the reference's check values, which lie beside the project where they are at all.
enum RealData {
    static let shared = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "shared")
    static let training = shared.appending(path: "data/balabit/training_files")
    static let test = shared.appending(path: "data/balabit/test_files")
    static let labels = shared.appending(path: "data/balabit/labels.csv")
    static let reference = shared.appending(path: "reference")

    static let isPresent = FileManager.default.fileExists(atPath: labels.path)
    static let absence: Comment = "the real recordings are not beside the project"

    /// The entries of `directory` in order of name.
    static func entries(of directory: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
    }
}
