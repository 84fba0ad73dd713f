import ArgumentParser

/// In what form a command prints its result.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON even on a terminal.")
    var json = false

    @Flag(help: "Print for a person even where there is no terminal.")
    var table = false

    func validate() throws {
        if json && table { throw ValidationError("--json and --table exclude each other.") }
    }

    /// Whether JSON is wanted on `output`.
    func wantsJSON(on output: StandardOutput) -> Bool { json || (!table && !output.isTerminal) }
}
