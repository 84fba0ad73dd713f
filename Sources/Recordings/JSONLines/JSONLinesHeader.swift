/// The first line of a recording.
enum JSONLinesHeader {
    static let formatName = "gait-jsonl"
    static let version = 1
    /// The least that a header says.
    static let example = #"{"format":"gait-jsonl","version":1}"#

    /// Judges by the beginning of a recording, up to the name of the format: its key comes first, and neither is escaped.
    static func recognise(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        RecordingFormat.verdict(onMarked: prefix, by: recogniseUnmarked)
    }

    private static func recogniseUnmarked(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        var cursor = JSONCursor()
        let tokens: [4 of StaticString] = ["{", #""format""#, ":", #""gait-jsonl""#]
        for index in tokens.indices {
            cursor.skipWhiteSpace(prefix)
            let verdict = RecordingFormat.verdict(on: prefix.extracting(cursor.position...), expecting: tokens[index])
            guard verdict == .matches else { return verdict }
            cursor.skip(tokens[index].utf8CodeUnitCount)
        }
        return .matches
    }

    /// What of a header is used.
    struct Statement {
        /// Missing where there is none.
        var version: Double?
        /// What times count from; missing where that is not said, or in an unknown word.
        var clock: RecordingContents.Clock?
        var description = RecordingDescription()
        fileprivate var columns: UInt16?
        fileprivate var lines: UInt16?
    }

    /// What a header states, a line for which `recognise` says `matches`; nil where it is no JSON.
    static func statement(_ text: Span<UInt8>) -> Statement? {
        try? parse(text)
    }

    private static func parse(_ text: Span<UInt8>) throws(JSONCursor.Defect) -> Statement {
        var cursor = JSONCursor()
        var statement = Statement()
        try cursor.expect(UInt8(ascii: "{"), text)
        repeat {
            let key = try cursor.readKey(text)
            if key == ShortText("version") {
                if let value = try number(text, &cursor) { statement.version = value }
            } else if key == ShortText("clock"), cursor.peek(text) == UInt8(ascii: "\"") {
                statement.clock = clock(called: try cursor.readString(text))
            } else if key == ShortText("user") {
                statement.description.user = try name(text, &cursor)
            } else if key == ShortText("host") {
                statement.description.host = try name(text, &cursor)
            } else if key == ShortText("account") {
                statement.description.account = try name(text, &cursor)
            } else if key == ShortText("address") {
                statement.description.address = try name(text, &cursor)
            } else if key == ShortText("command") {
                let line = try string(text, &cursor)
                statement.description.command = line.flatMap { RecordingName(programOf: $0.bytes.span) }
            } else if key == ShortText("start") {
                let instant = try string(text, &cursor)
                statement.description.start = instant.map { Timestamp(firstInstantIn: $0.bytes.span) } ?? .missing
            } else if key == ShortText("columns") {
                statement.columns = try number(text, &cursor).flatMap(UInt16.init(exactly:))
            } else if key == ShortText("lines") {
                statement.lines = try number(text, &cursor).flatMap(UInt16.init(exactly:))
            } else {
                try cursor.skipValue(text)
            }
        } while cursor.take(UInt8(ascii: ","), text)
        try cursor.expect(UInt8(ascii: "}"), text)
        guard cursor.peek(text) == nil else { throw .noJSON }
        if let columns = statement.columns, let lines = statement.lines {
            statement.description.terminal = RecordingDescription.TerminalSize(columns: columns, lines: lines)
        }
        return statement
    }

    /// Moves behind the value that comes next; nil where that is no finite number.
    private static func number(_ text: Span<UInt8>, _ cursor: inout JSONCursor) throws(JSONCursor.Defect) -> Double? {
        guard let first = cursor.peek(text), JSONCursor.beginsNumber(first) else {
            try cursor.skipValue(text)
            return nil
        }
        let number = DecimalNumber(text.extracting(try cursor.readNumber(text)))
        guard case .finite(let value) = number else { return nil }
        return value
    }

    /// Moves behind the value that comes next; nil where that is no name.
    private static func name(
        _ text: Span<UInt8>,
        _ cursor: inout JSONCursor
    ) throws(JSONCursor.Defect) -> RecordingName? {
        try string(text, &cursor)?.name
    }

    /// Moves behind the value that comes next, and returns its first bytes; nil where that is no string.
    private static func string(
        _ text: Span<UInt8>,
        _ cursor: inout JSONCursor
    ) throws(JSONCursor.Defect) -> NameText? {
        let isText = cursor.peek(text) == UInt8(ascii: "\"")
        let start = cursor.position
        try cursor.skipValue(text)
        guard isText else { return nil }
        var name = NameText()
        JSONTextDecoder.read(start + 1..<cursor.position - 1, of: text, into: &name)
        return name
    }

    private static func clock(called name: ShortText) -> RecordingContents.Clock? {
        switch name {
        case ShortText("wall"): .wall
        case ShortText("monotonic"): .monotonic
        case ShortText("session"): .session
        default: nil
        }
    }
}
