import Glibc
import Harness
import SystemPackage

/// Where one proof takes place: recordings, a state directory, and what the daemon says.
struct Workplace: ~Copyable {
    private let directory: TemporaryDirectory
    /// The directory of recordings.
    let recordings: FilePath
    /// The state directory.
    let state: FilePath
    /// What the daemon says.
    let log: FilePath

    /// A new place.
    init() throws(ChildFailure) {
        let place = try TemporaryDirectory()
        let path = place.path
        try makeDirectories(path.appending("recordings"))
        directory = place
        recordings = path.appending("recordings")
        state = path.appending("state")
        log = path.appending("log")
    }

    /// A path beside the recordings.
    func path(_ name: String) -> FilePath { directory.path.appending(name) }

    /// Saves the place from being removed, for whoever wants to see what went wrong; returns where it is then.
    func keep() throws(ChildFailure) -> String {
        let kept = directory.path.string + "-kept"
        try runChild(["cp", "-a", directory.path.string, kept])
        return kept
    }

    /// Takes the key of another place's state, as ledgers under different keys differ.
    func takeNameKey(of other: borrowing Workplace) throws(ChildFailure) {
        try makeDirectories(state)
        try runChild(["cp", "-p", other.state.appending("name-key").string, state.string])
    }

    /// Does what may fail, and saves the place where it does.
    func keepingOnFailure<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            print("Left in \(try keep())")
            throw error
        }
    }

    /// Starts a daemon here.
    func start(_ options: ProofOptions, silence: Double) throws(ChildFailure) -> DaemonProcess {
        try DaemonProcess(options.binary, over: recordings, state: state, silence: silence, log: log)
    }

    /// Prints what the daemon has said, if that is not nothing.
    func printLog() {
        guard let log = try? Bytes(contentsOf: log), !log.bytes.isEmpty else { return }
        let lines = String(decoding: log.bytes, as: UTF8.self).split(separator: "\n")
        print("The daemon said \(lines.count) lines, the first of them:")
        for line in lines.prefix(8) { print("    \(line)") }
    }

    /// Waits until `isDone`, looking every so many s.
    ///
    /// - Throws: `ChildFailure` where `daemon` ends meanwhile, or it takes longer than `timeout` s.
    func wait(
        for what: String,
        _ daemon: DaemonProcess,
        every period: Double = 0.05,
        timeout: Double = 600,
        until isDone: () throws -> Bool
    ) throws {
        let end = monotonicSeconds() + timeout
        while try !isDone() {
            try daemon.checkRuns()
            guard monotonicSeconds() < end else {
                printLog()
                throw ChildFailure(description: "after \(timeout.text(decimals: 0)) s there is still no \(what)")
            }
            pause(period)
        }
    }

    /// Waits until the list has so many sessions that are over, and none that is open.
    func waitForClosed(_ count: Int, _ daemon: DaemonProcess, every period: Double = 0.05) throws {
        try wait(for: "list with \(count) sessions that are over", daemon, every: period) {
            let list = try PublishedList(in: state)
            return list.closedCount >= count && list.openCount == 0
        }
    }

    /// Lets a daemon learn so many sessions of each of some users, and end.
    func learn(_ sessions: Int, ofEachOf users: Int, gestures: Int, _ options: ProofOptions) throws {
        let daemon = try start(options, silence: 0.3)
        for session in 0..<sessions {
            for user in 0..<users {
                try Account(user, seed: options.seed).record(session, gestures: gestures, in: recordings)
            }
            try waitForClosed((session + 1) * users, daemon, every: 0.5)
        }
        try daemon.terminate()
    }
}

/// Does nothing for so many s.
func pause(_ seconds: Double) {
    guard seconds > 0 else { return }
    var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(seconds.truncatingRemainder(dividingBy: 1) * 1e9))
    var rest = timespec()
    while unsafe nanosleep(&time, &rest) != 0, errno == EINTR { time = rest }
}
