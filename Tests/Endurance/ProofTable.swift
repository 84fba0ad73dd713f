import ArgumentParser
import Harness

/// What was measured, beside what is asked for.
struct ProofTable {
    /// What a figure has to be.
    enum Bar {
        case atMost(Double)
        case atLeast(Double)
    }

    private var table: TextTable
    private var isHeld = true

    /// An empty table about `subject`.
    init(_ subject: String) {
        table = TextTable(subject, "measured", "asked", "aim", "")
    }

    /// A figure of which nothing is asked.
    mutating func note(_ what: String, _ value: Double, unit: String = "", decimals: Int = 0) {
        table.append(what, Self.words(value, unit, decimals), "", "", "")
    }

    /// A figure of which something is asked.
    mutating func expect(
        _ what: String,
        _ value: Double,
        _ bar: Bar,
        aim: Double? = nil,
        unit: String = "",
        decimals: Int = 0
    ) {
        let (sign, limit, isReached) =
            switch bar {
            case .atMost(let most): ("≤", most, value <= most)
            case .atLeast(let least): ("≥", least, value >= least)
            }
        isHeld = isHeld && isReached
        let barDecimals = limit.rounded() == limit ? 0 : decimals
        table.append(
            what,
            Self.words(value, unit, decimals),
            "\(sign) \(Self.words(limit, unit, barDecimals))",
            aim.map { Self.words($0, unit, $0.rounded() == $0 ? 0 : decimals) } ?? "",
            isReached ? "" : "MISSED"
        )
    }

    /// Prints the table.
    ///
    /// - Throws: `ExitCode` 1 where something is not as it was asked for.
    func finish() throws {
        print(table.text, terminator: "")
        guard isHeld else { throw ExitCode(1) }
    }

    private static func words(_ value: Double, _ unit: String, _ decimals: Int) -> String {
        value.text(decimals: decimals) + (unit.isEmpty ? "" : " \(unit)")
    }
}

extension [Double] {
    /// The value that a share of `quantile` does not exceed.
    func quantile(_ quantile: Double) -> Double {
        let sorted = sorted()
        guard !sorted.isEmpty else { return .nan }
        return sorted[Swift.min(Int(Double(count) * quantile), count - 1)]
    }
}
