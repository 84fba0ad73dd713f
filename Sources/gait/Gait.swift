import ArgumentParser

@main
struct Gait: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gait",
        abstract: "Ranks recorded sessions by how unusual they are for the account's owner.",
        version: "0.1.0",
        subcommands: [ScanCommand.self, EvaluateCommand.self]
    )
}
