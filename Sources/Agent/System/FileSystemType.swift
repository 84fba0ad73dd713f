/// A kind of file system, by the magic number that `fstatfs` gives.
public struct FileSystemType: Sendable, Hashable {
    /// The magic number.
    public let magic: UInt32

    /// The kind of file system with this magic number.
    public init(magic: UInt32) {
        self.magic = magic
    }

    /// The name of a file system whose files change without the kernel of this machine noticing, because another
    /// machine, a process or a lower layer changes them; `nil` for one that inotify can be relied upon.
    ///
    /// Magic numbers: statfs(2) and `linux/magic.h`.
    public var nameWithoutNotifications: String? {
        switch magic {
        case 0x6969: "NFS"
        case 0x517B, 0xFF53_4D42, 0xFE53_4D42: "SMB"
        case 0x6573_5546: "FUSE"
        case 0x794C_7630: "overlay"
        case 0x6175_6673: "AUFS"
        case 0x0102_1997: "9P"
        case 0x5346_414F, 0x6B41_4653: "AFS"
        case 0x00C3_6400: "Ceph"
        case 0x7375_7245: "Coda"
        case 0x0116_1970: "GFS2"
        case 0x7461_636F: "OCFS2"
        case 0x0BD0_0BD0: "Lustre"
        case 0x4750_4653: "GPFS"
        case 0x786F_4256: "VirtualBox shared folder"
        case 0xBACB_ACBC: "VMware shared folder"
        default: nil
        }
    }
}
