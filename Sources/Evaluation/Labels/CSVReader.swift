/// Reads comma-separated values line by line, blank lines left out.
struct CSVReader {
    /// A line and its fields, of which there is at least one.
    struct Line {
        /// The line's number in the file, from 1.
        let number: Int
        /// The fields without the quotes and blanks around them.
        let fields: [String]
    }

    private var position = 0
    private var lineNumber = 0

    /// The next line of `bytes` that is not blank, or `nil` at the end. Each call is to be given the same bytes.
    mutating func nextLine(of bytes: Span<UInt8>) throws(SessionLabelsError) -> Line? {
        while position < bytes.count {
            let text = try nextText(of: bytes)
            if !text.allSatisfy(Self.isBlank) {
                return Line(number: lineNumber, fields: try fields(of: text))
            }
        }
        return nil
    }

    /// The line at `position`, without its end and without a byte order mark, as UTF-8.
    private mutating func nextText(of bytes: Span<UInt8>) throws(SessionLabelsError) -> Substring.UnicodeScalarView {
        var line: [UInt8] = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            line.append(bytes[position])
            position += 1
        }
        position += 1
        lineNumber += 1
        guard let text = String(validating: line, as: UTF8.self) else { throw .invalidUTF8(line: lineNumber) }
        let scalars = text.unicodeScalars[...]
        return lineNumber == 1 && scalars.first == "\u{FEFF}" ? scalars.dropFirst() : scalars
    }

    private func fields(of text: Substring.UnicodeScalarView) throws(SessionLabelsError) -> [String] {
        var rest = text
        var fields: [String] = []
        repeat {
            rest = rest.drop(while: Self.isBlank)
            fields.append(rest.first == "\"" ? try takeQuotedField(of: &rest) : takePlainField(of: &rest))
        } while rest.popFirst() == ","
        return fields
    }

    /// Takes what stands before the next comma or the end off `rest`.
    private func takePlainField(of rest: inout Substring.UnicodeScalarView) -> String {
        let end = rest.firstIndex(of: ",") ?? rest.endIndex
        var field = rest[..<end]
        while let last = field.last, Self.isBlank(last) { field.removeLast() }
        rest = rest[end...]
        return String(field)
    }

    /// Takes a quoted field and the blanks behind it off `rest`, which begins with the opening quote.
    private func takeQuotedField(of rest: inout Substring.UnicodeScalarView) throws(SessionLabelsError) -> String {
        var field = String.UnicodeScalarView()
        rest.removeFirst()
        while let scalar = rest.popFirst() {
            guard scalar == "\"" else {
                field.append(scalar)
                continue
            }
            guard rest.first == "\"" else {
                rest = rest.drop(while: Self.isBlank)
                guard rest.isEmpty || rest.first == "," else { break }
                return String(field)
            }
            field.append(scalar)
            rest.removeFirst()
        }
        throw .malformedQuotes(line: lineNumber)
    }

    /// Space, tab, and the carriage return that some systems end lines with.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\r"
    }
}
