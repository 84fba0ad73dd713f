import CLinux
import Glibc
public import SystemPackage

extension Kernel {
    /// `inotify_init1(2)` with IN_NONBLOCK.
    public func openNotifications() throws(Errno) -> FileDescriptor {
        try descriptor { inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC)) }
    }

    /// `inotify_add_watch(2)` with IN_ONLYDIR and IN_EXCL_UNLINK.
    public func watch(_ directory: FileDescriptor, in queue: FileDescriptor) throws(Errno) -> WatchNumber {
        // A name below /proc/self/fd leads to what the descriptor has open, whatever its path leads to by now.
        let path = "/proc/self/fd/\(directory.rawValue)"
        let mask = DirectoryNotification.Events.watched.rawValue | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
        let number = unsafe inotify_add_watch(queue.rawValue, path, mask)
        if number < 0 { throw Errno(rawValue: errno) }
        return WatchNumber(rawValue: number)
    }

    /// `inotify_rm_watch(2)`.
    public func unwatch(_ watch: WatchNumber, in queue: FileDescriptor) throws(Errno) {
        try check { inotify_rm_watch(queue.rawValue, watch.rawValue) }
    }

    /// `read(2)` of `struct inotify_event`.
    public func notifications(in queue: FileDescriptor) throws(Errno) -> [DirectoryNotification] {
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        do {
            let count = try read(queue, into: &buffer)
            return DirectoryNotification.notifications(in: buffer.span.extracting(..<count))
        } catch .wouldBlock {
            return []
        } catch {
            throw error
        }
    }

    /// `poll(2)` with POLLIN; the timeout is rounded up to whole milliseconds.
    public func poll(_ descriptors: [FileDescriptor], timeout: Int64?) throws(Errno) -> [Bool] {
        var requests = descriptors.map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
        var milliseconds: CInt = -1
        if let timeout {
            let wholeMilliseconds = max(0, timeout) / 1_000_000 + (max(0, timeout) % 1_000_000 > 0 ? 1 : 0)
            milliseconds = CInt(clamping: wholeMilliseconds)
        }
        if unsafe Glibc.poll(&requests, nfds_t(requests.count), milliseconds) < 0 {
            guard errno == EINTR else { throw Errno(rawValue: errno) }
            return descriptors.map { _ in false }
        }
        return requests.map { $0.revents != 0 }
    }

    /// `clock_gettime(2)` with CLOCK_MONOTONIC.
    public func monotonicTime() -> Int64 { time(CLOCK_MONOTONIC) }

    /// `clock_gettime(2)` with CLOCK_REALTIME.
    public func wallClockTime() -> Int64 { time(CLOCK_REALTIME) }

    /// `pthread_sigmask(3)` with SIG_BLOCK, and `signalfd(2)` with SFD_NONBLOCK.
    public func openSignals(_ signals: [Signal]) throws(Errno) -> FileDescriptor {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal.number) }
        let error = unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        if error != 0 { throw Errno(rawValue: error) }
        return try descriptor { unsafe signalfd(-1, &set, CInt(SFD_NONBLOCK) | CInt(SFD_CLOEXEC)) }
    }

    /// `read(2)` of a `struct signalfd_siginfo`.
    public func nextSignal(in queue: FileDescriptor) throws(Errno) -> Signal? {
        var buffer = [UInt8](repeating: 0, count: MemoryLayout<signalfd_siginfo>.size)
        do {
            guard try read(queue, into: &buffer) == buffer.count else { return nil }
        } catch .wouldBlock {
            return nil
        } catch {
            throw error
        }
        // The number of the signal is the first field, 32 bits; all numbers are below 256.
        let number = unsafe buffer.withUnsafeBytes { unsafe $0.load(as: UInt32.self) }
        return Signal.allCases.first { $0.number == CInt(number) }
    }

    private func time(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        // It fails for unknown clocks only.
        unsafe clock_gettime(clock, &time)
        return Int64(nanoseconds: time)
    }
}

extension Signal {
    fileprivate var number: CInt {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        case .user1: SIGUSR1
        }
    }
}

extension Int64 {
    /// The ns of `time`; the nearest that there is where it is centuries away, as a file's owner can set it.
    init(nanoseconds time: timespec) {
        let (seconds, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowOfSum) = seconds.addingReportingOverflow(Int64(time.tv_nsec))
        self = overflow || overflowOfSum ? (time.tv_sec < 0 ? .min : .max) : sum
    }
}
