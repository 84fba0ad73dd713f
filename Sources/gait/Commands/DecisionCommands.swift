import Agent
import ArgumentParser
import Gestures
import SystemPackage

struct LearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Decide that a session is its owner's: learn it although it stood out.",
        discussion: "Exit codes: 0 it is learnt now, 1 it was learnt already, 2 there is no such session."
    )

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        let (state, name) = try decision.find()
        guard try decision.decide({ try state.learn(name) }) else {
            StandardError.write("\(name) was learnt already.\n")
            throw ExitCode(1)
        }
        try StandardOutput().write("\(name) is learnt from now on.\n")
    }
}

struct UnlearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlearn",
        abstract: "Decide that a session is not its owner's: forget what was learnt from it.",
        discussion: "Exit codes: 0 it is unlearnt now, 1 it was not learnt, 2 there is no such session."
    )

    @OptionGroup var decision: DecisionOptions

    func run() throws {
        let (state, name) = try decision.find()
        guard try decision.decide({ try state.unlearn(name) }) else {
            StandardError.write("\(name) was not learnt.\n")
            throw ExitCode(1)
        }
        try StandardOutput().write("\(name) is not learnt any more.\n")
    }
}

/// Which session of which state directory.
struct DecisionOptions: ParsableArguments {
    @Argument(help: "The session: its recording's path, user/session, or the session's name.")
    var session: String

    @Option(name: .customLong("state"), help: "The state directory of gait scan.")
    var state: String

    /// The state, and the one session that is meant.
    func find() throws -> (StateDirectory, SessionName) {
        let directory = try decide {
            try StateDirectory(existingAt: FilePath(state), space: .pointer, system: Kernel())
        }
        let names = try decide { try directory.sessions(called: session) }
        guard let name = names.first else {
            throw Failure("\(state) knows no session \(session): give a path as gait scan prints it")
        }
        guard names.count == 1 else {
            let listed = names.map(\.description).joined(separator: ", ")
            throw Failure("\(session) is the name of several sessions: \(listed)")
        }
        return (directory, name)
    }

    /// Does `body`, and says what is wrong if it fails.
    func decide<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as StateError {
            throw Failure(error.description)
        }
    }
}
