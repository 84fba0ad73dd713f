/// Why a labels file cannot be used. Lines are counted from 1; whoever read the file says which one it was.
public enum SessionLabelsError: Error, Sendable, Equatable {
    /// There is no line that is not blank.
    case missingHeader
    /// The header at `line` names no `is_illegal` column after the first.
    case missingLabelColumn(line: Int)
    /// The line is not UTF-8.
    case invalidUTF8(line: Int)
    /// A quoted field is not closed on its line, or text follows the closing quote.
    case malformedQuotes(line: Int)
    /// The line ends before the `is_illegal` column.
    case missingLabel(line: Int)
    /// The first field is empty.
    case missingName(line: Int)
    /// The label is neither 0 nor 1; `text` is at most the first 40 characters of it.
    case invalidLabel(text: String, line: Int)
    /// Two lines call the same session legal and illegal; `name` is at most its first 200 characters.
    case contradiction(name: String, line: Int, earlierLine: Int)
}

extension SessionLabelsError: CustomStringConvertible {
    /// Where it is, what is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .missingHeader:
            "line 1: the file is empty; begin it with a header such as filename,is_illegal"
        case .missingLabelColumn(let line):
            "line \(line): the header has no is_illegal column after the first; begin with filename,is_illegal"
        case .invalidUTF8(let line):
            "line \(line): not UTF-8; save the file as UTF-8"
        case .malformedQuotes(let line):
            "line \(line): quotes do not balance; write a quoted field as \"…\" on one line, a quote in it as \"\""
        case .missingLabel(let line):
            "line \(line): no is_illegal field; give each session a 0 or a 1"
        case .missingName(let line):
            "line \(line): the first field is empty; put the name of a session there"
        case .invalidLabel(let text, let line):
            "line \(line): is_illegal is \(text.debugDescription); write 0 for legal or 1 for illegal"
        case .contradiction(let name, let line, let earlierLine):
            "line \(line): \(name.debugDescription) has the other label in line \(earlierLine); keep one of the two"
        }
    }
}
