/// Where a row (a line, an instruction, a record) breaks its format's grammar, and how.
public struct MalformedRow: Sendable, Equatable {
    /// What is wrong with the row.
    public enum Reason: Sendable, Equatable {
        /// It has more or fewer fields than the format.
        case fieldCount
        /// This field is not a finite decimal number.
        case number(field: String)
        /// This field holds none of the words that the format knows.
        case word(field: String)
        /// It has more than this many bytes.
        case tooLong(limit: Int)
        /// There is none of this where one should be, such as "length".
        case missing(String)
        /// So many rows before it are lost: it is whole, but its number does not follow that of the last.
        case lost(rows: Int64)
        /// Its number is not above that of the last.
        case outOfOrder
        /// It is a row of another recording.
        case foreign
    }

    /// The row's line, counted from 1; nil in a format without lines.
    public let line: Int64?
    /// The offset of the row's first byte, counted from 0 in the uncompressed stream.
    public let byte: Int64
    /// What is wrong with it.
    public let reason: Reason

    /// Describes one malformed row.
    public init(line: Int64? = nil, byte: Int64, reason: Reason) {
        self.line = line
        self.byte = byte
        self.reason = reason
    }
}

extension MalformedRow.Reason: CustomStringConvertible {
    /// The reason as a clause, without a full stop.
    public var description: String {
        switch self {
        case .fieldCount: "it has too few or too many fields"
        case .number(let field): "its field \"\(field)\" is not a finite number"
        case .word(let field): "its field \"\(field)\" holds an unknown word"
        case .tooLong(let limit): "it is longer than \(limit) bytes"
        case .missing(let part): "it has no \(part) where one should be"
        case .lost(let rows): "\(rows) before it \(rows == 1 ? "is" : "are") lost"
        case .outOfOrder: "it comes again, or after a later one"
        case .foreign: "it belongs to another recording"
        }
    }
}

extension MalformedRow {
    /// Where the row begins, in words.
    public var place: String { line.map { "in line \($0) (byte \(byte))" } ?? "at byte \(byte)" }
}
