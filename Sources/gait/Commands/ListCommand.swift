import Agent
import ArgumentParser

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print the priority list of the daemon: which session to open first, now.",
        discussion: """
            Reads what gait run has published, and does not disturb it. With --watch the list is drawn again whenever it \
            changes, until the command is interrupted.

            Exit codes: 0 printed, 2 there is no list that can be read.
            """
    )

    @OptionGroup var published: PublishedListOptions

    @Option(help: "Print only so many sessions.")
    var top: Int?

    @Flag(help: "Go on, and draw the list again when it changes.")
    var watch = false

    @OptionGroup var form: OutputOptions

    /// How often it is looked whether the list has changed.
    private static let pauseMilliseconds: Int32 = 500

    func validate() throws {
        if let top, top < 1 { throw ValidationError("--top is at least 1.") }
        if watch && form.json { throw ValidationError("--watch draws for a person: leave out --json.") }
    }

    func run() throws {
        let output = StandardOutput()
        guard watch else {
            let (bytes, state) = try published.read()
            let document = try published.document(bytes, in: state)
            let rows = document.sessions.prefix(top ?? document.sessions.count)
            guard form.wantsJSON(on: output) else {
                return try output.write(PriorityTable(rows, document.summary, width: output.width).text)
            }
            var frame = document
            frame.sessions = []
            return try output.write(json: frame, filling: "sessions") { write in
                for row in rows { try write(output.encode(row, onOneLine: true)) }
            }
        }
        try follow(output)
    }

    private func follow(_ output: StandardOutput) throws {
        var drawn: [UInt8] = []
        while true {
            let (bytes, state) = try published.read()
            if bytes != drawn {
                try output.write(
                    (output.isTerminal ? "\u{1B}[H\u{1B}[2J" : "") + text(of: bytes, in: state, for: output)
                )
                drawn = bytes
            }
            Kernel().pause(milliseconds: Self.pauseMilliseconds)
        }
    }

    /// The table with as many sessions as are asked for, and as fit the screen.
    private func text(of bytes: [UInt8], in state: String, for output: StandardOutput) throws -> String {
        let document = try published.document(bytes, in: state)
        // The titles, an empty line, the summary, which may need two, and the cursor's line.
        let room = output.height.map { max($0 - 5, 1) } ?? document.sessions.count
        let rows = document.sessions.prefix(min(top ?? room, room))
        return PriorityTable(rows, document.summary, width: output.width).text
    }
}
