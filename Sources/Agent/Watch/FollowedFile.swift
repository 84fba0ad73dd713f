/// A recording that is read as it grows: where it lies, and by what it is known again.
public struct FollowedFile: Sendable, Hashable {
    /// The suffix of a recording that was compressed.
    private static let compressedSuffix = Array(".gz".utf8)

    /// Where it lies, or lay last.
    public var path: RecordingPath
    /// By what it is known again.
    public var identity: FileIdentity

    /// Up to where it was read, in bytes.
    public var offset: Int64 { identity.mark.offset }

    /// A followed file.
    public init(path: RecordingPath, identity: FileIdentity) {
        self.path = path
        self.identity = identity
    }

    /// What is at a path.
    public enum Sighting: Sendable, Hashable {
        /// A regular file.
        case file(FileObservation)
        /// Nothing that may be opened.
        case nothing
    }

    /// How reading goes on.
    public enum Resumption: Sendable, Equatable {
        /// The file is there, with so many bytes more than were read; 0: it is unchanged. Its node can be another, where
        /// somebody wrote the whole recording anew under its name.
        case same(FileNode, grownBy: Int64)
        /// The same file, written anew from its beginning: what was read stays, and what is there now is a new part.
        case rewritten(FileNode)
        /// It lies at another path now, with so many bytes more than were read.
        case moved(RecordingPath, FileNode, grownBy: Int64)
        /// It is gone, and at this path there is something by the name that compressing it gives. Whether it is the
        /// recording shows when what it unpacks to has this file's mark at this file's offset; it goes on there.
        case compressed(RecordingPath)
        /// It is gone, and another file is at its path.
        case replaced(FileNode)
        /// It is gone.
        case gone
    }

    /// Decides how reading goes on.
    ///
    /// - Parameters:
    ///   - sighting: what is at the file's path.
    ///   - candidates: what is at other paths to which it may have been moved, the likeliest first.
    ///   - compressedExists: whether a regular file is at `compressedPath`.
    public func resumption(
        _ sighting: Sighting,
        candidates: [(path: RecordingPath, sighting: Sighting)] = [],
        compressedExists: Bool = false
    ) -> Resumption {
        var replacement: FileNode?
        if case .file(let observation) = sighting {
            switch identity.relation(to: observation) {
            case .same, .copy: return .same(observation.node, grownBy: observation.size - offset)
            case .rewritten: return .rewritten(observation.node)
            case .other: replacement = observation.node
            }
        }
        // The file itself before a copy of it.
        for wanted in [FileRelation.same, .copy] {
            for (path, sighting) in candidates {
                guard case .file(let observation) = sighting, identity.relation(to: observation) == wanted else {
                    continue
                }
                return .moved(path, observation.node, grownBy: observation.size - offset)
            }
        }
        if compressedExists, let compressedPath { return .compressed(compressedPath) }
        return replacement.map { .replaced($0) } ?? .gone
    }

    /// Where the file lies once it was compressed; `nil` for one that is.
    public var compressedPath: RecordingPath? {
        guard let name = path.components.last, !name.bytes.suffix(3).elementsEqual(Self.compressedSuffix) else {
            return nil
        }
        return path.parent.appending(FileName(name.bytes + Self.compressedSuffix))
    }
}
