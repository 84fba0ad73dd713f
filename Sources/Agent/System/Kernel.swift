import CLinux
import Glibc
public import SystemPackage

/// The system calls of the running kernel.
public struct Kernel: SystemCalls {
    /// The kernel.
    public init() {}

    /// `open(2)` with O_DIRECTORY.
    public func openDirectory(_ path: FilePath) throws(Errno) -> FileDescriptor {
        try descriptor { unsafe path.withPlatformString { unsafe Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) } }
    }

    /// `openat(2)` with O_NOFOLLOW, O_NONBLOCK and O_NOCTTY.
    public func open(_ name: FileName, in parent: FileDescriptor, asDirectory: Bool) throws(Errno) -> FileDescriptor {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (asDirectory ? O_DIRECTORY : 0)
        return try descriptor { unsafe name.withCString { unsafe openat(parent.rawValue, $0, flags) } }
    }

    /// `readdir(3)` from the beginning, on a copy of the descriptor.
    public func entries(of directory: FileDescriptor) throws(Errno) -> [FileName] {
        // `closedir` closes the descriptor that the stream was made of, and the caller keeps its own.
        let copy = try descriptor { dup(directory.rawValue) }
        guard let stream = unsafe fdopendir(copy.rawValue) else {
            let error = Errno(rawValue: errno)
            close(copy)
            throw error
        }
        defer { unsafe closedir(stream) }
        unsafe rewinddir(stream)
        var names: [FileName] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe Array(bytes.prefix { $0 != 0 })
            }
            if name != [0x2E] && name != [0x2E, 0x2E] { names.append(FileName(name)) }
        }
        if errno != 0 { throw Errno(rawValue: errno) }
        return names
    }

    /// `getdents64(2)` into a buffer of 32 KiB.
    public func nextEntries(of directory: FileDescriptor) throws(Errno) -> [FileName] {
        var buffer = [UInt8](repeating: 0, count: 32 * 1024)
        while true {
            let count = unsafe getdents64(directory.rawValue, &buffer, buffer.count)
            if count < 0 { throw Errno(rawValue: errno) }
            let names = FileName.names(inDirectoryEntries: buffer.span.extracting(..<count))
            // `.` and `..` can be all that a buffer holds, and more come in the next.
            if count == 0 || !names.isEmpty { return names }
        }
    }

    /// `ioctl(2)` with FS_IOC_GETVERSION.
    public func generation(of descriptor: FileDescriptor) throws(Errno) -> UInt32? {
        // _IOR('v', 1, long), although all file systems write an int; room for either.
        let request: UInt = 0x8008_7601
        var generation: (UInt32, UInt32) = (0, 0)
        if unsafe ioctl(descriptor.rawValue, request, &generation) == 0 { return generation.0 }
        switch errno {
        case ENOTTY, EOPNOTSUPP, ENOSYS, EINVAL: return nil
        default: throw Errno(rawValue: errno)
        }
    }

    /// `fstatfs(2)`.
    public func fileSystem(of descriptor: FileDescriptor) throws(Errno) -> FileSystemType {
        var status = statfs()
        try check { unsafe fstatfs(descriptor.rawValue, &status) }
        return FileSystemType(magic: UInt32(truncatingIfNeeded: status.f_type))
    }

    /// `fstat(2)`.
    public func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus {
        var status = stat()
        try check { unsafe fstat(descriptor.rawValue, &status) }
        return FileStatus(status)
    }

    /// `fstatat(2)` with AT_SYMLINK_NOFOLLOW.
    public func status(of name: FileName, in parent: FileDescriptor) throws(Errno) -> FileStatus {
        var status = stat()
        try check { unsafe name.withCString { unsafe fstatat(parent.rawValue, $0, &status, AT_SYMLINK_NOFOLLOW) } }
        return FileStatus(status)
    }

    /// `read(2)`.
    public func read(_ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        try count(unsafe Glibc.read(descriptor.rawValue, buffer.baseAddress, buffer.count))
    }

    /// `pread(2)`.
    public func read(
        _ descriptor: FileDescriptor,
        at offset: Int64,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int {
        try count(unsafe pread(descriptor.rawValue, buffer.baseAddress, buffer.count, off_t(offset)))
    }

    /// `write(2)`.
    public func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor) throws(Errno) -> Int {
        try count(
            unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe Glibc.write(descriptor.rawValue, bytes.baseAddress, bytes.count)
            }
        )
    }

    /// `pwrite(2)`.
    public func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor, at offset: Int64) throws(Errno) -> Int {
        try count(
            unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe pwrite(descriptor.rawValue, bytes.baseAddress, bytes.count, off_t(offset))
            }
        )
    }

    /// `openat(2)` with O_CREAT, O_TRUNC and O_NOFOLLOW, mode 0600.
    public func create(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
        return try descriptor { unsafe name.withCString { unsafe openat(parent.rawValue, $0, flags, 0o600) } }
    }

    /// `openat(2)` with O_CREAT, O_APPEND and O_NOFOLLOW, mode 0600.
    public func openForAppending(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        let flags = O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC
        return try descriptor { unsafe name.withCString { unsafe openat(parent.rawValue, $0, flags, 0o600) } }
    }

    /// `openat(2)` with O_CREAT and O_NOFOLLOW, mode 0600.
    public func openForUpdating(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        return try descriptor { unsafe name.withCString { unsafe openat(parent.rawValue, $0, flags, 0o600) } }
    }

    /// `open(2)` with O_TMPFILE and O_EXCL, so that it can never get a name; mode 0600.
    public func openUnnamed(in path: FilePath) throws(Errno) -> FileDescriptor {
        // O_TMPFILE, which Swift does not import, is this bit and O_DIRECTORY.
        let flags = 0o20_000_000 | O_DIRECTORY | O_RDWR | O_EXCL | O_CLOEXEC
        return try descriptor { unsafe path.withPlatformString { unsafe Glibc.open($0, flags, 0o600) } }
    }

    /// `mkdir(2)`, mode 0700; EEXIST is no error.
    public func makeDirectory(_ path: FilePath) throws(Errno) {
        if unsafe path.withPlatformString({ unsafe mkdir($0, 0o700) }) == 0 || errno == EEXIST { return }
        throw Errno(rawValue: errno)
    }

    /// `mkdirat(2)`, mode 0700; EEXIST is no error.
    public func makeDirectory(_ name: FileName, in parent: FileDescriptor) throws(Errno) {
        if unsafe name.withCString({ unsafe mkdirat(parent.rawValue, $0, 0o700) }) == 0 || errno == EEXIST { return }
        throw Errno(rawValue: errno)
    }

    /// `unlinkat(2)`.
    public func remove(_ name: FileName, in parent: FileDescriptor) throws(Errno) {
        try check { unsafe name.withCString { unsafe unlinkat(parent.rawValue, $0, 0) } }
    }

    /// `fchmod(2)`.
    public func setPermissions(_ permissions: FilePermissions, of descriptor: FileDescriptor) throws(Errno) {
        try check { fchmod(descriptor.rawValue, permissions.rawValue) }
    }

    /// `ftruncate(2)`.
    public func truncate(_ descriptor: FileDescriptor, to size: Int64) throws(Errno) {
        try check { ftruncate(descriptor.rawValue, off_t(size)) }
    }

    /// `fsync(2)`.
    public func synchronise(_ descriptor: FileDescriptor) throws(Errno) {
        try check { fsync(descriptor.rawValue) }
    }

    /// `renameat(2)` within one directory.
    public func rename(_ from: FileName, to: FileName, in directory: FileDescriptor) throws(Errno) {
        try check {
            unsafe from.withCString { from in
                unsafe to.withCString { unsafe renameat(directory.rawValue, from, directory.rawValue, $0) }
            }
        }
    }

    /// `flock(2)` with LOCK_EX and LOCK_NB.
    public func lock(_ descriptor: FileDescriptor) throws(Errno) {
        try check { flock(descriptor.rawValue, LOCK_EX | LOCK_NB) }
    }

    /// `fcntl(2)` with F_OFD_GETLK, asking for a reader's lock, which only a writer's is in the way of.
    public func isLockedByWriter(_ descriptor: FileDescriptor) throws(Errno) -> Bool {
        // Of <fcntl.h>, for _GNU_SOURCE only. Unlike F_GETLK it also tells of locks that this process holds.
        let request: CInt = 36
        var lock = flock()
        lock.l_type = CShort(F_RDLCK)
        lock.l_whence = CShort(SEEK_SET)
        if unsafe fcntl(descriptor.rawValue, request, &lock) == 0 { return lock.l_type != CShort(F_UNLCK) }
        switch errno {
        case EINVAL, ENOLCK, ENOSYS, EOPNOTSUPP: return false
        default: throw Errno(rawValue: errno)
        }
    }

    /// `getrandom(2)`, which gives as many as 256 bytes at once.
    public func randomBytes(_ count: Int) throws(Errno) -> [UInt8] {
        precondition(count <= 256, "more may come in parts")
        var bytes = [UInt8](repeating: 0, count: count)
        try check { CInt(unsafe getrandom(&bytes, count, 0)) }
        return bytes
    }

    /// `close(2)`.
    public func close(_ descriptor: FileDescriptor) {
        // After close(2) the descriptor is gone whatever it returned; nothing was written that fsync did not report.
        _ = Glibc.close(descriptor.rawValue)
    }

    func descriptor(_ call: () -> CInt) throws(Errno) -> FileDescriptor {
        FileDescriptor(rawValue: try result(call))
    }

    func check(_ call: () -> CInt) throws(Errno) {
        _ = try result(call)
    }

    /// What `call` returns, again after EINTR.
    func result(_ call: () -> CInt) throws(Errno) -> CInt {
        while true {
            let result = call()
            if result >= 0 { return result }
            if errno != EINTR { throw Errno(rawValue: errno) }
        }
    }

    private func count(_ result: Int) throws(Errno) -> Int {
        if result < 0 { throw Errno(rawValue: errno) }
        return result
    }
}

