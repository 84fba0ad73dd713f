import ArgumentParser

@main
struct Endurance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Endurance",
        abstract: "Proves what a daemon has to go through for months, on the binary itself.",
        subcommands: [
            KillsCommand.self, RotationCommand.self, SoakCommand.self, ClosedCommand.self, RestCommand.self,
            StartCommand.self, IntakeCommand.self, SecretsCommand.self,
        ]
    )
}
