public import SystemPackage

/// Every system call that Gait makes: the one seam at which a test can make the system fail, stop or lie.
///
/// Each requirement is one call with the errors of that call. Descriptors are closed by whoever opened them. A call that
/// a signal interrupts is repeated below the seam, but `read` and `write` are not: their loops are above it, because they
/// go on after short transfers too.
public protocol SystemCalls: EventCalls {
    /// Opens the directory at `path`; follows symbolic links, because an administrator named it. `open(2)`.
    func openDirectory(_ path: FilePath) throws(Errno) -> FileDescriptor

    /// Opens the entry `name` of the directory `parent` for reading, as a directory or as a file. Never follows a
    /// symbolic link, never blocks on a FIFO, never takes a terminal. `openat(2)`.
    func open(_ name: FileName, in parent: FileDescriptor, asDirectory: Bool) throws(Errno) -> FileDescriptor

    /// The entries of an open directory but `.` and `..`, in no particular order. `readdir(3)`.
    func entries(of directory: FileDescriptor) throws(Errno) -> [FileName]

    /// The next entries of an open directory but `.` and `..`, as the file system keeps them; none at the end. Goes on
    /// where the last call on this descriptor stopped, so that a directory of any size is read in little memory.
    /// `getdents64(2)`.
    func nextEntries(of directory: FileDescriptor) throws(Errno) -> [FileName]

    /// What kind of thing is open, how large it is, and which one. `fstat(2)`.
    func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus

    /// What kind of thing the entry `name` of `parent` is, without opening or following it. `fstatat(2)`.
    func status(of name: FileName, in parent: FileDescriptor) throws(Errno) -> FileStatus

    /// Which of all files that ever had its inode number an open file is, where its file system tells; `nil` where not.
    /// `ioctl(2)` with FS_IOC_GETVERSION.
    func generation(of descriptor: FileDescriptor) throws(Errno) -> UInt32?

    /// On what kind of file system an open file lies. `fstatfs(2)`.
    func fileSystem(of descriptor: FileDescriptor) throws(Errno) -> FileSystemType

