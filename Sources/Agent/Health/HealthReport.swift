/// How well the daemon is, for a monitoring system and for people.
public struct HealthReport: Sendable, Equatable, Encodable {
    /// How well, with the exit codes of the Monitoring Plugins.
    public enum Level: Int32, Sendable, Encodable, CaseIterable {
        /// All is well.
        case ok = 0
        /// Somebody should look at it.
        case warning = 1
        /// It does not do its work.
        case critical = 2
        /// It cannot be told.
        case unknown = 3

        /// The word that the Monitoring Plugins have for it.
        public var word: String {
            switch self {
            case .ok: "OK"
            case .warning: "WARNING"
            case .critical: "CRITICAL"
            case .unknown: "UNKNOWN"
            }
        }

        /// Writes the word.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(word)
        }
    }

    /// One figure, in the words of the Monitoring Plugins.
    public struct Performance: Sendable, Equatable, Encodable {
        /// What it is of.
        public var label: String
        /// The figure.
        public var value: Double
        /// Its unit: `s`, `B`, or none.
        public var unit = ""
        /// The range outside of which it is a warning, `start:end`; empty without one.
        public var warning = ""
        /// The range outside of which it is critical.
        public var critical = ""
    }

    /// How well.
    public var level: Level
    /// How the daemon is, in a few words.
    public var sentence: String
    /// What else is worth saying, the most important first.
    public var details: [String] = []
    /// The figures; none where no status can be had.
    public var performance: [Performance] = []
    /// What the daemon said of itself; absent where it said nothing that can be read.
    public var status: Status?
}

extension HealthReport {
    /// Characters before the bar in a line of a plugin.
    private static let mostCharacters = 79

    /// The one line that a plugin prints: as many details as there is room for, then the figures.
    public var line: String {
        var text = "GAIT \(level.word): \(sentence)"
        for detail in details {
            guard text.count + 2 + detail.count <= Self.mostCharacters else { break }
            text += ", " + detail
        }
        // A bar would begin the figures.
        text = String(text.map { $0 == "|" ? "¦" : $0 }.prefix(Self.mostCharacters))
        return performance.isEmpty ? text : text + " | " + performance.map(\.text).joined(separator: " ")
    }

    /// The report as JSON with sorted keys.
    public func encoded() throws(PublicationError) -> [UInt8] {
        try json(self, isPretty: true) + "\n".utf8
    }
}

extension HealthReport.Performance {
    /// `'label'=value[unit];warning;critical;0`, without what is empty at the end.
    fileprivate var text: String {
        var text = "'\(label)'=\(value.asDecimal)\(unit)"
        if !warning.isEmpty || !critical.isEmpty { text += ";\(warning);\(critical)" }
        return text
    }
}

extension Double {
    /// The number without an exponent, in whole milli where it has a fraction.
    var asDecimal: String {
        guard magnitude < 1e15 else { return description }
        let milli = Int64((self * 1000).rounded())
        guard milli % 1000 != 0 else { return String(milli / 1000) }
        let digits = String(milli.magnitude % 1000)
        let fraction = String(repeating: "0", count: 3 - digits.count) + digits
        return "\(milli < 0 ? "-" : "")\(milli.magnitude / 1000).\(fraction)"
    }
}
