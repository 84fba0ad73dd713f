import ArgumentParser
import Harness

/// Nothing is written.
struct RestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rest",
        abstract: "Processor time while many recordings are there and nothing is written."
    )

    @OptionGroup var options: ProofOptions

    @Option(help: "How many recordings there are.")
    var files = 10_000

    @Option(help: "For how long that is measured, in s: over some of the periods in which all is looked at once more.")
    var seconds = 300.0

    /// How many gestures a recording has.
    private static let gestures = 3
    private static let users = 100

    func validate() throws {
        guard files > 0, seconds > 0 else { throw ValidationError("--files and --seconds are more than 0.") }
    }

    func run() throws {
        let workplace = try Workplace()
        for number in 0..<files {
            let account = Account(number % Self.users, seed: options.seed)
            try account.record(number / Self.users, gestures: Self.gestures, in: workplace.recordings)
        }
        let daemon = try workplace.start(options, silence: 0.5)
        try workplace.waitForClosed(files, daemon, every: 0.5)
        // What was put off until there was nothing else to do is done by then.
        pause(30)
        let before = try ProcessFigures.processor(daemon)
        let start = monotonicSeconds()
        pause(seconds)
        let figures = try ProcessFigures(daemon)
        let elapsed = monotonicSeconds() - start
        try daemon.terminate()
        workplace.printLog()

        var table = ProofTable("\(files) files at rest for \(elapsed.text(decimals: 0)) s")
        let share = (figures.processor - before) / elapsed * 100
        table.expect("processor, of one core", share, .atMost(0.1), unit: "%", decimals: 4)
        table.note("resident", figures.resident.mebibytes, unit: "MiB", decimals: 1)
        try table.finish()
    }
}
