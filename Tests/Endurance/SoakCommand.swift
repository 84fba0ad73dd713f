import Agent
import ArgumentParser
import Harness
import SystemPackage

/// Many sessions grow at once, written by this process as fast as they happen.
struct SoakCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Memory and delay while many sessions of known users grow at once."
    )

    @OptionGroup var options: ProofOptions

    @Option(help: "How many sessions grow.")
    var sessions = 1_000

    @Option(help: "How many users are known.")
    var users = 1_000

    @Option(help: "How many sessions of each user have been learnt.")
    var learnt = 3

    @Option(help: "How many gestures each of these has.")
    var gestures = 150

    @Option(help: "How long the sessions grow.")
    var minutes = 10.0

    @Option(help: "A session is written this often, in ms.")
    var flush = 250.0

    @Option(help: "How many times as fast as life the sessions grow.")
    var speed = 1.0

    func validate() throws {
        guard sessions > 0, users > 0, learnt > 0, gestures > 0, minutes > 0, flush > 0, speed > 0 else {
            throw ValidationError("All numbers are more than 0.")
        }
    }

    func run() throws {
        let workplace = try Workplace()
        var table = ProofTable("\(sessions) sessions of \(users) users for \(minutes.text(decimals: 1)) min")
        try measureIdle(&table)
        try workplace.learn(learnt, ofEachOf: users, gestures: gestures, options)
        let daemon = try workplace.start(options, silence: 900)
        pause(3)
        let before = try ProcessFigures(daemon)
        table.note("resident, users known", before.resident.mebibytes, unit: "MiB", decimals: 1)
        table.note("anonymous, users known", before.anonymous.mebibytes, unit: "MiB", decimals: 1)
        var soak = try Soak(sessions, users: users, number: learnt, seed: options.seed, workplace)
        try soak.run(for: minutes * 60, period: flush / 1000, speed: speed, daemon)
        let after = try ProcessFigures(daemon)
        let stopping = try daemon.terminate()
        workplace.printLog()

        let resident = soak.samples.map(\.resident.mebibytes)
        let anonymous = soak.samples.map(\.anonymous.mebibytes)
        table.expect("resident, most", resident.max() ?? 0, .atMost(44), aim: 24, unit: "MiB", decimals: 1)
        table.note("resident, median", resident.median, unit: "MiB", decimals: 1)
        table.expect("anonymous, most", anonymous.max() ?? 0, .atMost(28), unit: "MiB", decimals: 1)
        table.note("anonymous, median", anonymous.median, unit: "MiB", decimals: 1)
        table.note("windows", Double(soak.windows))
        table.expect("windows that never showed", Double(soak.missingWindows), .atMost(0))
        table.note("window to list, p50", soak.delays.quantile(0.5) * 1000, unit: "ms")
        table.expect("window to list, p99", soak.delays.quantile(0.99) * 1000, .atMost(1000), aim: 100, unit: "ms")
        table.note("window to list, most", (soak.delays.max() ?? 0) * 1000, unit: "ms")
        table.note("open sessions with a score", Double(soak.scored))
        table.note("written", Double(soak.bytes) / soak.elapsed / 1e6, unit: "MB/s", decimals: 2)
        let share = (after.processor - before.processor) / soak.elapsed * 100
        table.note("processor of the daemon", share, unit: "%", decimals: 1)
        let written = (after.written - before.written) / soak.elapsed / 1e6
        table.note("written to the disk by the daemon", written, unit: "MB/s", decimals: 1)
        table.note("lists published", Double(soak.publications) / soak.elapsed, unit: "/s", decimals: 1)
        table.note("size of the list", soak.listBytes.mebibytes, unit: "MiB", decimals: 1)
        table.expect("end on SIGTERM", stopping, .atMost(2), unit: "s", decimals: 2)
        try table.finish()
    }

    private func measureIdle(_ table: inout ProofTable) throws {
        let workplace = try Workplace()
        let daemon = try workplace.start(options, silence: 900)
        pause(3)
        let figures = try ProcessFigures(daemon)
        try daemon.terminate()
        table.expect("resident, idle", figures.resident.mebibytes, .atMost(18), aim: 8, unit: "MiB", decimals: 1)
        table.expect("anonymous, idle", figures.anonymous.mebibytes, .atMost(3), unit: "MiB", decimals: 1)
    }
}
