extension RecordingFormat {
    /// What asciinema and others write of a terminal: asciicast version 1, a JSON object, or 2 or 3, an object on the first
    /// line and an array on each of the others.
    public static let asciicast = RecordingFormat(
        name: "asciicast",
        summary: "asciicast 1, 2 and 3 of asciinema, JumpServer and others",
        contents: RecordingContents(
            keys: .terminal,
            describes: [.user, .host, .terminal, .command],
            clock: .wall,
            hasEndMark: true
        )
    ) { prefix in
        Asciicast.recognise(prefix)
    } makeDecoder: {
        AsciicastDecoder()
    }
}

/// What is fixed about the format.
enum Asciicast {
    /// The versions that there are.
    static let versions = 1.0...3.0
    /// The least that a header says.
    static let example = #"{"version":2,"width":80,"height":24}"#

    /// Judges by the members of the first object: a version that is known, and another that tells a terminal. They come in
    /// any order, and behind any others.
    static func recognise(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        do throws(JSONStream.Defect) {
            return try judge(prefix)
        } catch {
            return .differs
        }
    }

    private static func judge(_ prefix: Span<UInt8>) throws(JSONStream.Defect) -> RecordingFormat.Verdict {
        var cursor = JSONCursor()
        guard let first = cursor.peek(prefix) else { return .undecided }
        guard first == UInt8(ascii: "{") else { return .differs }
        var json = JSONStream()
        var position = 0
        var hasVersion = false
        var tellsTerminal = false
        while let token = try json.next(prefix, at: &position) {
            let isVersion = json.depth == 1 && json.key == ShortText("version")
            switch token {
            case .key where json.depth == 1:
                tellsTerminal = tellsTerminal || isOfTerminal(json.key)
            case .number where isVersion:
                guard isKnown(json.number) else { return .differs }
                hasVersion = true
            case .string:
                guard !isVersion else { return .differs }
                var ignored = IgnoredText()
                guard try json.readString(prefix, at: &position, into: &ignored) else { break }
            case .objectEnds where json.depth == 0:
                return .differs
            default: break
            }
            if hasVersion, tellsTerminal { return .matches }
        }
        // What else there is comes later than can be waited for.
        return hasVersion && prefix.count >= RecordingFormat.recognitionLength ? .matches : .undecided
    }

    /// Whether there is such a version.
    static func isKnown(_ version: Double) -> Bool {
        versions.contains(version) && version == version.rounded()
    }

    private static func isOfTerminal(_ key: ShortText) -> Bool {
        key == ShortText("width") || key == ShortText("height") || key == ShortText("term")
            || key == ShortText("stdout")
    }
}