extension FileName {
    /// Calls `body` with the name as a C string.
    fileprivate func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { unsafe body($0.baseAddress!) }
        }
    }
}

extension FileName {
    /// The names in what `getdents64` gave, but `.` and `..`: a number of `struct linux_dirent64`, each inode and
    /// position (8 bytes each), length of the whole (2), type (1) and a name ended by NUL.
    static func names(inDirectoryEntries bytes: Span<UInt8>) -> [FileName] {
        let headerSize = 19
        var names: [FileName] = []
        var start = 0
        while bytes.count - start > headerSize {
            let length = Int(unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start + 16, as: UInt16.self))
            guard length > headerSize, length <= bytes.count - start else { break }
            var name: [UInt8] = []
            name.reserveCapacity(length - headerSize)
            for index in (start + headerSize)..<(start + length) {
                if bytes[index] == 0 { break }
                name.append(bytes[index])
            }
            if name != [0x2E] && name != [0x2E, 0x2E] { names.append(FileName(name)) }
            start += length
        }
        return names
    }
}

extension FileStatus {
    fileprivate init(_ status: stat) {
        let kind: Kind
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symbolicLink
        default: kind = .special
        }
        self.init(
            kind: kind,
            size: Int64(status.st_size),
            device: UInt64(status.st_dev),
            inode: UInt64(status.st_ino),
            modified: Int64(nanoseconds: status.st_mtim),
            changed: Int64(nanoseconds: status.st_ctim),
            isWriteProtected: status.st_mode & (S_IWUSR | S_IWGRP | S_IWOTH) == 0
        )
    }
}
