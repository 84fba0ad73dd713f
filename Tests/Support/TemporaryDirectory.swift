public import Foundation
public import SystemPackage

/// A directory that is gone when the test is over.
public final class TemporaryDirectory {
    /// Where it is.
    public let url: URL

    /// Makes a new empty directory.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "gait-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Where it is.
    public var path: FilePath { FilePath(url.path) }

    /// Writes `bytes` to the file at `relativePath`, making the directories on the way.
    public func write(_ bytes: some Sequence<UInt8>, to relativePath: String) throws {
        let file = url.appending(path: relativePath)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
    }
}
