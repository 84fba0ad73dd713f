/// The first line of what a terminal was sent or showed, which the timing does not count:
/// `Script started on 2026-01-31 23:59:59+01:00 [COMMAND="…" TERM="…" TTY="…" COLUMNS="80" LINES="24"]` in the language of the
/// user, or guacd's `[BEGIN TYPESCRIPT]`.
struct TypescriptHeader {
    /// The start of the session is found so near to the line's beginning.
    private static let beginningLength = 96
    /// The terminal's size is found so near to the line's end.
    private static let endLength = 64

    /// The line.
    let text: [UInt8]

    /// When the session began; nil where the line does not say, or not in numbers.
    var start: TimingClock.Start? { TimingClock.Start(firstIn: text.span.extracting(first: Self.beginningLength)) }

    /// The terminal's size; nil where the line does not say.
    var terminal: RecordingDescription.TerminalSize? {
        guard let columns = number(behind: #" COLUMNS=""#), let lines = number(behind: #" LINES=""#) else { return nil }
        return RecordingDescription.TerminalSize(columns: columns, lines: lines)
    }

    /// The number behind the last `key` in the end of the line.
    private func number(behind key: StaticString) -> Int64? {
        let text = text.span.extracting(last: Self.endLength)
        for start in text.indices.reversed() where text.extracting(start...).begins(with: key) {
            var cursor = TimingCursor(at: start + key.utf8CodeUnitCount)
            return cursor.readCount(text)
        }
        return nil
    }
}
