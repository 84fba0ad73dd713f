/// A place in a text that is being parsed, which knows its line and column.
struct TextCursor {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var lineStart = 0

    /// The beginning of the text of `bytes`. A byte order mark is left out, and a carriage return before a line feed;
    /// where bytes are no UTF-8, U+FFFD stands for them.
    ///
    /// - Returns: the cursor, and where the first bytes are that are no UTF-8.
    static func reading(_ bytes: [UInt8]) -> (cursor: TextCursor, firstInvalid: SourcePosition?) {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(bytes.count)
        var firstInvalid: SourcePosition?
        var line = 1
        var lineStart = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: break decoding
            case .error:
                let position = SourcePosition(line: line, column: scalars.count - lineStart + 1)
                firstInvalid = firstInvalid ?? position
                scalars.append("\u{FFFD}")
            case .scalarValue("\u{FEFF}") where scalars.isEmpty: break
            case .scalarValue("\n"):
                if scalars.last == "\r" { scalars.removeLast() }
                scalars.append("\n")
                line += 1
                lineStart = scalars.count
            case .scalarValue(let scalar): scalars.append(scalar)
            }
        }
        return (TextCursor(scalars: scalars), firstInvalid)
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    /// Where the next character is.
    var position: SourcePosition { SourcePosition(line: line, column: index - lineStart + 1) }

    /// The next character; `nil` at the end.
    var next: Unicode.Scalar? { self[ahead: 0] }

    /// The character after so many others; `nil` beyond the end.
    subscript(ahead count: Int) -> Unicode.Scalar? {
        index + count < scalars.count ? scalars[index + count] : nil
    }

    /// Whether the line, or the text, ends here.
    var isAtEndOfLine: Bool { next == nil || next == "\n" }

    /// Goes on by one character; not beyond the end.
    mutating func advance() {
        guard let scalar = next else { return }
        index += 1
        if scalar == "\n" {
            line += 1
            lineStart = index
        }
    }

    /// Goes on behind `text` if it comes next, which has no line feed, and says whether it did.
    mutating func take(_ text: String) -> Bool {
        for (offset, scalar) in text.unicodeScalars.enumerated() where self[ahead: offset] != scalar { return false }
        index += text.unicodeScalars.count
        return true
    }

    /// Takes all characters that come next for which `isWanted` is true.
    mutating func take(while isWanted: (Unicode.Scalar) -> Bool) -> String {
        var text = ""
        while let scalar = next, isWanted(scalar) {
            text.unicodeScalars.append(scalar)
            advance()
        }
        return text
    }

    /// Goes on behind spaces and tabs.
    mutating func skipBlanks() {
        while next == " " || next == "\t" { advance() }
    }

    /// Goes on to the end of the line.
    mutating func skipToEndOfLine() {
        while !isAtEndOfLine { advance() }
    }
}
