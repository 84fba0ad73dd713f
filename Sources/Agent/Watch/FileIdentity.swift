/// Which file of a machine something is: device, inode, and where the file system has it the inode's generation, because
/// an inode's number is given to the next file as soon as its own is gone.
public struct FileNode: Sendable, Hashable {
    /// The number of the device.
    public let device: UInt64
    /// The number on the device.
    public let inode: UInt64
    /// Which of the files that had this number; `nil` where the file system does not tell.
    public let generation: UInt32?

    /// A node from its parts.
    public init(device: UInt64, inode: UInt64, generation: UInt32?) {
        self.device = device
        self.inode = inode
        self.generation = generation
    }

    /// Whether both are the same file for certain.
    func isSurely(_ other: FileNode) -> Bool { generation != nil && self == other }

    /// Whether both can be the same file: where a generation is not known, none can contradict.
    public func canBe(_ other: FileNode) -> Bool {
        device == other.device && inode == other.inode
            && (generation == nil || other.generation == nil || generation == other.generation)
    }
}

/// By what a recording is known again, whatever its name: its node, and its content up to where it was read.
public struct FileIdentity: Sendable, Hashable {
    /// Which file it was.
    public var node: FileNode
    /// What was read of it.
    public var mark: ContentMark

    /// An identity from its parts.
    public init(node: FileNode, mark: ContentMark) {
        self.node = node
        self.mark = mark
    }
}

/// What is seen of an open file beside an identity.
public struct FileObservation: Sendable, Hashable {
    /// Which file it is.
    public var node: FileNode
    /// Its size in bytes.
    public var size: Int64
    /// The mark that its content gives at the identity's offset; `nil` where it does not reach as far.
    public var mark: ContentMark?

    /// An observation from its parts.
    public init(node: FileNode, size: Int64, mark: ContentMark?) {
        self.node = node
        self.size = size
        self.mark = mark
    }
}

/// How a file is related to one that was read.
public enum FileRelation: Sendable, Equatable {
    /// The same file, with what was read of it unchanged.
    case same
    /// The same file, cut or written anew since: what was read of it is no longer there. Where the file system tells no
    /// generations it may be another file that was given the same inode.
    case rewritten
    /// Another file with the content that was read, and perhaps more.
    case copy
    /// Another file.
    case other
}

extension FileIdentity {
    /// How the file that `observation` saw is related to the one of this identity.
    public func relation(to observation: FileObservation) -> FileRelation {
        let hasSameContent = observation.mark == mark
        if node.canBe(observation.node) { return hasSameContent ? .same : .rewritten }
        return hasSameContent && mark.isDistinctive ? .copy : .other
    }
}
