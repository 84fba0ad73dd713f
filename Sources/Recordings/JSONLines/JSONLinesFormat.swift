extension RecordingFormat {
    /// Gait's own format for recorders that it does not know: JSON objects, one on a line, the first one a header.
    /// `Packaging/man/gait-jsonl.5` describes it.
    public static let jsonLines = RecordingFormat(
        name: JSONLinesHeader.formatName,
        summary: "JSON Lines of Gait's own, for what adapters write",
        contents: RecordingContents(
            pointer: .motionButtonsAndWheel,
            keys: .pressesAndReleases,
            describes: RecordingDescription.Member.allCases,
            clock: .session,
            hasEndMark: true
        )
    ) { prefix in
        JSONLinesHeader.recognise(prefix)
    } makeContinuingDecoder: {
        JSONLinesDecoder(isContinuation: true)
    } makeDecoder: {
        JSONLinesDecoder()
    }
}
