extension RecordingFormat {
    /// One line per pointer event, in the columns of the Balabit Mouse Challenge data: recorder's and client's time in
    /// s, button, state, x, y.
    public static let sessionCSV = RecordingFormat(
        name: "session-csv",
        summary: "CSV of a network recorder, a line for each pointer event",
        contents: RecordingContents(pointer: .motionButtonsAndWheel, clock: .session, hasEndMark: false)
    ) { prefix in
        verdict(onMarked: prefix) { verdict(on: $0, expecting: "record timestamp,") }
    } makeContinuingDecoder: {
        SessionCSVDecoder(isContinuation: true)
    } makeDecoder: {
        SessionCSVDecoder()
    }
}

/// What is fixed about the format.
enum SessionCSV {
    static let header: StaticString = "record timestamp,client timestamp,button,state,x,y"
    private static let buttons: [StaticString] = ["NoButton", "Left", "Right", "Middle", "Scroll"]
    private static let states: [StaticString] = ["Move", "Drag", "Pressed", "Released", "Down", "Up"]

    /// Whether `text` is the beginning of the header, or of a row of numbers and known words.
    static func isBeginning(_ text: Span<UInt8>) -> Bool {
        if begins(header, with: text) { return true }
        var start = 0
        var field = 0
        while start <= text.count {
            let rest = text.extracting(start...)
            let length = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.count
            let content = rest.extracting(..<length)
            let isKnown =
                switch field {
                case 2: buttons.contains { begins($0, with: content) }
                case 3: states.contains { begins($0, with: content) }
                default: content.indices.allSatisfy { isOfNumber(content[$0]) }
                }
            guard isKnown else { return false }
            start += length + 1
            field += 1
        }
        return true
    }

    private static func begins(_ word: StaticString, with text: Span<UInt8>) -> Bool {
        text.count <= word.utf8CodeUnitCount && RecordingFormat.verdict(on: text, expecting: word) != .differs
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"),
            UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "\r"):
            true
        default: false
        }
    }
}