    /// Reads into `buffer`, once; 0 at the end. `read(2)`.
    func read(_ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int

    /// Reads into `buffer` from `offset` on, once, without moving the position that `read` goes on from; 0 at the end.
    /// `pread(2)`.
    func read(
        _ descriptor: FileDescriptor,
        at offset: Int64,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int

    /// Writes `bytes` as far as the system takes them at once, and says how many it took. `write(2)`.
    func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor) throws(Errno) -> Int

    /// Writes `bytes` from `offset` on as far as the system takes them at once, and says how many it took; the file must
    /// not be open for appending. `pwrite(2)`.
    func write(_ bytes: Span<UInt8>, to descriptor: FileDescriptor, at offset: Int64) throws(Errno) -> Int

    /// Creates the entry `name` of `parent` for writing, readable by the owner alone; truncates what was there.
    /// `openat(2)`.
    func create(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor

    /// Opens or creates the entry `name` of `parent` for appending. `openat(2)`.
    func openForAppending(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor

    /// Opens or creates the entry `name` of `parent` for reading and for writing at any offset. `openat(2)`.
    func openForUpdating(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor

    /// Creates a file without a name on the file system of the directory at `path`, for reading and for writing at any offset. It
    /// is gone when it is closed. `open(2)` with O_TMPFILE.
    func openUnnamed(in path: FilePath) throws(Errno) -> FileDescriptor

    /// Makes the directory at `path`; one that is there already is no error. `mkdir(2)`.
    func makeDirectory(_ path: FilePath) throws(Errno)

    /// Makes the directory `name` in `parent`; one that is there already is no error. `mkdirat(2)`.
    func makeDirectory(_ name: FileName, in parent: FileDescriptor) throws(Errno)

    /// Removes the entry `name` of `parent`, which is no directory. `unlinkat(2)`.
    func remove(_ name: FileName, in parent: FileDescriptor) throws(Errno)

    /// Says who may do what with an open file. `fchmod(2)`.
    func setPermissions(_ permissions: FilePermissions, of descriptor: FileDescriptor) throws(Errno)

    /// Cuts an open file to `size` bytes. `ftruncate(2)`.
    func truncate(_ descriptor: FileDescriptor, to size: Int64) throws(Errno)

    /// Waits until what was written is on the disk. `fsync(2)`.
    func synchronise(_ descriptor: FileDescriptor) throws(Errno)

    /// Renames within `directory`, replacing what was there. `renameat(2)`.
    func rename(_ from: FileName, to: FileName, in directory: FileDescriptor) throws(Errno)

    /// Takes an exclusive lock without waiting. `flock(2)`.
    func lock(_ descriptor: FileDescriptor) throws(Errno)

    /// Whether somebody else holds a lock on an open file, or on a part of it, that keeps others from writing. `fcntl(2)`
    /// with F_OFD_GETLK; `false` too where the file system or the kernel does not tell.
    func isLockedByWriter(_ descriptor: FileDescriptor) throws(Errno) -> Bool

    /// Bytes that nobody can foretell; 256 at most. `getrandom(2)`.
    func randomBytes(_ count: Int) throws(Errno) -> [UInt8]

    /// Closes a descriptor. `close(2)`.
    func close(_ descriptor: FileDescriptor)
}

extension SystemCalls {
    /// Reads into `bytes`, at most as many as there are; 0 at the end. Goes on after EINTR.
    func read(_ descriptor: FileDescriptor, into bytes: inout [UInt8]) throws(Errno) -> Int {
        try repeatingInterrupted { () throws(Errno) in
            try unsafe bytes.fill(from: 0) { buffer throws(Errno) in try unsafe read(descriptor, into: buffer) }
        }
    }

    /// Reads into `bytes` from `offset` on, at most as many as there are; 0 at the end. Goes on after EINTR.
    func read(_ descriptor: FileDescriptor, at offset: Int64, into bytes: inout [UInt8]) throws(Errno) -> Int {
        try repeatingInterrupted { () throws(Errno) in
            try unsafe bytes.fill(from: 0) { buffer throws(Errno) in
                try unsafe read(descriptor, at: offset, into: buffer)
            }
        }
    }

    /// Reads at most `count` bytes from `offset` on; fewer only at the end. Goes on after EINTR and short reads.
    func read(_ descriptor: FileDescriptor, at offset: Int64, count: Int) throws(Errno) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let new = try repeatingInterrupted { () throws(Errno) in
                try unsafe bytes.fill(from: filled) { buffer throws(Errno) in
                    try unsafe read(descriptor, at: offset + Int64(filled), into: buffer)
                }
            }
            if new == 0 { break }
            filled += new
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// Writes all of `bytes`. Goes on after EINTR and short writes.
    func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(Errno) {
        var written = 0
        while written < bytes.count {
            written += try repeatingInterrupted { () throws(Errno) in
                try write(bytes.span.extracting(written...), to: descriptor)
            }
        }
    }

    /// Writes all of `bytes` from `offset` on. Goes on after EINTR and short writes.
    func write(_ bytes: [UInt8], to descriptor: FileDescriptor, at offset: Int64) throws(Errno) {
        var written = 0
        while written < bytes.count {
            written += try repeatingInterrupted { () throws(Errno) in
                try write(bytes.span.extracting(written...), to: descriptor, at: offset + Int64(written))
            }
        }
    }
}

private func repeatingInterrupted<Result>(_ call: () throws(Errno) -> Result) throws(Errno) -> Result {
    while true {
        do throws(Errno) {
            return try call()
        } catch .interrupted {
            continue
        }
    }
}

extension [UInt8] {
    /// Lends `body` the bytes from `start` on, and says how many it has filled.
    fileprivate mutating func fill(
        from start: Int,
        _ body: (UnsafeMutableRawBufferPointer) throws(Errno) -> Int
    ) throws(Errno) -> Int {
        var outcome = Result<Int, Errno>.success(0)
        // The buffer outlives the call, which writes no more than its length.
        unsafe withUnsafeMutableBytes { bytes in
            do throws(Errno) {
                outcome = .success(try unsafe body(UnsafeMutableRawBufferPointer(rebasing: bytes[start...])))
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }
}

/// One component of a path, in the bytes of the file system.
public struct FileName: Sendable, Hashable, Comparable {
    /// The bytes, without a terminating NUL.
    public let bytes: [UInt8]

    /// A name of `bytes`.
    ///
    /// - Precondition: neither NUL nor `/` is among them.
    public init(_ bytes: [UInt8]) {
        precondition(!bytes.contains(0) && !bytes.contains(UInt8(ascii: "/")), "a file name is one path component")
        self.bytes = bytes
    }

    /// A name of the UTF-8 bytes of `string`.
    public init(_ string: String) {
        self.init(Array(string.utf8))
    }

    /// Orders by bytes.
    public static func < (a: FileName, b: FileName) -> Bool {
        a.bytes.lexicographicallyPrecedes(b.bytes)
    }
}
