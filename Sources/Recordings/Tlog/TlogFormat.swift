extension RecordingFormat {
    /// What tlog writes of a terminal: JSON messages, in a file of their own or in the journal.
    public static let tlog = RecordingFormat(
        name: "tlog",
        summary: "tlog's messages, from its file or exported from the journal",
        contents: RecordingContents(
            keys: .terminal,
            describes: [.user, .host, .terminal],
            clock: .wall,
            hasEndMark: false
        )
    ) { prefix in
        RecordingFormat.verdict(onMarked: prefix) { text in
            guard text.count > 0, text[0] != UInt8(ascii: "{") else { return Tlog.judgeObject(text) }
            return RecordingFormat.verdict(on: text, expecting: "__CURSOR=")
        }
    } makeContinuingDecoder: {
        TlogDecoder(isContinuation: true)
    } makeDecoder: {
        TlogDecoder()
    }
}

/// How the format is recognised.
enum Tlog {
    /// Judges by the first keys of an object: a message begins with its version, and an entry of the journal has its fields
    /// in any order.
    static func judgeObject(_ prefix: Span<UInt8>) -> RecordingFormat.Verdict {
        var object = TlogObject()
        var isFirst = true
        // How much was met of the beginning of a message inside an entry.
        var quoted = 0
        for index in prefix.indices {
            switch object.take(prefix[index]) {
            case .nothing, .scalar: continue
            case .end, .defect: return .differs
            case .byte(let byte):
                guard object.hasKey("MESSAGE"), quoted < beginning.count else { continue }
                quoted = byte == beginning[quoted] ? quoted + 1 : .max
                if quoted == beginning.count { return .matches }
            case .key:
                if isFirst, object.hasKey("ver") { return .matches }
                isFirst = false
                guard object.isFieldName else { return .differs }
                // Only the journal itself may write names that begin so.
                if object.key & 0xFF == UInt64(UInt8(ascii: "_")) { return .matches }
                if object.key & 0xFF_FFFF_FFFF == TlogObject.packed("TLOG_") { return .matches }
                quoted = 0
            }
        }
        return .undecided
    }

    private static let beginning = Array(#"{"ver""#.utf8)
}
