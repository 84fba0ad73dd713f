import Foundation
import SystemPackage

/// A directory of its own, which goes when the value does.
final class TemporaryDirectory: Sendable {
    /// Where it is.
    let path: FilePath

    /// Makes an empty directory.
    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "gait-tests-\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        path = FilePath(url.path)
    }

    deinit {
        // Left behind where it cannot be removed: the system cleans its temporary files.
        try? FileManager.default.removeItem(atPath: path.string)
    }
}
