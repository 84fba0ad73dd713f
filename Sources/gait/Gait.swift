import ArgumentParser
import Glibc

@main
struct Gait: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gait",
        abstract: "Ranks recorded sessions by how unusual they are for the account's owner.",
        version: "0.1.0",
        subcommands: [
            ScanCommand.self, LearnCommand.self, UnlearnCommand.self, EvaluateCommand.self, EdgesCommand.self,
            SynthesizeCommand.self,
        ]
    )

    /// Runs the command that the arguments name. Exit codes: 0 well, 1 a finding, 2 failure, 64 bad usage.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            StandardError.write("gait: \(failure)\n")
            Glibc.exit(2)
        } catch let code as ExitCode {
            Glibc.exit(code.rawValue)
        } catch {
            // Help, versions and bad usage have exit codes of their own; anything else is a failure.
            guard exitCode(for: error) == .failure else { exit(withError: error) }
            StandardError.write("gait: \(error)\n")
            Glibc.exit(2)
        }
    }
}
