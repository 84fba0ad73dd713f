/// What is wrong with a layout pattern, and where.
public struct LayoutPatternError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum Problem: Sendable, Equatable {
        /// A placeholder that does not exist.
        case unknownPlaceholder(String)
        /// A placeholder for the second time.
        case duplicatedPlaceholder(String)
        /// A placeholder directly behind another: nothing says where the first ends.
        case adjacentPlaceholders
        /// A brace without its counterpart.
        case unbalancedBrace
        /// A path component that is empty, `.` or `..`, which no recording's path has.
        case impossibleComponent
        /// The suffix `.gz`, which is taken off a path before it is compared.
        case compressionSuffix
    }

    /// What is wrong.
    public let problem: Problem
    /// The offset of the byte in the pattern where it is wrong, counted from 0.
    public let byte: Int

    /// Describes a problem and its place.
    public init(_ problem: Problem, byte: Int) {
        self.problem = problem
        self.byte = byte
    }
}

extension LayoutPatternError: CustomStringConvertible {
    /// One sentence: where, what is wrong, what to do.
    public var description: String { "layout pattern, byte \(byte): \(what); \(advice)." }

    /// What is wrong, safe to print.
    package var what: String {
        switch problem {
        case .unknownPlaceholder(let name): "there is no placeholder {\(escapedForTerminal(Array(name.utf8)))}"
        case .duplicatedPlaceholder(let name): "{\(name)} occurs a second time"
        case .adjacentPlaceholders: "two placeholders meet"
        case .unbalancedBrace: "a brace is alone"
        case .impossibleComponent: "no recording's path has an empty component, . or .."
        case .compressionSuffix: "every recording may have .gz"
        }
    }

    /// What to do.
    package var advice: String {
        let known = LayoutPattern.Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
        return switch problem {
        case .unknownPlaceholder: "use \(known)"
        case .duplicatedPlaceholder: "leave one of them"
        case .adjacentPlaceholders: "put the text between them that the paths have there"
        case .unbalancedBrace: "write placeholders as \(known)"
        case .impossibleComponent: "write the path relative to the recordings' directory"
        case .compressionSuffix: "leave it out"
        }
    }
}
