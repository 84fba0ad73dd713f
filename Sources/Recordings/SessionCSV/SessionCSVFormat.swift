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
}
