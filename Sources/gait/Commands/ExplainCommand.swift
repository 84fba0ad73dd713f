import Agent
import ArgumentParser

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say why a session stands where it does on the list, with numbers to recompute its score.",
        discussion: "Exit codes: 0 explained, 2 the list has no such session, or cannot be read."
    )

    @Argument(help: "The session: its recording's path, user/session, or the session's name.")
    var session: String

    @OptionGroup var published: PublishedListOptions

    @OptionGroup var form: OutputOptions

    func run() throws {
        let (bytes, state) = try published.read()
        let document = try published.document(bytes, in: state)
        let found = document.sessions(called: session)
        guard let row = found.first else {
            throw Failure(
                "the list in \(state) has no session \(printable(session)): give a path as gait list prints it"
            )
        }
        guard found.count == 1 else {
            let listed = found.map { printable($0.key ?? $0.path) }.joined(separator: ", ")
            throw Failure("\(printable(session)) is the name of several sessions; give one of \(listed)")
        }
        let output = StandardOutput()
        if form.wantsJSON(on: output) {
            try output.write(json: row)
        } else {
            try output.write(SessionExplanation(row, among: document.summary.scored).text)
        }
    }
}
