import ArgumentParser
import Glibc
import Harness
import SystemPackage

/// The daemon is started over what it knows already.
struct StartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "How long the daemon takes to start over recordings that it knows."
    )

    @OptionGroup var options: ProofOptions

    @Option(help: "How many recordings it knows.")
    var recordings = 10_000

    @Option(help: "How many users it knows.")
    var profiles = 1_000

    @Option(help: "How often it is started; the median counts.")
    var runs = 9

    func validate() throws {
        guard recordings > 0, profiles > 0, runs > 0 else {
            throw ValidationError("--recordings, --profiles and --runs are more than 0.")
        }
    }

    func run() throws {
        var table = ProofTable("start")
        try measure(recordings: 1, profiles: 1, limit: 50, aim: 10, &table)
        try measure(recordings: recordings, profiles: profiles, limit: 1000, aim: 150, &table)
        try table.finish()
    }

    private func measure(
        recordings: Int,
        profiles: Int,
        limit: Double,
        aim: Double,
        _ table: inout ProofTable
    ) throws {
        let workplace = try Workplace()
        for number in 0..<recordings {
            let account = Account(number % profiles, seed: options.seed)
            try account.record(number / profiles, gestures: 10, in: workplace.recordings)
        }
        let daemon = try workplace.start(options, silence: 0.5)
        try workplace.waitForClosed(recordings, daemon, every: 0.5)
        pause(1)
        try daemon.terminate()

        var ready: [Double] = []
        var rest: [Double] = []
        var processor: [Double] = []
        for _ in 0..<runs {
            let start = try Start(workplace, options)
            ready.append(start.ready * 1000)
            rest.append(start.rest * 1000)
            processor.append(start.processor * 1000)
        }
        workplace.printLog()
        let what = "\(recordings) recordings, \(profiles) profiles"
        table.note("\(what): ready", ready.median, unit: "ms", decimals: 1)
        table.expect("\(what): all looked at", rest.median, .atMost(limit), aim: aim, unit: "ms", decimals: 1)
        table.note("\(what): at worst", rest.max() ?? 0, unit: "ms", decimals: 1)
        table.note("\(what): processor", processor.median, unit: "ms", decimals: 1)
    }
}

/// One start, and how long it took.
struct Start {
    /// Until it said that it is ready, in s.
    let ready: Double
    /// Until it had nothing more to do, in s.
    let rest: Double
    /// How much processor time it took until then, in s.
    let processor: Double

    /// Without work for so many s it has nothing more to do.
    private static let quiet = 0.3
    private static let timeout = 60.0

    /// Starts a daemon, and ends it once it has nothing more to do.
    init(_ workplace: borrowing Workplace, _ options: ProofOptions) throws {
        let socket = try NotificationSocket(at: workplace.path("notify"))
        unsafe setenv("NOTIFY_SOCKET", socket.path.string, 1)
        defer { unsafe unsetenv("NOTIFY_SOCKET") }
        let start = monotonicSeconds()
        let daemon = try workplace.start(options, silence: 900)
        guard try socket.waitForReady(timeout: Self.timeout) else {
            throw ChildFailure(description: "after \(Self.timeout) s the daemon is not ready")
        }
        ready = monotonicSeconds() - start
        var used = 0.0
        var lastWork = monotonicSeconds()
        while monotonicSeconds() - lastWork < Self.quiet {
            pause(0.001)
            let now = try ProcessFigures.processor(daemon)
            if now > used {
                used = now
                lastWork = monotonicSeconds()
            }
        }
        rest = lastWork - start
        processor = used
        try daemon.terminate()
    }
}
