/// Decodes Gait's own JSON Lines.
struct JSONLinesDecoder: LineDecoder {
    /// Rows have about 60 bytes.
    static let lineLimit = 4096

    var rows = RowCounts()
    /// Whether the end mark has been met.
    var isComplete = false
    /// What times count from, where the header says it.
    var clock: RecordingContents.Clock?
    var description = RecordingDescription()
    var lines = LineProgress()
    var keys = KeyTracker()
    var input = TerminalInput()
    var output = TerminalOutput()

    var showsTerminal: Bool { true }
    var holdsShownText: Bool { output.holdsText }
    mutating func giveUpShownText() { output.giveUpText() }
    /// From when to when lines are that say something of keys or of a terminal.
    private(set) var typedSpan = RecordedSpan()
    var span: RecordedSpan? {
        get { typedSpan.first.isMissing ? nil : typedSpan }
        set { typedSpan = newValue ?? RecordedSpan() }
    }

    /// A decoder of a whole recording, or of a part that another's header is for.
    init(isContinuation: Bool = false) { lines.mayLackHeader = isContinuation }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !isComplete, !batch.isFull {
            try takeLine(bytes, at: &position, into: &batch)
        }
        if isComplete { position = bytes.count }
        lines.offset += Int64(position)
        if lines.awaitsHeader, lines.unfinished.length > Int64(Self.lineLimit) {
            throw tooLongHeader(at: lines.start)
        }
        return position
    }

    mutating func decodeLine(
        _ text: Span<UInt8>,
        isTooLong: Bool,
        start: Int64,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        if isTooLong {
            guard !lines.awaitsHeader else { throw tooLongHeader(at: start) }
            lines.hasHeader = true
            return countMalformed(.tooLong(limit: Self.lineLimit), start: start)
        }
        let content = start == 0 && text.startsWithByteOrderMark ? text.extracting(droppingFirst: 3) : text
        var cursor = JSONCursor()
        guard cursor.peek(content) != nil else { return }
        if !lines.hasHeader, JSONLinesHeader.recognise(content) == .matches || !lines.mayLackHeader {
            try decodeHeader(content, start: start)
        } else {
            decodeRow(content, start: start, into: &batch)
        }
        lines.hasHeader = true
    }

    private mutating func decodeHeader(_ text: Span<UInt8>, start: Int64) throws(RecordingError) {
        guard JSONLinesHeader.recognise(text) == .matches, let statement = JSONLinesHeader.statement(text),
            let version = statement.version
        else { throw wrongHeader(at: start) }
        clock = statement.clock
        description = statement.description
        guard version == Double(JSONLinesHeader.version) else {
            let problem = RecordingError.Problem.unsupported(
                what: "of another version of \(JSONLinesHeader.formatName) than \(JSONLinesHeader.version)",
                remedy:
                    "Let the adapter write version \(JSONLinesHeader.version), or install a Gait that knows the other"
            )
            throw RecordingError(problem, line: lines.number, byte: start)
        }
    }

    private mutating func decodeRow(_ text: Span<UInt8>, start: Int64, into batch: inout EventBatch) {
        switch JSONLinesRow.parse(text) {
        case .event(let event):
            rows.total += 1
            batch.append(event)
        case .unplaced:
            rows.total += 1
            rows.unplaced += 1
        case .press(let key, let time):
            count(at: time)
            keys.press(key.key, code: key.code, at: time, into: &batch)
        case .release(let key, let time):
            count(at: time)
            keys.release(key.key, code: key.code, at: time, into: &batch)
        case .typed(let key, let time):
            count(at: time)
            input.take(key)
            input.endRecord(at: time, into: &batch)
            output.noteInput()
        case .input(let place, let time):
            count(at: time)
            JSONTextDecoder.read(place, of: text, into: &input)
            input.endRecord(at: time, into: &batch)
            output.noteInput()
        case .output(let place, let time):
            count(at: time)
            JSONTextDecoder.read(place, of: text, into: &output)
            output.finishRecord(at: time, into: &batch)
        case .command(let place, let time):
            count(at: time)
            var line = PlainText()
            JSONTextDecoder.read(place, of: text, into: &line)
            for command in CommandWords.commands(in: line.bytes) {
                batch.append(CommandEvent(time: time, command: command.command, words: command.words))
            }
        case .title(let place, let time):
            count(at: time)
            var title = PlainText()
            JSONTextDecoder.read(place, of: text, into: &title)
            let words = TitleWords.words(in: title.bytes)
            if words.count > 0 { batch.append(TitleEvent(time: time, words: words)) }
        case .end:
            isComplete = true
            output.giveUpText()
        case .other:
            break
        case .malformed(let reason):
            countMalformed(reason, start: start)
        }
    }

    private mutating func count(at time: Timestamp) {
        rows.total += 1
        typedSpan.include(time)
    }

    func wrongHeader(at start: Int64) -> RecordingError {
        RecordingError(.wrongHeader(expected: JSONLinesHeader.example), line: lines.number, byte: start)
    }

    private func tooLongHeader(at start: Int64) -> RecordingError {
        let problem = RecordingError.Problem.unsupported(
            what: "one with a header of more than \(Self.lineLimit) bytes",
            remedy: "Let the adapter write a shorter one"
        )
        return RecordingError(problem, line: lines.number, byte: start)
    }
}
