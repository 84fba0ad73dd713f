public import SystemPackage

/// The system calls that a service needs besides those on files: sockets, room on disks.
public protocol ServiceCalls: Sendable {
    /// Makes a socket for datagrams to sockets of this machine. `socket(2)` with AF_UNIX and SOCK_DGRAM.
    func openDatagramSocket() throws(Errno) -> FileDescriptor

    /// Sends one datagram without waiting: EAGAIN where the receiver has no room for it. `sendto(2)`.
    ///
    /// - Parameter address: the receiver's path, or its abstract name after a NUL, of at most `mostAddressBytes`.
    func send(_ datagram: [UInt8], to address: [UInt8], from socket: FileDescriptor) throws(Errno)

    /// How many bytes an ordinary user can still write where this file or directory is. `fstatvfs(3)`.
    func freeBytes(around descriptor: FileDescriptor) throws(Errno) -> Int64

    /// Lets pieces of memory of 64 KiB and more go back to the system as soon as nothing uses them. `mallopt(3)`.
    func returnLargeMemory()

    /// Gives memory that nothing uses any more back to the system. `malloc_trim(3)`.
    func releaseFreeMemory()

    /// Lets the process have as many descriptors as it may; returns how many that are. `setrlimit(2)`.
    func raiseDescriptorLimit() throws(Errno) -> Int

    /// Keeps the process from ever leaving its memory in a core dump, be it a file or piped to a program. `setrlimit(2)`.
    func forbidCoreDumps() throws(Errno)

    /// Waits for `milliseconds`, or until a signal comes. `poll(2)` without descriptors.
    func pause(milliseconds: Int32)
}

/// The longest address of a socket, in bytes.
let mostAddressBytes = 107
