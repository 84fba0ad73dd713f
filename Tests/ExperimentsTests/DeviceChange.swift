import Foundation

/// What another pointing device, other settings or another recorder would have made of a recording, in session CSV.
enum DeviceChange: String, CaseIterable {
    /// A device that reports half as often.
    case everySecondReport
    /// A device that reports a quarter as often.
    case everyFourthReport
    /// A clock that goes in steps of 16 ms.
    case clockOf16
    /// A screen of which all is 1.5 times as large.
    case oneAndAHalf
    /// A screen of which all is three times as large.
    case threefold
    /// Positions on a grid of 4 px.
    case gridOf4
    /// A pen or a touch screen: of each movement four positions or a few more.
    case jumps

    private struct Row {
        var fields: [Substring]
        var x: Int
        var y: Int

        var state: Substring { fields[3] }
        var isMotion: Bool { state == "Move" || state == "Drag" }
        var client: Double { Double(fields[1]) ?? 0 }

        init?(_ line: Substring) {
            fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == 6, let x = Int(fields[4]), let y = Int(fields[5]) else { return nil }
            (self.x, self.y) = (x, y)
        }

        var text: String { fields.prefix(4).joined(separator: ",") + ",\(x),\(y)\n" }
    }

    /// The recording at `source` as it would have been, written to `target`.
    func convert(_ source: URL, to target: URL) throws {
        let lines = try String(contentsOf: source, encoding: .utf8).split(whereSeparator: \.isNewline)
        let rows = changed(lines.dropFirst().compactMap { Row($0) })
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try (lines.prefix(1).map { $0 + "\n" } + rows.map(\.text)).joined()
            .write(to: target, atomically: false, encoding: .utf8)
    }

    private func changed(_ rows: [Row]) -> [Row] {
        switch self {
        case .everySecondReport: Self.thinned(rows, to: 2)
        case .everyFourthReport: Self.thinned(rows, to: 4)
        case .clockOf16:
            rows.map { row in
                var row = row
                row.fields[1] = "\((row.client / 0.016).rounded() * 0.016)"
                return row
            }
        case .oneAndAHalf: Self.placed(rows) { Int((1.5 * Double($0)).rounded()) }
        case .threefold: Self.placed(rows) { 3 * $0 }
        case .gridOf4: Self.placed(rows) { $0 / 4 * 4 }
        case .jumps: Self.jumping(rows)
        }
    }

    private static func placed(_ rows: [Row], _ place: (Int) -> Int) -> [Row] {
        rows.map { row in
            var row = row
            (row.x, row.y) = (place(row.x), place(row.y))
            return row
        }
    }

    private static func thinned(_ rows: [Row], to nth: Int) -> [Row] {
        var motions = 0
        return rows.filter { row in
            guard row.isMotion else { return true }
            motions += 1
            return motions.isMultiple(of: nth)
        }
    }

    private static func jumping(_ rows: [Row]) -> [Row] {
        var result: [Row] = []
        var run: [Row] = []
        func finish() {
            let nth = max((run.count - 1) / 4, 1)
            result += stride(from: 0, to: run.count, by: nth).map { run[$0] }
            run = []
        }
        for row in rows {
            if let last = run.last, !row.isMotion || last.state != row.state || row.client - last.client > 1 {
                finish()
            }
            if row.isMotion { run.append(row) } else { result.append(row) }
        }
        finish()
        return result
    }
}
