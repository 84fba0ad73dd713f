import Recordings

/// What is wrong at one place of a configuration file, and what to do about it.
public struct ConfigurationProblem: Error, Sendable, Hashable {
    /// Where it is.
    public var position: SourcePosition
    /// What is wrong; one line, safe to print.
    public var what: String
    /// What to do; one line, safe to print.
    public var advice: String

    /// A problem. Whatever `what` and `advice` quote has to be escaped.
    public init(_ what: String, at position: SourcePosition, _ advice: String) {
        self.position = position
        self.what = what
        self.advice = advice
    }

    /// The problem as compilers print theirs: `FILE:LINE:COLUMN: problem; what to do`.
    public func line(in file: String) -> String {
        "\(file):\(position.line):\(position.column): \(what); \(advice)"
    }
}

/// What a file says, for a message: escaped, and cut where it is long.
func quoted(_ text: String) -> String {
    let most = 60
    let start = text.unicodeScalars.prefix(most)
    let escaped = escapedForTerminal(Array(String(start).utf8))
    return start.endIndex == text.unicodeScalars.endIndex ? "'\(escaped)'" : "'\(escaped)…'"
}
