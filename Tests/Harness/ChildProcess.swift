public import Glibc

/// What a finished child process used.
public struct ChildUsage: Sendable {
    /// s of wall-clock time.
    public var elapsed: Double
    /// s of processor time, its own and its children's, in user and kernel mode.
    public var processor: Double
    /// The most bytes that were resident at once.
    ///
    /// Linux hands a process the mark of whoever started it, so that nothing below this harness's own is seen: it holds
    /// no recording itself.
    public var peakResident: Int
}

/// Why a measured program did not give a measurement.
public struct ChildFailure: Error, CustomStringConvertible {
    /// What failed, and what to do.
    public var description: String

    /// A failure.
    public init(description: String) {
        self.description = description
    }
}

/// Runs `arguments` (the first is looked up in PATH) with its standard output in the file `output`, and waits for it.
///
/// - Parameter accepted: the exit codes of success.
/// - Throws: `ChildFailure` where it cannot be started or does not succeed.
@discardableResult
public func runChild(
    _ arguments: [String],
    output: String = "/dev/null",
    accepted: Set<Int32> = [0]
) throws(ChildFailure) -> ChildUsage {
    let start = monotonicSeconds()
    let pid = try spawn(arguments, output: output)
    var status: Int32 = 0
    var usage = rusage()
    while unsafe wait4(pid, &status, 0, &usage) < 0 {
        guard errno == EINTR else { throw ChildFailure(description: "\(arguments[0]): cannot wait for it") }
    }
    let elapsed = monotonicSeconds() - start
    guard status & 0x7f == 0, accepted.contains(status >> 8 & 0xff) else {
        let command = arguments.joined(separator: " ").prefix(400)
        throw ChildFailure(description: "`\(command)` failed with wait status \(status): run it by hand to see why")
    }
    return ChildUsage(
        elapsed: elapsed,
        processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        peakResident: usage.ru_maxrss * 1024
    )
}

/// s on the monotonic clock.
public func monotonicSeconds() -> Double { seconds(on: CLOCK_MONOTONIC) }

/// s since 1970 by the machine's clock.
public func wallClockSeconds() -> Double { seconds(on: CLOCK_REALTIME) }

/// s of processor time of this process.
public func processorSeconds() -> Double { seconds(on: CLOCK_PROCESS_CPUTIME_ID) }

private func seconds(on clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
}

/// Starts `arguments` (the first is looked up in PATH) with its standard output in the file `output`.
///
/// - Parameter errors: the file that its standard error is appended to; `nil` for this process's own.
/// - Returns: the process, which whoever started it waits for.
/// - Throws: `ChildFailure` where it cannot be started.
public func spawn(
    _ arguments: [String],
    output: String = "/dev/null",
    errors: String? = nil
) throws(ChildFailure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    if let errors {
        unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    // The strings live until they are freed below, after the child has its own copy of them.
    var vector = unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { unsafe vector.forEach { unsafe free($0) } }
    var pid: pid_t = 0
    let error = unsafe posix_spawnp(&pid, arguments[0], &actions, nil, &vector, environ)
    guard error == 0 else {
        throw ChildFailure(description: "\(arguments[0]) cannot be started (error \(error)): install it")
    }
    return pid
}
