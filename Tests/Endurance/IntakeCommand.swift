import ArgumentParser
import Glibc
import Harness
import SystemPackage

/// Many recordings are there at once.
struct IntakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intake",
        abstract: "How fast recordings are taken in that are there at once."
    )

    @OptionGroup var options: ProofOptions

    @Option(
        parsing: .upToNextOption,
        help: "Directories of recordings, USER/SESSION; without any, synthesized ones are taken."
    )
    var from: [String] = []

    @Option(help: "How many times they are there, each time as those of other users.")
    var copies = 1

    @Option(help: "How many users are synthesized, with 12 sessions each.")
    var users = 8

    @Option(help: "A session is over after so many s.")
    var silence = 1.0

    func run() throws {
        let workplace = try Workplace()
        let incoming = workplace.path("incoming")
        try makeDirectories(incoming)
        for copy in 0..<copies { try place(copy, in: incoming) }
        let files = try count(incoming)
        let daemon = try workplace.start(options, silence: silence)
        pause(1)
        let before = try ProcessFigures.processor(daemon)
        let start = monotonicSeconds()
        for user in try names(in: incoming) {
            unsafe rename(incoming.appending(user).string, workplace.recordings.appending(user).string)
        }
        // Seldom, because reading the list takes what the daemon could have.
        try workplace.waitForClosed(files.count, daemon, every: 0.5)
        let elapsed = monotonicSeconds() - start
        let figures = try ProcessFigures(daemon)
        try daemon.terminate()
        workplace.printLog()

        let megabytes = Double(files.bytes) / 1e6
        let processor = figures.processor - before
        var table = ProofTable("\(files.count) recordings, \(megabytes.text(decimals: 1)) MB")
        table.expect("by processor time", megabytes / processor, .atLeast(60), aim: 150, unit: "MB/s", decimals: 1)
        table.note("by the wall clock", megabytes / elapsed, unit: "MB/s", decimals: 1)
        table.note("closed, by processor time", Double(files.count) / processor, unit: "/s")
        table.note("resident", figures.resident.mebibytes, unit: "MiB", decimals: 1)
        table.note("anonymous", figures.anonymous.mebibytes, unit: "MiB", decimals: 1)
        try table.finish()
    }

    private func place(_ copy: Int, in incoming: FilePath) throws {
        guard !from.isEmpty else {
            for user in 0..<users {
                let account = Account(copy * users + user, seed: options.seed)
                for session in 0..<12 { try account.record(session, gestures: session < 3 ? 600 : 120, in: incoming) }
            }
            return
        }
        for directory in from.map({ FilePath($0) }) {
            for user in try names(in: directory) {
                let target = incoming.appending("\(user)-\(copy)")
                try makeDirectories(target)
                let sessions = directory.appending(user).appending(".").string
                try runChild(["cp", "-RL", "--no-preserve=mode", sessions, target.string])
            }
        }
    }

    private func count(_ directory: FilePath) throws -> (count: Int, bytes: Int) {
        let output = directory.removingLastComponent().appending("sizes").string
        try runChild(["find", directory.string, "-type", "f", "-printf", "%s\\n"], output: output)
        let sizes = String(decoding: try Bytes(contentsOf: FilePath(output)).bytes, as: UTF8.self)
            .split(separator: "\n").compactMap { Int($0) }
        return (sizes.count, sizes.reduce(0, +))
    }
}
