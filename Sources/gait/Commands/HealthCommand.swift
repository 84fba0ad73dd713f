import Agent
import ArgumentParser
import SystemPackage

struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Say whether the daemon does its work, for a monitoring system.",
        discussion: """
            One line as the Monitoring Plugins have it. Needs the right to read the state directory, and neither root nor \
            the daemon's help: a daemon that never started, does not run or hangs is told apart.

            Exit codes: 0 well, 1 warning, 2 critical, 3 it cannot be told, or bad usage.
            """
    )

    @OptionGroup var place: StateOptions

    @Flag(help: "Print JSON instead of the line.")
    var json = false

    @Option(
        help: ArgumentHelp("Also write the figures to this file for node_exporter.", valueName: "file.prom"),
        completion: .file(extensions: ["prom"])
    )
    var prometheus: String?

    @Option(help: ArgumentHelp("Warn if what is new has not been read for so long.", valueName: "seconds"))
    var warningLag = Health.Thresholds().warningLag

    @Option(help: ArgumentHelp("Be critical if what is new has not been read for so long.", valueName: "seconds"))
    var criticalLag = Health.Thresholds().criticalLag

    func validate() throws {
        guard (0...1e9).contains(warningLag), (warningLag...1e9).contains(criticalLag) else {
            throw ValidationError("--warning-lag is 0 or more, and --critical-lag no less, in seconds.")
        }
    }

    func run() throws {
        let system = Kernel()
        let observation = observation(system)
        guard let now = UTCTime(from: system) else {
            throw Failure("the machine's clock is outside the years 1583 to 9999: set it")
        }
        let report = Health.judge(
            observation,
            now: now,
            thresholds: Health.Thresholds(warningLag: warningLag, criticalLag: criticalLag)
        )
        try StandardOutput().write(json ? try report.encoded() : Array((report.line + "\n").utf8))
        if let prometheus {
            do throws(PublicationError) {
                try report.writePrometheusText(to: FilePath(prometheus), system: system)
            } catch {
                StandardError.write("gait: \(error)\n")
                throw ExitCode(max(report.level.rawValue, HealthReport.Level.warning.rawValue))
            }
        }
        if report.level != .ok { throw ExitCode(report.level.rawValue) }
    }

    private func observation(_ system: Kernel) -> Health.Observation {
        do throws(Failure) {
            return Health.observe(stateDirectory: FilePath(try place.directory()), system: system)
        } catch {
            return Health.Observation(status: .inaccessible(error.description), isLocked: false)
        }
    }
}
