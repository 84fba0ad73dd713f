/// Reads TOML 1.0 (<https://toml.io/en/v1.0.0>), with the place of every key and value, and goes on after a mistake so
/// that all are found at once.
///
/// Dates and times are known by how they begin and not looked at further, because no key takes one.
///
/// Any bytes can be read: tables, arrays and keys with dots are nested to a bounded depth, the rest is a loop.
struct TOMLParser {
    /// How many names a header or a key with dots may have, and how deep values may be nested.
    static let deepest = 16

    /// A document, as far as it could be read, and what is wrong with it, in order of place.
    static func parse(_ bytes: [UInt8]) -> (root: TOMLTable, problems: [ConfigurationProblem]) {
        let (cursor, firstInvalid) = TextCursor.reading(bytes)
        var parser = TOMLParser(cursor)
        if let firstInvalid {
            parser.problems.append(
                ConfigurationProblem("a byte is no UTF-8", at: firstInvalid, "save the file in UTF-8")
            )
        }
        parser.parse()
        return (parser.root, parser.problems.sorted { $0.position < $1.position })
    }

    var cursor: TextCursor
    /// How many brackets and braces are open.
    var depth = 0
    private let root = TOMLTable(.header, at: .start)
    /// Where keys belong; `nil` after a header that could not be read.
    private var current: TOMLTable?
    private var problems: [ConfigurationProblem] = []

    private init(_ cursor: TextCursor) {
        self.cursor = cursor
        current = root
    }

    private mutating func parse() {
        while cursor.next != nil, problems.count < ConfigurationReading.mostProblems {
            do throws(ConfigurationProblem) {
                try parseLine()
            } catch {
                problems.append(error)
                recover()
            }
            cursor.advance()
        }
    }

    private mutating func parseLine() throws(ConfigurationProblem) {
        cursor.skipBlanks()
        switch cursor.next {
        case nil, "\n", "#": break
        case "[": try parseHeader()
        default: try parseAssignment()
        }
        try skipRestOfLine()
        guard cursor.isAtEndOfLine else {
            if let scalar = cursor.next, scalar.isControl { throw scalar.problem(at: cursor.position) }
            throw ConfigurationProblem("the line goes on after its end", at: cursor.position, "begin a new line here")
        }
    }

    /// Goes on behind blanks and a comment.
    mutating func skipRestOfLine() throws(ConfigurationProblem) {
        cursor.skipBlanks()
        guard cursor.next == "#" else { return }
        while let scalar = cursor.next, scalar != "\n" {
            if scalar.isControl { throw scalar.problem(at: cursor.position) }
            cursor.advance()
        }
    }

    /// Goes on to the end of a line behind which the document can be read again.
    private mutating func recover() {
        cursor.skipToEndOfLine()
        while depth > 0, cursor.next != nil {
            var ahead = cursor
            ahead.advance()
            if ahead.beginsStatement { break }
            cursor = ahead
            cursor.skipToEndOfLine()
        }
        depth = 0
    }

    private mutating func parseHeader() throws(ConfigurationProblem) {
        current = nil
        let start = cursor.position
        let isArray = cursor.take("[[")
        if !isArray { _ = cursor.take("[") }
        var path = try parseKeyPath()
        guard cursor.take(isArray ? "]]" : "]") else {
            let end = isArray ? "]]" : "]"
            throw ConfigurationProblem("the header lacks its end", at: cursor.position, "write \(end) behind its name")
        }
        var last = path.removeLast()
        last.position = start
        var table = root
        for key in path { table = try table.passage(key) }
        current = isArray ? try table.append(last) : try table.open(last)
    }

    private mutating func parseAssignment() throws(ConfigurationProblem) {
        let (path, node) = try parseKeyAndValue()
        if let current { try assign(node, to: path, in: current) }
    }

    /// A key, the equals sign, and the value.
    mutating func parseKeyAndValue() throws(ConfigurationProblem) -> (path: [TOMLKey], node: TOMLNode) {
        let path = try parseKeyPath()
        guard cursor.take("=") else {
            throw ConfigurationProblem("a key has no value", at: cursor.position, "write = and a value behind the key")
        }
        cursor.skipBlanks()
        return (path, try parseNode())
    }

    /// Puts a value where a key with or without dots says, in `table`.
    func assign(_ node: TOMLNode, to path: [TOMLKey], in table: TOMLTable) throws(ConfigurationProblem) {
        var table = table
        for key in path.dropLast() { table = try table.dotted(key) }
        try table.insert(node, path[path.count - 1])
    }

    /// Names with dots in between, and the blanks around.
    private mutating func parseKeyPath() throws(ConfigurationProblem) -> [TOMLKey] {
        var path: [TOMLKey] = []
        repeat {
            cursor.skipBlanks()
            let position = cursor.position
            guard path.count < Self.deepest else {
                throw ConfigurationProblem(
                    "there are more than \(Self.deepest) names with dots in between",
                    at: position,
                    "no key of this file has so many: remove it"
                )
            }
            path.append(TOMLKey(name: try parseName(), position: position))
            cursor.skipBlanks()
        } while cursor.take(".")
        return path
    }

    private mutating func parseName() throws(ConfigurationProblem) -> String {
        switch cursor.next {
        case "\"", "'": return try parseLineString()
        default: break
        }
        let position = cursor.position
        let name = cursor.take(while: \.isBareKey)
        guard !name.isEmpty else {
            if let scalar = cursor.next, scalar.isControl, scalar != "\n" { throw scalar.problem(at: position) }
            throw ConfigurationProblem(
                "a key should stand here",
                at: position,
                "write one of letters, digits, - and _, or in quotes"
            )
        }
        return name
    }
}

extension TextCursor {
    /// Whether the line that begins here is one on its own rather than the middle of an array: empty, a header, or a
    /// key with its equals sign.
    fileprivate var beginsStatement: Bool {
        var cursor = self
        cursor.skipBlanks()
        switch cursor.next {
        case nil: return true
        case "[": return cursor.position.column == 1
        default: break
        }
        let name = cursor.take { $0.isBareKey || $0 == "." || $0 == "\"" || $0 == "'" }
        cursor.skipBlanks()
        return !name.isEmpty && cursor.next == "="
    }
}

extension Unicode.Scalar {
    /// Whether a key may have it without quotes.
    fileprivate var isBareKey: Bool {
        switch self {
        case "A"..."Z", "a"..."z", "0"..."9", "-", "_": true
        default: false
        }
    }

    /// Whether it is a control character other than a tab, which TOML has nowhere.
    var isControl: Bool { (value < 0x20 && self != "\t") || value == 0x7F }

    /// That it stands at `position`.
    func problem(at position: SourcePosition) -> ConfigurationProblem {
        let advice = "remove it, or write it as an escape in a string in double quotes"
        return ConfigurationProblem("a control character, \(name), cannot stand here", at: position, advice)
    }

    private var name: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    }
}
