import Agent
import ArgumentParser

struct LearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Decide that a session is its owner's: learn it although it stood out.",
        discussion: """
            Where gait run has the state directory, it is asked to decide, and answers within seconds.

            Exit codes: 0 it is learnt now, 1 it was learnt already, 2 there is no such session, or no answer.
            """
    )

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        let outcome = try decision.decide(.learn)
        guard outcome.hasChanged else {
            StandardError.write("\(printable(outcome.session)) was learnt already.\n")
            throw ExitCode(1)
        }
        try StandardOutput().write("\(printable(outcome.session)) is learnt from now on.\n")
    }
}

struct UnlearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlearn",
        abstract: "Decide that a session is not its owner's: forget what was learnt from it.",
        discussion: """
            Where gait run has the state directory, it is asked to decide, and answers within seconds.

            Exit codes: 0 it is unlearnt now, 1 it was not learnt, 2 there is no such session, or no answer.
            """
    )

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        let outcome = try decision.decide(.unlearn)
        guard outcome.hasChanged else {
            StandardError.write("\(printable(outcome.session)) was not learnt.\n")
            throw ExitCode(1)
        }
        try StandardOutput().write("\(printable(outcome.session)) is not learnt any more.\n")
    }
}
