public import Foundation

/// Files of the project, found from this file's own place.
public enum ProjectFiles {
    /// The package's folder.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The contents of all files in `folder` and below, by relative path.
    public static func contents(of folder: URL) -> [String: [UInt8]] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return Dictionary(
            uniqueKeysWithValues: paths.compactMap { path in
                FileManager.default.contents(atPath: folder.appending(path: path).path).map { (path, [UInt8]($0)) }
            }
        )
    }
}
