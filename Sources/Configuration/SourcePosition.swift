/// A place in the text of a configuration file.
public struct SourcePosition: Sendable, Hashable, Comparable {
    /// The line, counted from 1.
    public var line: Int
    /// The character in the line, counted from 1; a tab is one character.
    public var column: Int

    /// The beginning of a file.
    public static let start = SourcePosition(line: 1, column: 1)

    /// The place at `line` and `column`, both counted from 1.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Orders by line, then by column.
    public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }
}

/// A value of a configuration file, and where it stands.
public struct Located<Value> {
    /// The value.
    public var value: Value
    /// Where it begins.
    public var position: SourcePosition

    /// The value that begins at `position`.
    public init(_ value: Value, at position: SourcePosition) {
        self.value = value
        self.position = position
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
