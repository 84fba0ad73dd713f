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

extension RecordingName {
    /// A name of these bytes; nil where there are none, or more than are believed.
    init?(bounded bytes: Span<UInt8>) {
        guard 1...RecordingDescription.longestName ~= bytes.count else { return nil }
        self.init(bytes: unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) })
    }
}

extension RecordingDescription.TerminalSize {
    /// A size of at least one character; nil where there is none that can be believed.
    init?(columns: Int64, lines: Int64) {
        guard let columns = UInt16(exactly: columns), let lines = UInt16(exactly: lines), columns > 0, lines > 0 else {
            return nil
        }
        self.init(columns: columns, lines: lines)
    }
}
