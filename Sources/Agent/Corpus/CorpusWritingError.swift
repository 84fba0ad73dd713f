public import SystemPackage

/// Why a corpus cannot be written, and what to do about it.
public enum CorpusWritingError: Error, Equatable, CustomStringConvertible {
    /// The directory already holds something, which is left as it is.
    case notEmpty(FilePath)
    /// The system refuses to make or to look into a directory.
    case directory(FilePath, Errno)
    /// The system refuses to write a file. What was written so far stays.
    case file(FilePath, Errno)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .notEmpty(let path):
            "\(path): it is not empty, and what it holds is left as it is: name a directory that is new or empty"
        case .directory(let path, .noSuchFileOrDirectory):
            "\(path): the directory above it is missing: make that first"
        case .directory(let path, let error):
            "\(path): the directory cannot be made or read: \(error)"
        case .file(let path, .noSpace):
            "\(path): no space left: make room, or ask for fewer users and sessions, and begin with a new directory"
        case .file(let path, let error):
            "\(path): cannot be written: \(error); begin with a new directory once that is mended"
        }
    }
}
