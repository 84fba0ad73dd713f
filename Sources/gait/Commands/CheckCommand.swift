import ArgumentParser
import Configuration

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what is wrong with a configuration file.",
        discussion: """
            Prints every problem with its line and column and what to do about it. The daemon refuses to start with a \
            file that has any, and starts with one that has none. Run it as the user that runs the daemon, because \
            directories have to be readable.

            Exit codes: 0 there is no problem, 1 there are, 2 the file cannot be read.
            """
    )

    @Argument(help: "The configuration file.", completion: .file(extensions: ["toml"]))
    var file = ConfigurationFile.defaultPath

    @Flag(help: "Print the problems as a list in JSON.")
    var json = false

    func run() throws {
        let file = ConfigurationFile(path: file)
        let problems = try file.read().problems
        let output = StandardOutput()
        if json {
            try output.write(json: problems.map { CheckedProblem($0, in: file.name) })
        } else if problems.isEmpty {
            try output.write("\(file.name): no problems\n")
        } else {
            try output.write(problems.map { $0.line(in: file.name) + "\n" }.joined())
        }
        if !problems.isEmpty { throw ExitCode(1) }
    }
}

/// A problem as `--json` has it.
private struct CheckedProblem: Encodable {
    var file: String
    var line: Int
    var column: Int
    var problem: String
    var advice: String

    init(_ problem: ConfigurationProblem, in file: String) {
        self.file = file
        line = problem.position.line
        column = problem.position.column
        self.problem = problem.what
        advice = problem.advice
    }
}
