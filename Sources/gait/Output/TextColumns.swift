/// Rows of text in columns.
struct TextColumns {
    /// A line for each row, the titles first. The last column is as wide as it happens to be.
    let lines: [String]

    /// - Parameter numbers: the titles of the columns that are set to the right.
    init(_ titles: [String], _ rows: [[String]], numbers: Set<String>) {
        let widths = titles.indices.map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
        lines = ([titles] + rows).map { row in
            var line = ""
            for column in titles.indices {
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                let isNumber = numbers.contains(titles[column])
                if isNumber { line += padding }
                line += row[column]
                if column + 1 < titles.count { line += (isNumber ? "" : padding) + "  " }
            }
            return line
        }
    }
}
