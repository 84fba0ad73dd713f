/// What sudo writes beside a recording about the command: in `log.json`, or in `log`, which has less.
struct SudoLogDescription {
    /// When the command began; nil where that is not said.
    var start: TimingClock.Start?
    /// Whose command it was.
    var description = RecordingDescription()

    /// What `log` says, of which `line` is the first line: `TIME:USER:ACCOUNT:GROUP:TERMINAL:LINES:COLUMNS`; nil where it is
    /// no such line.
    init?(log line: Span<UInt8>) {
        var fields: [Range<Int>] = []
        var start = 0
        for index in 0...line.count where index == line.count || line[index] == UInt8(ascii: ":") {
            fields.append(start..<index)
            start = index + 1
        }
        guard fields.count >= 5, let seconds = Self.count(line, fields[0]) else { return nil }
        self.start = TimingClock.Start(seconds: seconds)
        description.user = RecordingName(bounded: line.extracting(fields[1]))
        description.account = RecordingName(bounded: line.extracting(fields[2]))
        if fields.count >= 7, let lines = Self.count(line, fields[5]), let columns = Self.count(line, fields[6]) {
            description.terminal = RecordingDescription.TerminalSize(columns: columns, lines: lines)
        }
    }

    /// Nothing said.
    init() {}

    private static func count(_ line: Span<UInt8>, _ field: Range<Int>) -> Int64? {
        let text = line.extracting(field)
        var cursor = TimingCursor()
        guard let count = cursor.readCount(text), cursor.isAtEnd(text) else { return nil }
        return count
    }
}
