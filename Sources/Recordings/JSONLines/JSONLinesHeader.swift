/// The first line of a recording.
enum JSONLinesHeader {
    static let formatName = "gait-jsonl"
    static let version = 1
    /// The least that a header says.
    static let example = #"{"format":"gait-jsonl","version":1}"#

    /// Judges by the beginning of a recording, up to the name of the format: its key comes first, and neither is escaped.
    static func recognise(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        if prefix.count > 0, prefix[0] == 0xEF {
            let verdict = RecordingFormat.verdict(on: prefix, expecting: "\u{FEFF}")
            return verdict == .matches ? recogniseUnmarked(prefix.extracting(droppingFirst: 3)) : verdict
        }
        return recogniseUnmarked(prefix)
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

    /// The version that a header states, a line for which `recognise` says `matches`; nil where it states none or is no JSON.
    /// What else it says is not used.
    static func version(_ text: Span<UInt8>) -> Double? {
        (try? parseVersion(text)) ?? nil
    }

    private static func parseVersion(_ text: Span<UInt8>) throws(JSONCursor.Defect) -> Double? {
        var cursor = JSONCursor()
        var version: Double?
        try cursor.expect(UInt8(ascii: "{"), text)
        repeat {
            let key = try cursor.readKey(text)
            if key == ShortText("version"), let first = cursor.peek(text), JSONCursor.beginsNumber(first) {
                let number = DecimalNumber(text.extracting(try cursor.readNumber(text)))
                if case .finite(let value) = number { version = value }
            } else {
                try cursor.skipValue(text)
            }
        } while cursor.take(UInt8(ascii: ","), text)
        try cursor.expect(UInt8(ascii: "}"), text)
        guard cursor.peek(text) == nil else { throw .noJSON }
        return version
    }
}
