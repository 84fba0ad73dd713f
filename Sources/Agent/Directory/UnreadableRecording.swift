import Recordings
import SystemPackage

/// Why a recording could not be read, and what to do about it, in a sentence that follows the file's name.
public struct UnreadableRecording: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence.
    public let description: String
    /// Whether it is no recording at all but lies beside recordings as part of the format, so that nobody misses it.
    public let isCompanion: Bool

    /// A reason in words.
    public init(_ description: String) {
        self.description = description
        isCompanion = false
    }

    /// The recording's bytes say why.
    init(_ error: RecordingError) {
        description = error.description
        if case .companion = error.problem { isCompanion = true } else { isCompanion = false }
    }

    /// Directories are nested deeper than Gait goes.
    static let tooDeep = UnreadableRecording(
        "directories are nested deeper than \(RecordingDirectory.deepest): point Gait further down"
    )

    /// A system call failed.
    init(opening error: Errno) {
        switch error {
        case .permissionDenied, .notPermitted:
            self.init("no permission to read it: give the user that runs Gait read access, through a group for example")
        case .noSuchFileOrDirectory:
            self.init("it is gone: it was removed or renamed")
        case .tooManySymbolicLinkLevels:
            self.init("it is a symbolic link, which Gait never follows: put the recording itself there")
        case .notDirectory:
            self.init("part of its path is no directory, or was replaced by a link")
        default:
            self.init("the system refuses to read it: \(error)")
        }
    }

    /// Something other than a regular file is where a recording should be.
    init(kind: FileStatus.Kind) {
        switch kind {
        case .symbolicLink: self.init(opening: .tooManySymbolicLinkLevels)
        case .directory: self.init("it is a directory where a file should be")
        case .file, .special: self.init("it is a FIFO, a socket or a device, and Gait reads regular files only")
        }
    }
}
