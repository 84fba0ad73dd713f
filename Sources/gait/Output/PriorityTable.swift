import Agent
import Evaluation

/// The priority list as a table for a terminal.
struct PriorityTable {
    /// The whole text, with a summary below.
    let text: String

    /// A session in words.
    struct Row {
        fileprivate let cells: [String]

        init(_ session: PublishedSession) {
            cells = PriorityTable.cells(session)
        }
    }

    private struct Column {
        var title: String
        var isNumber = false
    }

    private static let columns = [
        Column(title: "rank", isNumber: true), Column(title: "score", isNumber: true), Column(title: "band"),
        Column(title: "user"), Column(title: "session"), Column(title: "start"),
        Column(title: "length", isNumber: true), Column(title: "gestures", isNumber: true), Column(title: "why"),
    ]

    /// A table of sessions.
    ///
    /// - Parameter width: the terminal's columns, which reasons are cut to fit; `nil` to keep them whole.
    init(_ sessions: some Sequence<PublishedSession>, _ summary: PriorityListDocument.Summary, width: Int?) {
        self.init(sessions.map(Row.init), summary, width: width)
    }

    /// A table of rows.
    ///
    /// - Parameter width: the terminal's columns, which reasons are cut to fit; `nil` to keep them whole.
    init(_ rows: [Row], _ summary: PriorityListDocument.Summary, width: Int?) {
        let rows = rows.map(\.cells)
        let titles = Self.columns.map(\.title)
        let widths = titles.indices.dropLast().map { column in
            (rows + [titles]).map { $0[column].count }.max() ?? 0
        }
        let used = widths.reduce(0) { $0 + $1 + 2 }
        let room = width.map { max($0 - used, 24) } ?? .max
        let lines = ([titles] + rows).map { Self.line($0, widths, room: room) }
        text = lines.joined(separator: "\n") + "\n\n" + Self.words(summary) + "\n"
    }

    private static func line(_ row: [String], _ widths: [Int], room: Int) -> String {
        var line = ""
        for (column, width) in widths.enumerated() {
            let padding = String(repeating: " ", count: max(width - row[column].count, 0))
            line += columns[column].isNumber ? padding + row[column] : row[column] + padding
            line += "  "
        }
        let reason = row[row.count - 1]
        return line + (reason.count > room ? reason.prefix(room - 1) + "…" : reason)
    }

    private static func cells(_ entry: PublishedSession) -> [String] {
        let session = entry.session ?? entry.path
        let length = entry.durationMs.map(MinutesAndSeconds.text) ?? "–"
        let gestures = entry.gestures.map { String($0) } ?? "–"
        let start = entry.start?.description ?? "–"
        let user = entry.user ?? "–"
        guard let score = entry.score, let band = entry.band else {
            return ["–", "–", entry.state.rawValue, user, session, start, length, gestures, why(entry)].map(printable)
        }
        return [
            entry.rank.map { String($0) } ?? "–", String(fixedPoint: score, decimals: 1), band, user, session, start,
            length, gestures, why(entry),
        ].map(printable)
    }

    /// Whether a human was there, and at the owner's device; the minutes to look at, the strongest reasons, what qualifies the score, and what is wrong with the recording.
    private static func why(_ entry: PublishedSession) -> String {
        var parts = [entry.tags?.mark].compactMap(\.self)
        if entry.evidence?.device?.isAnother == true { parts.append("another device") }
        if entry.state == .open && entry.score != nil { parts.append(openWords(entry)) }
        if entry.isProvisional == true, let baseline = entry.baseline {
            parts.append("provisional (\(baseline.sessions) sessions learnt)")
        }
        if entry.isQuarantined == true { parts.append("held back from learning") }
        if let period = entry.evidence?.mostUnusualPeriod {
            let start = MinutesAndSeconds.text(period.lowerBound)
            parts.append("most unusual at \(start)–\(MinutesAndSeconds.text(period.upperBound))")
        }
        if let events = entry.events { parts.append(events.map(\.mark).joined(separator: ", ")) }
        let strongest = entry.reasons?.prefix(2).map(\.words) ?? []
        if !strongest.isEmpty { parts.append(strongest.joined(separator: ", ")) }
        if let missing = entry.reason {
            let voices = [
                entry.evidence?.commands == nil ? nil : "what was entered",
                entry.evidence?.circumstances == nil ? nil : "when and where",
            ]
            let words = voices.compactMap(\.self).joined(separator: ", ")
            parts.append(entry.score == nil ? missing : "\(words) alone: \(missing)")
        }
        return (parts + entry.remarks).joined(separator: "; ")
    }

    /// That the session goes on, and where its score began where it has moved since.
    private static func openWords(_ entry: PublishedSession) -> String {
        guard let first = entry.firstScore, first != entry.score else { return "still open" }
        return "still open (score \(String(fixedPoint: first, decimals: 1)) at first)"
    }

    private static func words(_ summary: PriorityListDocument.Summary) -> String {
        var parts = ["\(summary.recordings) recordings: \(summary.scored) scored"]
        if let open = summary.open, open > 0 { parts.append("\(open) still open") }
        if summary.provisional > 0 { parts.append("\(summary.provisional) of them provisionally") }
        if summary.quarantined > 0 { parts.append("\(summary.quarantined) held back from learning") }
        if summary.notScored > 0 { parts.append("\(summary.notScored) not scored") }
        if summary.unreadable > 0 { parts.append("\(summary.unreadable) unreadable") }
        if summary.withRemarks > 0 { parts.append("\(summary.withRemarks) with remarks on the recording itself") }
        return parts.joined(separator: ", ") + "."
    }
}
