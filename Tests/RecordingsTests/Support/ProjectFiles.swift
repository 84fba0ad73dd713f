import FoundationEssentials

/// Files beside the tests, found from this file's own place.
enum ProjectFiles {
    /// The package's folder.
    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/")
    }()

    /// Inputs that the fuzz targets start from, with all that once failed.
    static func corpus(_ target: String) -> [String: [UInt8]] {
        files(in: root + "/Tests/Fuzz/Corpus/" + target)
    }

    /// The real recordings that lie beside the project on some machines.
    static let realRecordings = root + "/../shared/data/balabit"

    static var haveRealRecordings: Bool { FileManager.default.fileExists(atPath: realRecordings) }

    /// All files in a folder and below, by path.
    static func files(in folder: String) -> [String: [UInt8]] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return Dictionary(
            uniqueKeysWithValues: paths.compactMap { path in
                FileManager.default.contents(atPath: folder + "/" + path).map { (path, Array($0)) }
            }
        )
    }
}
