import Agent
import ArgumentParser
import Glibc

@main
struct Gait: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gait",
        abstract: "Ranks recorded sessions by how unusual they are for the account's owner.",
        version: "0.1.0",
        subcommands: [
            ScanCommand.self, RunCommand.self, CheckCommand.self, FormatsCommand.self, ListCommand.self,
            ExplainCommand.self, HealthCommand.self, ProfileCommand.self, LearnCommand.self, UnlearnCommand.self,
            EvaluateCommand.self, EdgesCommand.self, SynthesizeCommand.self,
        ]
    )

    /// Runs the command that the arguments name. Exit codes: 0 well, 1 a finding, 2 failure, 64 bad usage; those of
    /// `health` are a monitoring plugin's.
    static func main() {
        forbidCoreDumps()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch {
            // Help and versions have an exit code of their own, and so has bad usage; anything else is a failure.
            let isBadUsage = exitCode(for: error) == .validationFailure
            guard !isBadUsage || !isForPlugin else {
                try? StandardOutput().write("GAIT \(HealthReport.Level.unknown.word): bad arguments\n")
                StandardError.write("\(fullMessage(for: error))\n")
                Glibc.exit(HealthReport.Level.unknown.rawValue)
            }
            guard exitCode(for: error) == .failure else { exit(withError: error) }
            StandardError.write("gait: \(error)\n")
            Glibc.exit(isForPlugin ? HealthReport.Level.unknown.rawValue : 2)
        }
    }

    /// Recordings are read, and what was typed into them has no place on a disk.
    private static func forbidCoreDumps() {
        do {
            try Kernel().forbidCoreDumps()
        } catch {
            StandardError.write("gait: core dumps cannot be forbidden (\(error)): see to it that none are kept\n")
        }
    }

    /// Whether a monitoring system may be calling, to which 2 means critical and 64 nothing.
    private static var isForPlugin: Bool { CommandLine.arguments.dropFirst().first == "health" }
}
