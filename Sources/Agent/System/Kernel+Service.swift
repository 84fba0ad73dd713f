import CLinux
import Glibc
public import SystemPackage

extension Kernel: ServiceCalls {
    /// `socket(2)` with SOCK_CLOEXEC.
    public func openDatagramSocket() throws(Errno) -> FileDescriptor {
        let type = CInt(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        return FileDescriptor(rawValue: descriptor)
    }

    /// `sendto(2)` with MSG_DONTWAIT and MSG_NOSIGNAL, again after EINTR.
    public func send(_ datagram: [UInt8], to address: [UInt8], from socket: FileDescriptor) throws(Errno) {
        guard !address.isEmpty, address.count <= mostAddressBytes else { throw .fileNameTooLong }
        var storage = sockaddr_un()
        storage.sun_family = sa_family_t(AF_UNIX)
        // One byte less than there is room for at most, so that a path ends with a NUL.
        unsafe withUnsafeMutableBytes(of: &storage.sun_path) { unsafe $0.copyBytes(from: address) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
        let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
        while true {
            // Both buffers outlive the call, which reads no more than their lengths.
            let sent = unsafe withUnsafeBytes(of: &storage) { address in
                unsafe datagram.withUnsafeBytes { bytes in
                    unsafe sendto(
                        socket.rawValue,
                        bytes.baseAddress,
                        bytes.count,
                        flags,
                        address.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                        length
                    )
                }
            }
            if sent >= 0 { return }
            if errno != EINTR { throw Errno(rawValue: errno) }
        }
    }

    /// `fstatvfs(3)`.
    public func freeBytes(around descriptor: FileDescriptor) throws(Errno) -> Int64 {
        var status = statvfs()
        guard unsafe fstatvfs(descriptor.rawValue, &status) == 0 else { throw Errno(rawValue: errno) }
        let (bytes, overflow) = Int64(clamping: status.f_bavail).multipliedReportingOverflow(
            by: Int64(clamping: status.f_frsize)
        )
        return overflow ? .max : bytes
    }

    /// `mallopt(3)` with M_MMAP_THRESHOLD, which otherwise grows with what is freed.
    public func returnLargeMemory() {
        // Where it is refused, memory is only given back later.
        _ = mallopt(M_MMAP_THRESHOLD, 64 << 10)
    }

    /// Lets all threads take their memory from one place, where what one has given back serves another. `mallopt(3)` with
    /// M_ARENA_MAX, which otherwise is a multiple of the number of cores.
    public func shareMemoryAmongThreads() {
        // Where it is refused, more memory is taken.
        _ = mallopt(M_ARENA_MAX, 1)
    }

    /// Lets a file that may not grow any more be an error of the write, EFBIG, and not the end of the process. `signal(2)` with
    /// SIGXFSZ.
    public func surviveFileSizeLimit() {
        _ = signal(SIGXFSZ, SIG_IGN)
    }

    /// `malloc_trim(3)`.
    public func releaseFreeMemory() {
        // Whether there was any makes no difference.
        _ = malloc_trim(0)
        Self.renewThreadCache()
        _ = malloc_trim(0)
    }

    /// glibc keeps the last few pieces of each small size that a thread has freed, wherever they lie, and each holds a page
    /// back from the system: lets it keep neighbours instead.
    private static func renewThreadCache() {
        let kept = 7
        for size in stride(from: 1032, through: 24, by: -16) {
            // What was kept comes first, and is freed last, when the cache is full.
            let pieces = unsafe (0..<2 * kept).map { _ in unsafe malloc(size) }
            unsafe pieces.reversed().forEach { unsafe free($0) }
        }
    }

    /// `getrlimit(2)` and `setrlimit(2)` of RLIMIT_NOFILE.
    public func raiseDescriptorLimit() throws(Errno) -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw Errno(rawValue: errno)
        }
        limit.rlim_cur = limit.rlim_max
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw Errno(rawValue: errno)
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// `getrlimit(2)` and `setrlimit(2)` of RLIMIT_CORE.
    ///
    /// `prctl(2)` with PR_SET_DUMPABLE would also make the process's files in `/proc` those of root, and so keep whoever
    /// runs it from seeing what it does.
    public func forbidCoreDumps() throws(Errno) {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else {
            throw Errno(rawValue: errno)
        }
        // One byte is too little for a file, and is what the kernel takes for not to be piped to a program either, which 0
        // would not keep it from.
        limit.rlim_max = min(limit.rlim_max, 1)
        limit.rlim_cur = limit.rlim_max
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else {
            throw Errno(rawValue: errno)
        }
    }

    /// `poll(2)` without descriptors.
    public func pause(milliseconds: Int32) {
        // Whether it was the time or a signal that ended the wait makes no difference to who waits.
        _ = Glibc.poll(nil, 0, milliseconds)
    }
}
