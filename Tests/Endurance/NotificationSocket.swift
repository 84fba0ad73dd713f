import Glibc
import Harness
import SystemPackage

/// The socket on which a service manager hears from a service.
struct NotificationSocket: ~Copyable {
    /// Where it is.
    let path: FilePath
    private let descriptor: Int32

    /// A new socket at `path`, in place of one that is there.
    init(at path: FilePath) throws(ChildFailure) {
        self.path = path
        unsafe unlink(path.string)
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.string.utf8)
        let isBound = unsafe withUnsafeMutableBytes(of: &address.sun_path) { place in
            guard name.count < place.count else { return false }
            unsafe place.copyBytes(from: name)
            return true
        }
        // An address of one family is passed as one of any.
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe bind(descriptor, $0, length) }
        }
        guard isBound, descriptor >= 0, result == 0 else {
            throw ChildFailure(description: "\(path) cannot be a socket: set TMPDIR to a directory with a shorter name")
        }
    }

    deinit {
        Glibc.close(descriptor)
        unsafe unlink(path.string)
    }

    /// Waits until the service says that it is ready; `false` where that takes longer than `timeout` s.
    func waitForReady(timeout: Double) throws -> Bool {
        let end = monotonicSeconds() + timeout
        while monotonicSeconds() < end {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&waiting, 1, Int32(1000)) > 0 else { continue }
            let message = try unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                count = try unsafe FileDescriptor(rawValue: descriptor).read(
                    into: UnsafeMutableRawBufferPointer(buffer)
                )
            }
            if String(decoding: message, as: UTF8.self).split(separator: "\n").contains("READY=1") { return true }
        }
        return false
    }
}
