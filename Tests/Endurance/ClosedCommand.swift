import ArgumentParser
import Glibc
import Harness
import SystemPackage

/// Sessions come and end, and what the daemon takes stays what it was.
struct ClosedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "closed",
        abstract: "Memory after few and after many sessions that are over, and how fast these are closed."
    )

    @OptionGroup var options: ProofOptions

    @Option(help: "How many are few.")
    var few = 10

    @Option(help: "How many are many.")
    var many = 100_000

    @Option(help: "How many users they belong to.")
    var users = 100

    @Option(help: "How many gestures a session has.")
    var gestures = 3

    @Option(help: "So many s after the last of them memory is measured, when what was kept for speed was given back.")
    var rest = 35.0

    /// So many sessions at most are neither begun by the daemon nor over.
    private static let mostWaiting = 1_000

    func validate() throws {
        guard 1...many ~= few, users > 0 else { throw ValidationError("--few is 1 to --many, --users 1 or more.") }
    }

    func run() throws {
        let workplace = try Workplace()
        let daemon = try workplace.start(options, silence: 0.5)
        let processor = try ProcessFigures.processor(daemon)
        var start = monotonicSeconds()
        var closed = 0
        var bytes = 0
        var atFew: ProcessFigures?
        for number in 0..<many {
            if number == few {
                try workplace.waitForClosed(few, daemon)
                atFew = try atRest(daemon)
                start = monotonicSeconds()
            }
            bytes += try record(number, in: workplace.recordings)
            if number - closed >= Self.mostWaiting {
                try workplace.wait(for: "session that is over", daemon, every: 0.1) {
                    closed = try PublishedList(in: workplace.state).closedCount
                    return number - closed < Self.mostWaiting / 2
                }
            }
        }
        try workplace.waitForClosed(many, daemon, every: 0.2)
        let elapsed = monotonicSeconds() - start
        let atEnd = try ProcessFigures(daemon)
        let used = atEnd.processor - processor
        let atMany = try atRest(daemon)
        try daemon.terminate()
        workplace.printLog()

        let fewFigures = atFew ?? atMany
        var table = ProofTable("\(many) sessions of \(users) users")
        table.note("resident after \(few)", fewFigures.resident.mebibytes, unit: "MiB", decimals: 2)
        table.note("resident after \(many)", atMany.resident.mebibytes, unit: "MiB", decimals: 2)
        table.note("resident when the last was closed", atEnd.resident.mebibytes, unit: "MiB", decimals: 2)
        let ratio = atMany.resident / fewFigures.resident
        table.expect("ratio", ratio, .atMost(1.05), decimals: 3)
        table.note("anonymous after \(few)", fewFigures.anonymous.mebibytes, unit: "MiB", decimals: 2)
        table.note("anonymous after \(many)", atMany.anonymous.mebibytes, unit: "MiB", decimals: 2)
        table.note("bytes of a session", Double(bytes) / Double(many))
        table.note("written to the disk for a session", atEnd.written / Double(many) / 1000, unit: "kB", decimals: 1)
        table.note("closed, by the wall clock", Double(many - (atFew == nil ? 0 : few)) / elapsed, unit: "/s")
        table.note("closed, by processor time", Double(many) / used, unit: "/s")
        try table.finish()
    }

    /// Writes the session of this number, and returns its size in bytes.
    private func record(_ number: Int, in recordings: FilePath) throws -> Int {
        let account = Account(number % users, seed: options.seed)
        try account.record(number / users, gestures: gestures, in: recordings)
        var status = stat()
        unsafe stat(recordings.pushing(FilePath(account.path(number / users))).string, &status)
        return status.st_size
    }

    /// What the daemon takes when it has had nothing to do for a while.
    private func atRest(_ daemon: DaemonProcess) throws -> ProcessFigures {
        pause(rest)
        return try ProcessFigures(daemon)
    }
}
