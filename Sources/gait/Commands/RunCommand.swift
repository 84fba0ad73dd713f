import Agent
import ArgumentParser
import Glibc
import SystemPackage

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Follow the directories in which recorders write, and keep the priority list current.",
        discussion: """
            Sessions are scored while they are recorded, each against what was learnt before it opened, and learnt \
            once they are over, unless they stand out. The list is priority.json in the state directory; gait list \
            prints it, gait health says whether all is well. Ends on SIGTERM, and goes on from there when it is \
            started again.
            """
    )

    @Argument(
        help: "The directory of recordings; the sources of the configuration unless given.",
        completion: .directory
    )
    var directory: String?

    @Option(
        help: ArgumentHelp(
            "A configuration file, which SIGHUP lets be read again.",
            discussion: "Other options win over what it says. gait check says what is wrong with it.",
            valueName: "file"
        ),
        completion: .file(extensions: ["toml"])
    )
    var config: String?

    @Option(help: "Where what was found out is kept; \(defaultStateDirectory) unless given.", completion: .directory)
    var state: String?

    @OptionGroup var reading: RecordingOptions

    @Option(help: "Do not learn a session whose tail probability is below this; 0.05 unless given.")
    var learningThreshold: Double?

    @Option(
        help: ArgumentHelp(
            "A session is over when nothing has come for so long; 900 s unless given.",
            valueName: "seconds"
        )
    )
    var silence: Double?

    @Flag(help: "Look at directories from time to time instead of waiting for notifications.")
    var poll = false

    func validate() throws {
        guard directory != nil || config != nil else {
            throw ValidationError("Name the directory of recordings, or a configuration file with --config.")
        }
        guard (0...1).contains(learningThreshold ?? 0) else {
            throw ValidationError("--learning-threshold is a probability, between 0 and 1.")
        }
        guard (0.1...1e7).contains(silence ?? 1) else { throw ValidationError("--silence is 0.1 s or more.") }
    }

    func run() throws {
        let system = Kernel()
        system.returnLargeMemory()
        let layout = try reading.layoutPattern()
        let format = try reading.recordingFormat()
        do {
            let settings = try settings(layout, format)
            let reload: () -> Result<ServiceSettings, SettingsError> = {
                Result { () throws(SettingsError) in try self.settings(layout, format) }
            }
            try service(settings, reload: config == nil ? nil : reload, system).run()
        } catch let error as SettingsError {
            StandardError.write(error.lines.map { $0 + "\n" }.joined())
            throw ExitCode(2)
        } catch let error as StateError {
            throw Failure(error.description)
        } catch let error as ServiceNotifierError {
            throw Failure(error.description)
        } catch let error as Errno {
            throw Failure("signals cannot be waited for: \(error)")
        }
    }

    /// Recordings are open at once at most, where the system lets the process have twice as many descriptors.
    private static let mostDescriptors = 4096

    private func service(
        _ settings: ServiceSettings,
        reload: (() -> Result<ServiceSettings, SettingsError>)?,
        _ system: Kernel
    ) throws -> DaemonService {
        let mostDescriptors = try? min(system.raiseDescriptorLimit() / 2, Self.mostDescriptors)
        return try DaemonService(
            settings,
            notifier: try ServiceNotifier(socket: environment("NOTIFY_SOCKET"), system: system),
            watchdogPeriod: ServiceNotifier.watchdogPeriod(
                timeout: environment("WATCHDOG_USEC"),
                process: environment("WATCHDOG_PID"),
                pid: getpid()
            ),
            system: system,
            reload: reload,
            log: { StandardError.write("\($0.rawValue): \($1)\n") },
            opening: { (configuration) throws(StateError) in
                var configuration = configuration
                if let mostDescriptors { configuration.mostDescriptors = mostDescriptors }
                return try Daemon(
                    over: RecordingSources(settings.sources, system: system),
                    state: settings.state,
                    configuration,
                    system: system
                )
            }
        )
    }
}
