public import SystemPackage

/// The system calls by which Gait waits: for changes in directories, for signals, for a moment.
public protocol EventCalls: Sendable {
    /// Makes a queue of notifications about directories; reading it never blocks. `inotify_init1(2)`.
    func openNotifications() throws(Errno) -> FileDescriptor

    /// Lets the queue tell what happens to the entries of an open directory. The same directory again has the same
    /// number. ENOSPC: the user's or the system's limit of watches is reached.
    /// `inotify_add_watch(2)` through `/proc/self/fd`, so that it is the open directory and nothing swapped in for it.
    func watch(_ directory: FileDescriptor, in queue: FileDescriptor) throws(Errno) -> WatchNumber

    /// Ends a watch. `inotify_rm_watch(2)`.
    func unwatch(_ watch: WatchNumber, in queue: FileDescriptor) throws(Errno)

    /// Takes what is in the queue, oldest first, at most some hundreds at once; none when it is empty. `read(2)`.
    func notifications(in queue: FileDescriptor) throws(Errno) -> [DirectoryNotification]

    /// Waits until something can be read from one of `descriptors`, a signal came, or `timeout` ns have passed; without
    /// a timeout as long as it takes. `poll(2)`.
    ///
    /// - Returns: for each descriptor whether it can be read; for none of them after the timeout and after a signal.
    func poll(_ descriptors: [FileDescriptor], timeout: Int64?) throws(Errno) -> [Bool]

    /// ns since some moment; never goes back. `clock_gettime(2)` with CLOCK_MONOTONIC.
    func monotonicTime() -> Int64

    /// ns since 1970 as the machine's clock has it; can be set back and forth. `clock_gettime(2)` with CLOCK_REALTIME.
    func wallClockTime() -> Int64

    /// Makes a queue of `signals`, which no longer interrupt the calling thread nor end the process; reading it never
    /// blocks. `pthread_sigmask(3)`, `signalfd(2)`.
    func openSignals(_ signals: [Signal]) throws(Errno) -> FileDescriptor

    /// Takes the next signal from the queue; `nil` when it is empty. `read(2)`.
    func nextSignal(in queue: FileDescriptor) throws(Errno) -> Signal?
}

/// The number of a watched directory in a queue of notifications; not used again for another one.
public struct WatchNumber: Sendable, Hashable {
    /// The number.
    public let rawValue: Int32

    /// The watch of this number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }
}

/// The signals that Gait minds.
public enum Signal: Sendable, CaseIterable {
    /// SIGTERM.
    case terminate
    /// SIGINT.
    case interrupt
    /// SIGHUP.
    case hangUp
    /// SIGUSR1.
    case user1
}
