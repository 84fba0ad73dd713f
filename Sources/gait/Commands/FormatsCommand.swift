import ArgumentParser
import Recordings

struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "Print the recorders' formats that can be read, and what each carries.",
        discussion: """
            A recording's format is recognised by its first bytes, unless the configuration or --format names it.

            Exit codes: 0 printed.
            """
    )

    @OptionGroup var form: OutputOptions

    private struct Row: Encodable {
        var name: String
        var pointer: String
        var clock: String
        var endMark: Bool
        var summary: String

        init(_ format: RecordingFormat) {
            name = format.name
            pointer = format.contents.pointer.rawValue
            clock = format.contents.clock.rawValue
            endMark = format.contents.hasEndMark
            summary = format.summary
        }
    }

    func run() throws {
        let rows = RecordingFormat.all.map(Row.init)
        let output = StandardOutput()
        guard !form.wantsJSON(on: output) else { return try output.write(json: rows) }
        let columns = TextColumns(
            ["format", "pointer", "clock", "end mark", "recordings of"],
            rows.map { [$0.name, $0.pointer, $0.clock, $0.endMark ? "yes" : "no", $0.summary] },
            numbers: []
        )
        try output.write(columns.lines.map { $0 + "\n" }.joined())
    }
}
