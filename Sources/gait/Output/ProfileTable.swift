import Agent

/// The owners of a state directory as a table for a terminal.
struct ProfileTable {
    /// The whole text, with what qualifies it below.
    let text: String

    private static let titles = ["user", "sessions", "windows", "learnt up to", "model of", "bytes", "what to know"]

    init(_ list: ProfileList) {
        let columns = TextColumns(
            Self.titles,
            list.profiles.map(Self.row),
            numbers: ["sessions", "windows", "learnt up to", "model of", "bytes"]
        )
        let owners = list.profiles.count { $0.problem == nil }
        var last = "\(owners) \(owners == 1 ? "owner" : "owners"); positions are those of the ledger."
        if list.isIncomplete { last += " Owners are missing, and are being learnt anew from the ledger." }
        text = (columns.lines + ["", ([last] + list.remarks).joined(separator: " ")]).map { $0 + "\n" }.joined()
    }

    private static func row(_ row: ProfileList.Row) -> [String] {
        let numbers = [row.sessions, row.windows].map { $0.map { String($0) } ?? "–" }
        let positions = [row.ledgerPosition, row.modelPosition].map { $0.map { String($0) } ?? "–" }
        var remark = ""
        if row.isProvisional == true { remark = "scores are provisional" }
        if row.isEnough == false { remark = "too little to score sessions" }
        if let problem = row.problem { remark = "the file \(row.file) \(problem)" }
        return ([row.user ?? "–"] + numbers + positions + [String(row.bytes), remark]).map(printable)
    }
}
