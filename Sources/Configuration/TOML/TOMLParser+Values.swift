extension TOMLParser {
    /// The value that begins here.
    mutating func parseNode() throws(ConfigurationProblem) -> TOMLNode {
        let position = cursor.position
        let value: TOMLValue
        switch cursor.next {
        case "\"", "'": value = .string(try parseString())
        case "[": value = try parseNested { (parser) throws(ConfigurationProblem) in try parser.parseArray() }
        case "{": value = try parseNested { (parser) throws(ConfigurationProblem) in try parser.parseInlineTable() }
        default: value = try parseWord()
        }
        return TOMLNode(value: value, position: position)
    }

    private mutating func parseNested(
        _ parse: (inout TOMLParser) throws(ConfigurationProblem) -> TOMLValue
    ) throws(ConfigurationProblem) -> TOMLValue {
        guard depth < Self.deepest else {
            throw ConfigurationProblem(
                "values are nested deeper than \(Self.deepest)",
                at: cursor.position,
                "no key takes such a value: remove it"
            )
        }
        depth += 1
        let value = try parse(&self)
        depth -= 1
        return value
    }

    private mutating func parseArray() throws(ConfigurationProblem) -> TOMLValue {
        let start = cursor.position
        cursor.advance()
        var nodes: [TOMLNode] = []
        while true {
            try skipLines()
            if cursor.take("]") { return .array(nodes) }
            guard cursor.next != nil else {
                throw ConfigurationProblem("the array has no end", at: start, "close it with ]")
            }
            nodes.append(try parseNode())
            try skipLines()
            if cursor.take(",") { continue }
            guard cursor.next == "]" || cursor.next == nil else {
                throw ConfigurationProblem("the array goes on without a comma", at: cursor.position, "write , or ]")
            }
        }
    }

    private mutating func parseInlineTable() throws(ConfigurationProblem) -> TOMLValue {
        let table = TOMLTable(.dotted, at: cursor.position)
        cursor.advance()
        cursor.skipBlanks()
        if !cursor.take("}") {
            repeat {
                let (path, node) = try parseKeyAndValue()
                try assign(node, to: path, in: table)
                cursor.skipBlanks()
            } while cursor.take(",")
            guard cursor.take("}") else {
                throw ConfigurationProblem("the table has no end in its line", at: cursor.position, "close it with }")
            }
        }
        table.complete()
        return .table(table)
    }

    /// Goes on behind blanks, comments and line feeds.
    private mutating func skipLines() throws(ConfigurationProblem) {
        try skipRestOfLine()
        while cursor.next == "\n" {
            cursor.advance()
            try skipRestOfLine()
        }
    }

    /// A number, a date, true or false.
    private mutating func parseWord() throws(ConfigurationProblem) -> TOMLValue {
        let position = cursor.position
        let word = cursor.take(while: \.isOfWord)
        switch word {
        case "": throw ConfigurationProblem("a value should stand here", at: position, "write one, text in quotes")
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        default: break
        }
        if isDate(word) { return .date }
        switch TOMLNumeral(word) {
        case .integer(let value): return .integer(value)
        case .float(let value): return .float(value)
        case .tooLarge:
            throw ConfigurationProblem("\(quoted(word)) is too large", at: position, "write a number of 64 bits")
        case nil: throw ConfigurationProblem("\(quoted(word)) is no value", at: position, "put text into quotes")
        }
    }

    /// Whether `word` begins as dates and times do; takes the time that a blank divides from its date.
    private mutating func isDate(_ word: String) -> Bool {
        let shape = word.unicodeScalars.map { ("0"..."9").contains($0) ? "0" : $0 }
        let isDay = shape.starts(with: "0000-00-00".unicodeScalars)
        guard isDay || shape.starts(with: "00:00".unicodeScalars) else { return false }
        if isDay, shape.count == 10, cursor.next == " ", cursor[ahead: 3] == ":",
            let hour = cursor[ahead: 1], ("0"..."9").contains(hour)
        {
            cursor.advance()
            _ = cursor.take(while: \.isOfWord)
        }
        return true
    }
}

extension TOMLTable {
    /// Lets nothing be added to an inline table, nor to the tables that its keys with dots made.
    fileprivate func complete() {
        origin = .inline
        for entry in entries {
            if case .table(let table) = entry.node.value, table.origin == .dotted { table.complete() }
        }
    }
}

extension Unicode.Scalar {
    /// Whether a number, a date, or what somebody wrote without quotes may have it.
    fileprivate var isOfWord: Bool {
        switch self {
        case " ", "\t", "\n", "#", ",", "]", "}", "[", "{", "=", "\"", "'": false
        default: !isControl
        }
    }
}
