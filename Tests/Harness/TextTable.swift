/// A table in plain text: the first column to the left, the others to the right.
public struct TextTable {
    private var rows: [[String]]

    /// A table under `heading`.
    public init(_ heading: String...) {
        rows = [heading]
    }

    /// Appends a row, with as many cells as the heading has.
    public mutating func append(_ cells: String...) {
        rows.append(cells)
    }

    /// The table, one line for each row.
    public var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + padding : "  " + padding + cell.0
            }.joined() + "\n"
        }.joined()
    }
}

extension Double {
    /// Rounded to so many decimals.
    public func text(decimals: Int) -> String {
        guard isFinite else { return "–" }
        var unit = 1
        for _ in 0..<decimals { unit *= 10 }
        let scaled = Int((magnitude * Double(unit)).rounded())
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % unit)
        return "\(sign)\(scaled / unit).\(String(repeating: "0", count: decimals - fraction.count))\(fraction)"
    }
}

extension [Double] {
    /// The middle value, or the mean of the middle two.
    public var median: Double {
        let sorted = sorted()
        guard !sorted.isEmpty else { return .nan }
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}
