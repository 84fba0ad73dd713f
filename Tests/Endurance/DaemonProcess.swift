import Glibc
import Harness
import SystemPackage

/// A `gait run` that was started.
final class DaemonProcess {
    let pid: pid_t
    private let log: FilePath
    private var isReaped = false

    /// Starts `gait` over `recordings`.
    ///
    /// - Parameters:
    ///   - silence: s after which a session is over.
    ///   - log: what it says is appended to this file.
    init(
        _ gait: FilePath,
        over recordings: FilePath,
        state: FilePath,
        silence: Double,
        log: FilePath
    ) throws(ChildFailure) {
        self.log = log
        pid = try spawn(
            [gait.string, "run", recordings.string, "--state", state.string, "--silence", silence.text(decimals: 2)],
            errors: log.string
        )
    }

    deinit {
        if !isReaped {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
    }

    /// Ends it as a crash does.
    func crash() throws(ChildFailure) {
        try checkRuns()
        kill(pid, SIGKILL)
        _ = try reap()
    }

    /// Lets it crash, as what finds a fault in itself does; returns whether its memory was written to a core dump.
    func abort() throws(ChildFailure) -> Bool {
        try checkRuns()
        kill(pid, SIGABRT)
        let status = try reap()
        guard status & 0x7f == SIGABRT else { throw failure("ended with wait status \(status), not by SIGABRT") }
        return status & 0x80 != 0
    }

    /// Asks it to end, and waits until it has.
    ///
    /// - Returns: how long that took, in s.
    /// - Throws: `ChildFailure` where it does not end well.
    @discardableResult
    func terminate() throws(ChildFailure) -> Double {
        try checkRuns()
        let start = monotonicSeconds()
        kill(pid, SIGTERM)
        let status = try reap()
        guard status == 0 else { throw failure("ended with wait status \(status)") }
        return monotonicSeconds() - start
    }

    /// - Throws: `ChildFailure` where it has ended by itself.
    func checkRuns() throws(ChildFailure) {
        var status: Int32 = 0
        guard !isReaped, unsafe waitpid(pid, &status, WNOHANG) == 0 else {
            isReaped = true
            throw failure("ended by itself, with wait status \(status)")
        }
    }

    private func reap() throws(ChildFailure) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { throw failure("cannot be waited for") }
        }
        isReaped = true
        return status
    }

    private func failure(_ what: String) -> ChildFailure {
        let said = (try? Bytes(contentsOf: log)).map { String(decoding: $0.bytes.suffix(2000), as: UTF8.self) } ?? ""
        return ChildFailure(description: "gait run \(what). It said last:\n\(said)")
    }
}
