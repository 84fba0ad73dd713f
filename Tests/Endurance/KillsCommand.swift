import ArgumentParser
import Harness
import SystemPackage

/// The daemon is killed again and again while recorders write.
struct KillsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kills",
        abstract: "Nothing is lost or doubled, however often the daemon is killed while recorders write."
    )

    @OptionGroup var options: ProofOptions

    @Option(help: "How often it is killed.")
    var count = 500

    func validate() throws {
        guard count > 0 else { throw ValidationError("--count is more than 0.") }
    }

    func run() throws {
        var table = ProofTable("\(count) kills")
        try Succession(options).prove(kills: (count + 1) / 2, &table)
        try Overlap(options).prove(kills: count / 2, &table)
        try table.finish()
    }
}
