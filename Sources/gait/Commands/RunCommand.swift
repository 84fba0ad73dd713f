import Agent
import ArgumentParser
import Glibc
import SystemPackage

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Follow a directory in which recorders write, and keep the priority list current.",
        discussion: """
            Sessions are scored while they are recorded, each against what was learnt before it opened, and learnt \
            once they are over, unless they stand out. The list is priority.json in the state directory; gait list \
            prints it, gait health says whether all is well. Ends on SIGTERM, and goes on from there when it is \
            started again.
            """
    )

    @Argument(help: "The directory of recordings.")
    var directory: String

    @Option(help: "Where what was found out is kept.")
    var state = defaultStateDirectory

    @OptionGroup var reading: RecordingOptions

    @Option(help: "Do not learn a session whose tail probability is below this.")
    var learningThreshold = LearningPolicy().threshold

    @Option(help: ArgumentHelp("A session is over when nothing has come for so long.", valueName: "seconds"))
    var silence = 900.0

    @Flag(help: "Look at the directory from time to time instead of waiting for notifications.")
    var poll = false

    func validate() throws {
        guard (0...1).contains(learningThreshold) else {
            throw ValidationError("--learning-threshold is a probability, between 0 and 1.")
        }
        guard (0.1...1e7).contains(silence) else { throw ValidationError("--silence is 0.1 s or more.") }
    }

    func run() throws {
        let system = Kernel()
        var configuration = Daemon.Configuration(layout: try reading.layoutPattern())
        configuration.format = try reading.recordingFormat()
        configuration.policy = LearningPolicy(threshold: learningThreshold)
        configuration.silence = Int64(silence * 1e9)
        if poll { configuration.watch.method = .polling }
        do {
            try service(configuration, system).run()
        } catch let error as StateError {
            throw Failure(error.description)
        } catch let error as ServiceNotifierError {
            throw Failure(error.description)
        } catch let error as Errno {
            throw Failure("signals cannot be waited for: \(error)")
        }
    }

    private func service(_ configuration: Daemon.Configuration, _ system: Kernel) throws -> DaemonService {
        let recordings = FilePath(directory)
        let statePath = FilePath(state)
        return try DaemonService(
            space: configuration.space,
            memoryLimit: Int64(configuration.memoryLimit),
            notifier: try ServiceNotifier(socket: environment("NOTIFY_SOCKET"), system: system),
            watchdogPeriod: ServiceNotifier.watchdogPeriod(
                timeout: environment("WATCHDOG_USEC"),
                process: environment("WATCHDOG_PID"),
                pid: getpid()
            ),
            system: system
        ) { level, message in
            StandardError.write("\(level.rawValue): \(message)\n")
        } opening: { () throws(StateError) in
            try Daemon(
                over: RecordingDirectory(recordings, system: system),
                state: statePath,
                configuration,
                system: system
            )
        }
    }

    private func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
