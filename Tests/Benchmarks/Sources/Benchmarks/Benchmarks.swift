import ArgumentParser

@main
struct Benchmarks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "Benchmarks",
        abstract: "Measures how fast Gait is, and in how little memory, against what the machine can do.",
        subcommands: [MeasureCommand.self, FormatsCommand.self, StageCommand.self]
    )
}
