import Glibc

/// What a finished child process used.
struct ChildUsage {
    /// s of wall-clock time.
    var elapsed: Double
    /// s of processor time, its own and its children's, in user and kernel mode.
    var processor: Double
    /// The most bytes that were resident at once.
    ///
    /// Linux hands a process the mark of whoever started it, so that nothing below this harness's own is seen: it holds
    /// no recording itself.
    var peakResident: Int
}

/// Why a measured program did not give a measurement.
struct ChildFailure: Error, CustomStringConvertible {
    var description: String
}

/// Runs `arguments` (the first is looked up in PATH) with its standard output in the file `output`, and waits for it.
///
/// - Parameter accepted: the exit codes of success.
/// - Throws: `ChildFailure` where it cannot be started or does not succeed.
func runChild(
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
func monotonicSeconds() -> Double { seconds(on: CLOCK_MONOTONIC) }

/// s of processor time of this process.
func processorSeconds() -> Double { seconds(on: CLOCK_PROCESS_CPUTIME_ID) }

private func seconds(on clock: clockid_t) -> Double {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
}

private func spawn(_ arguments: [String], output: String) throws(ChildFailure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
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
