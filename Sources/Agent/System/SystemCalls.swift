public import SystemPackage

/// Every system call that Gait makes on files: the one seam at which a test can make the system fail, stop or lie.
///
/// Each requirement is one call with the errors of that call. Descriptors are closed by whoever opened them.
public protocol SystemCalls: Sendable {
    /// Opens the directory at `path`; follows symbolic links, because an administrator named it. `open(2)`.
    func openDirectory(_ path: FilePath) throws(Errno) -> FileDescriptor

    /// Opens the entry `name` of the directory `parent` for reading, as a directory or as a file. Never follows a
    /// symbolic link, never blocks on a FIFO, never takes a terminal. `openat(2)`.
    func open(_ name: FileName, in parent: FileDescriptor, asDirectory: Bool) throws(Errno) -> FileDescriptor

    /// The entries of an open directory but `.` and `..`, in no particular order. `readdir(3)`.
    func entries(of directory: FileDescriptor) throws(Errno) -> [FileName]

    /// What kind of thing is open, and how large it is. `fstat(2)`.
    func status(of descriptor: FileDescriptor) throws(Errno) -> FileStatus

    /// What kind of thing the entry `name` of `parent` is, without opening or following it. `fstatat(2)`.
    func status(of name: FileName, in parent: FileDescriptor) throws(Errno) -> FileStatus

    /// Reads into `buffer`; 0 at the end. `read(2)`, repeated on EINTR.
    func read(_ descriptor: FileDescriptor, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int

    /// Reads into `buffer` from `offset` on, without moving the position that `read` goes on from; 0 at the end.
    /// `pread(2)`, repeated on EINTR.
    func read(
        _ descriptor: FileDescriptor,
        at offset: Int64,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(Errno) -> Int

    /// Writes all of `bytes`. `write(2)`, repeated on EINTR and after short writes.
    func write(_ bytes: [UInt8], to descriptor: FileDescriptor) throws(Errno)

    /// Creates the entry `name` of `parent` for writing, readable by the owner alone; truncates what was there.
    /// `openat(2)`.
    func create(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor

    /// Opens or creates the entry `name` of `parent` for appending. `openat(2)`.
    func openForAppending(_ name: FileName, in parent: FileDescriptor) throws(Errno) -> FileDescriptor

    /// Makes the directory at `path`; one that is there already is no error. `mkdir(2)`.
    func makeDirectory(_ path: FilePath) throws(Errno)

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

    /// Closes a descriptor. `close(2)`.
    func close(_ descriptor: FileDescriptor)
}

extension SystemCalls {
    /// Reads into `bytes`, at most as many as there are; 0 at the end.
    func read(_ descriptor: FileDescriptor, into bytes: inout [UInt8]) throws(Errno) -> Int {
        var outcome = Result<Int, Errno>.success(0)
        // The buffer outlives the call, which writes no more than its length.
        unsafe bytes.withUnsafeMutableBytes { buffer in
            do throws(Errno) {
                outcome = .success(try unsafe read(descriptor, into: buffer))
            } catch {
                outcome = .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Reads at most `count` bytes from `offset` on; fewer only at the end.
    func read(_ descriptor: FileDescriptor, at offset: Int64, count: Int) throws(Errno) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            var outcome = Result<Int, Errno>.success(0)
            // The buffer outlives the call, which writes no more than what is left of it.
            unsafe bytes.withUnsafeMutableBytes { buffer in
                do throws(Errno) {
                    let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
                    outcome = .success(try unsafe read(descriptor, at: offset + Int64(filled), into: rest))
                } catch {
                    outcome = .failure(error)
                }
            }
            let new = try outcome.get()
            if new == 0 { break }
            filled += new
        }
        return Array(bytes[..<filled])
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

/// What `fstat` says of a file, as far as Gait asks.
public struct FileStatus: Sendable, Equatable {
    /// The kinds of things that a directory holds.
    public enum Kind: Sendable, Equatable {
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

    /// Creates a status from its parts.
    public init(kind: Kind, size: Int64) {
        self.kind = kind
        self.size = size
    }
}
