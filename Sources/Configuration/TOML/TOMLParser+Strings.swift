extension TOMLParser {
    /// The string in one or in three quotes that begins here.
    mutating func parseString() throws(ConfigurationProblem) -> String {
        if cursor[ahead: 1] == cursor.next, cursor[ahead: 2] == cursor.next { return try parseMultilineString() }
        return try parseLineString()
    }

    /// The string in one double or single quote that begins here.
    mutating func parseLineString() throws(ConfigurationProblem) -> String {
        let start = cursor.position
        let quote = cursor.next
        cursor.advance()
        var text = ""
        while let scalar = cursor.next, scalar != "\n" {
            if scalar == quote {
                cursor.advance()
                return text
            }
            try take(scalar, escapes: quote == "\"", into: &text)
        }
        throw ConfigurationProblem("the string has no end", at: start, "close it with the quote that it begins with")
    }

    private mutating func parseMultilineString() throws(ConfigurationProblem) -> String {
        let start = cursor.position
        let quote: Unicode.Scalar = cursor.next == "\"" ? "\"" : "'"
        let quotes = String(repeating: String(quote), count: 3)
        _ = cursor.take(quotes)
        if cursor.next == "\n" { cursor.advance() }
        var text = ""
        while let scalar = cursor.next {
            if cursor.take(quotes) {
                // Up to two more belong to the text: the last three are the end.
                for _ in 0..<2 where cursor.next == quote {
                    text.unicodeScalars.append(quote)
                    cursor.advance()
                }
                return text
            }
            if scalar == "\n" {
                text += "\n"
                cursor.advance()
            } else if quote == "\"", scalar == "\\", skipLineEnd() {
                continue
            } else {
                try take(scalar, escapes: quote == "\"", into: &text)
            }
        }
        throw ConfigurationProblem("the string has no end", at: start, "close it with \(quotes)")
    }

    /// Goes on behind a backslash at the end of a line and all blanks and line feeds after it, if it is one.
    private mutating func skipLineEnd() -> Bool {
        var ahead = cursor
        ahead.advance()
        ahead.skipBlanks()
        guard ahead.next == "\n" else { return false }
        while ahead.next == "\n" || ahead.next == " " || ahead.next == "\t" { ahead.advance() }
        cursor = ahead
        return true
    }

    /// Takes one character of a string, or one escape.
    private mutating func take(
        _ scalar: Unicode.Scalar,
        escapes: Bool,
        into text: inout String
    ) throws(ConfigurationProblem) {
        if scalar.isControl { throw scalar.problem(at: cursor.position) }
        if escapes, scalar == "\\" {
            text.unicodeScalars.append(try parseEscape())
        } else {
            text.unicodeScalars.append(scalar)
            cursor.advance()
        }
    }

    private mutating func parseEscape() throws(ConfigurationProblem) -> Unicode.Scalar {
        let start = cursor.position
        cursor.advance()
        let letter = cursor.next
        if letter != "\n" { cursor.advance() }
        switch letter {
        case "b": return "\u{8}"
        case "t": return "\t"
        case "n": return "\n"
        case "f": return "\u{C}"
        case "r": return "\r"
        case "\"": return "\""
        case "\\": return "\\"
        case "u": if let scalar = takeHexadecimal(digits: 4) { return scalar }
        case "U": if let scalar = takeHexadecimal(digits: 8) { return scalar }
        default: break
        }
        throw ConfigurationProblem(
            "there is no such escape",
            at: start,
            #"write \\ for a backslash, or put the text into single quotes"#
        )
    }

    /// The character of which so many hexadecimal digits come next.
    private mutating func takeHexadecimal(digits: Int) -> Unicode.Scalar? {
        var text = ""
        for offset in 0..<digits {
            guard let scalar = cursor[ahead: offset], scalar.properties.isASCIIHexDigit else { return nil }
            text.unicodeScalars.append(scalar)
        }
        for _ in 0..<digits { cursor.advance() }
        return UInt32(text, radix: 16).flatMap(Unicode.Scalar.init)
    }
}
