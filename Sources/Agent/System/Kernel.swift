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

    /// `fstat(2)`.
    public func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus {
        var status = stat()
        try check(unsafe fstat(descriptor.rawValue, &status))
        return FileStatus(status)
    }

    /// `fstatat(2)` with AT_SYMLINK_NOFOLLOW.
    public func status(of name: FileName, in parent: FileDescriptor) throws(Errno) -> FileStatus {
        var status = stat()
        try check(unsafe name.withCString { unsafe fstatat(parent.rawValue, $0, &status, AT_SYMLINK_NOFOLLOW) })
        return FileStatus(status)
    }

    /// `read(2)`, again after EINTR.
    public func read(_ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        while true {
            let count = unsafe Glibc.read(descriptor.rawValue, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw Errno(rawValue: errno) }
        }
    }

    /// `pread(2)`, again after EINTR.
    public func read(
        _ descriptor: FileDescriptor,
        at offset: Int64,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int {
        while true {
            let count = unsafe pread(descriptor.rawValue, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            if errno != EINTR { throw Errno(rawValue: errno) }
        }
    }

    /// `write(2)`, again after EINTR and after short writes.
    public func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(Errno) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor.rawValue, bytes.baseAddress! + written, bytes.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw Errno(rawValue: errno)
            }
        }
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

    /// `mkdir(2)`, mode 0700; EEXIST is no error.
    public func makeDirectory(_ path: FilePath) throws(Errno) {
        if unsafe path.withPlatformString({ unsafe mkdir($0, 0o700) }) == 0 || errno == EEXIST { return }
        throw Errno(rawValue: errno)
    }

    /// `fchmod(2)`.
    public func setPermissions(_ permissions: FilePermissions, of descriptor: FileDescriptor) throws(Errno) {
        try check(fchmod(descriptor.rawValue, permissions.rawValue))
    }

    /// `ftruncate(2)`.
    public func truncate(_ descriptor: FileDescriptor, to size: Int64) throws(Errno) {
        try check(ftruncate(descriptor.rawValue, off_t(size)))
    }

    /// `fsync(2)`.
    public func synchronise(_ descriptor: FileDescriptor) throws(Errno) {
        try check(fsync(descriptor.rawValue))
    }

    /// `renameat(2)` within one directory.
    public func rename(_ from: FileName, to: FileName, in directory: FileDescriptor) throws(Errno) {
        try check(
            unsafe from.withCString { from in
                unsafe to.withCString { unsafe renameat(directory.rawValue, from, directory.rawValue, $0) }
            }
        )
    }

    /// `flock(2)` with LOCK_EX and LOCK_NB.
    public func lock(_ descriptor: FileDescriptor) throws(Errno) {
        try check(flock(descriptor.rawValue, LOCK_EX | LOCK_NB))
    }

    /// `close(2)`.
    public func close(_ descriptor: FileDescriptor) {
        // After close(2) the descriptor is gone whatever it returned; nothing was written that fsync did not report.
        _ = Glibc.close(descriptor.rawValue)
    }

    private func descriptor(_ call: () -> CInt) throws(Errno) -> FileDescriptor {
        while true {
            let result = call()
            if result >= 0 { return FileDescriptor(rawValue: result) }
            if errno != EINTR { throw Errno(rawValue: errno) }
        }
    }

    private func check(_ result: CInt) throws(Errno) {
        if result != 0 { throw Errno(rawValue: errno) }
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

extension FileStatus {
    fileprivate init(_ status: stat) {
        let kind: Kind
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symbolicLink
        default: kind = .special
        }
        self.init(kind: kind, size: Int64(status.st_size))
    }
}
