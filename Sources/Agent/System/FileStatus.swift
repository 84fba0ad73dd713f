/// What `fstat` says of a file, as far as Gait asks.
public struct FileStatus: Sendable, Hashable {
    /// The kinds of things that a directory holds.
    public enum Kind: Sendable, Hashable {
        /// A regular file.
        case file
        /// A directory.
        case directory
        /// A symbolic link.
        case symbolicLink
        /// A FIFO, a socket or a device.
        case special
    }

    /// What it is.
    public var kind: Kind
    /// Its size in bytes.
    public var size: Int64
    /// The number of the device that it lies on.
    public var device: UInt64
    /// Its number on that device; given to another file once this one is gone.
    public var inode: UInt64
    /// When its content was last changed, by the wall clock, in ns since 1970. Its owner can set it to anything.
    public var modified: Int64
    /// When its content or its attributes were last changed, by the wall clock, in ns since 1970.
    public var changed: Int64
    /// Whether nobody has the permission to write to it.
    public var isWriteProtected: Bool

    /// Creates a status from its parts.
    public init(
        kind: Kind,
        size: Int64,
        device: UInt64,
        inode: UInt64,
        modified: Int64,
        changed: Int64,
        isWriteProtected: Bool = false
    ) {
        self.kind = kind
        self.size = size
        self.device = device
        self.inode = inode
        self.modified = modified
        self.changed = changed
        self.isWriteProtected = isWriteProtected
    }
}
