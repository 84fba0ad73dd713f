import Evaluation

/// The priority list as a table for a terminal.
struct PriorityTable {
    /// The whole text, with a summary below.
    let text: String

    private struct Column {
        var title: String
        var isNumber = false
    }

    private static let columns = [
        Column(title: "rank", isNumber: true), Column(title: "score", isNumber: true), Column(title: "band"),
        Column(title: "user"), Column(title: "session"), Column(title: "start"),
        Column(title: "length", isNumber: true), Column(title: "gestures", isNumber: true), Column(title: "why"),
    ]

    /// - Parameter width: the terminal's columns, which reasons are cut to fit; `nil` to keep them whole.
    init(_ document: PriorityListDocument, width: Int?) {
        let rows = document.entries.map(Self.row)
        let titles = Self.columns.map(\.title)
        let widths = titles.indices.dropLast().map { column in
            (rows + [titles]).map { $0[column].count }.max() ?? 0
        }
        let used = widths.reduce(0) { $0 + $1 + 2 }
        let room = width.map { max($0 - used, 24) } ?? .max
        let lines = ([titles] + rows).map { Self.line($0, widths, room: room) }
        text = lines.joined(separator: "\n") + "\n\n" + Self.summary(document) + "\n"
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

    private static func row(_ entry: PriorityListDocument.Entry) -> [String] {
        let session = entry.session ?? entry.path
        let length = entry.durationMs.map(duration) ?? "–"
        let gestures = entry.gestures.map { String($0) } ?? "–"
        guard let score = entry.score, let band = entry.band else {
            return ["–", "–", entry.state.rawValue, entry.user ?? "–", session, "–", length, gestures, why(entry)]
        }
        return [
            entry.rank.map { String($0) } ?? "–", String(fixedPoint: score, decimals: 1), band, entry.user ?? "–",
            session, "–", length, gestures, why(entry),
        ]
    }

    /// The minutes to look at, the strongest reasons, what qualifies the score, and what is wrong with the recording.
    private static func why(_ entry: PriorityListDocument.Entry) -> String {
        var parts: [String] = []
        if entry.isProvisional == true, let baseline = entry.baseline {
            parts.append("provisional (\(baseline.sessions) sessions learnt)")
        }
        if entry.isQuarantined == true { parts.append("held back from learning") }
        if let segment = entry.evidence?.segment {
            parts.append("most unusual at \(duration(segment.startMs))–\(duration(segment.endMs))")
        }
        let strongest = entry.reasons?.prefix(2).map(\.words) ?? []
        if !strongest.isEmpty { parts.append(strongest.joined(separator: ", ")) }
        if let missing = entry.reason { parts.append(missing) }
        return (parts + entry.remarks).joined(separator: "; ")
    }

    private static func summary(_ document: PriorityListDocument) -> String {
        let summary = document.summary
        var parts = ["\(summary.recordings) recordings: \(summary.scored) scored"]
        if summary.provisional > 0 { parts.append("\(summary.provisional) of them provisionally") }
        if summary.quarantined > 0 { parts.append("\(summary.quarantined) held back from learning") }
        if summary.notScored > 0 { parts.append("\(summary.notScored) not scored") }
        if summary.unreadable > 0 { parts.append("\(summary.unreadable) unreadable") }
        if summary.withRemarks > 0 { parts.append("\(summary.withRemarks) with remarks on the recording itself") }
        return parts.joined(separator: ", ") + "."
    }

    /// `h:mm:ss`, or `m:ss` under an hour.
    private static func duration(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let clock = [seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return seconds < 3600 ? "\(seconds / 60):\(clock[1])" : "\(seconds / 3600):\(clock[0]):\(clock[1])"
    }
}
