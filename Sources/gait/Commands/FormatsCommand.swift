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
        var pointer: String?
        var keys: String?
        var describes: [String]
        var clock: String
        var endMark: Bool
        var endSign: String?
        var summary: String

        init(_ format: RecordingFormat) {
            name = format.name
            pointer = format.contents.pointer?.rawValue
            keys = format.contents.keys?.rawValue
            describes = format.contents.describes.map(\.rawValue)
            clock = format.contents.clock.rawValue
            endMark = format.contents.hasEndMark
            endSign = format.endSign?.rawValue
            summary = format.summary
        }
    }

    func run() throws {
        let rows = RecordingFormat.all.map(Row.init)
        let output = StandardOutput()
        guard !form.wantsJSON(on: output) else { return try output.write(json: rows) }
        let columns = TextColumns(
            ["format", "pointer", "keys", "says", "clock", "end mark", "recordings of"],
            rows.map { row in
                [
                    row.name, row.pointer ?? "-", row.keys ?? "-",
                    row.describes.isEmpty ? "-" : row.describes.joined(separator: ", "), row.clock,
                    row.endMark ? "yes" : row.endSign ?? "no", row.summary,
                ]
            },
            numbers: []
        )
        try output.write(columns.lines.map { $0 + "\n" }.joined())
    }
}
