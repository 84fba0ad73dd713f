extension RecordingFormat {
    /// One line per pointer event, in the columns of the Balabit Mouse Challenge data: recorder's and client's time in
    /// s, button, state, x, y.
    public static let sessionCSV = RecordingFormat(
        name: "session-csv",
        summary: "CSV of a network recorder, a line for each pointer event",
        contents: RecordingContents(pointer: .motionButtonsAndWheel, clock: .session, hasEndMark: false)
    ) { prefix in
        let isMarked = prefix.startsWithByteOrderMark
        let text = isMarked ? prefix.extracting(droppingFirst: 3) : prefix
        let verdict = verdict(on: text, expecting: "record timestamp,")
        if prefix.count < 3, verdict == .differs {
            return Self.verdict(on: prefix, expecting: "\u{FEFF}")
        }
        return verdict
    } makeContinuingDecoder: {
        SessionCSVDecoder(mayLackHeader: true)
    } makeDecoder: {
        SessionCSVDecoder()
    }
}

/// What is fixed about the format.
enum SessionCSV {
    static let header: StaticString = "record timestamp,client timestamp,button,state,x,y"
}
