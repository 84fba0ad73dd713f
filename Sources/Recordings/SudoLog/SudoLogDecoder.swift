/// Decodes sudo's I/O logs: first what is said of the command, then `timing`, and with it what the terminal was sent and
/// showed.
struct SudoLogDecoder: TimingDecoder {
    /// The lines of `timing` have about 20 bytes.
    static let lineLimit = 256
    /// The first line of `log`.
    static let logLimit = 2048

    /// What is read.
    enum Part: UInt8 {
        /// `log.json`.
        case json
        /// `log`, which older sudos write alone.
        case log
        /// `timing`, `ttyin` and `ttyout`.
        case records
        /// What follows the first line of `log`, of which nothing is used.
        case restOfLog
    }

    var rows = RowCounts()
    var lines = LineProgress()
    var part = Part.json
    var json = SudoLogJSON()
    var log = UnfinishedLine()
    var description = RecordingDescription()
    var time = TimingClock()
    var queue = TimedRecordQueue(input: "input in ttyin", output: "output in ttyout")

    /// A decoder of a whole recording.
    init() { lines.mayLackHeader = true }

    var wantedStream: StreamName? {
        switch part {
        case .json: return .logJSON
        case .log, .restOfLog: return .log
        case .records: break
        }
        if let direction = queue.wanted { return .terminal(direction) }
        // Behind the end of `timing`, nothing is of use any more but where the others end.
        return lines.hasEnded ? queue.openStream.map(StreamName.terminal) : .main
    }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        switch part {
        case .json:
            json.take(bytes)
            return bytes.count
        case .log:
            let length = bytes.firstIndex(of: UInt8(ascii: "\n"))
            log.append(bytes.extracting(..<(length ?? bytes.count)), limit: Self.logLimit)
            if length != nil {
                endLog()
                part = .restOfLog
            }
            return bytes.count
        case .restOfLog:
            return bytes.count
        case .records:
            if queue.wanted != nil { return queue.take(bytes, time, &rows, into: &batch) }
            return try decodeTiming(bytes, into: &batch)
        }
    }

    private mutating func decodeTiming(
        _ bytes: Span<UInt8>,
        into batch: inout EventBatch
    ) throws(RecordingError) -> Int {
        // Echoes may have waited for room in the batch.
        queue.advance(time, &rows, into: &batch)
        guard !batch.isFull else { return 0 }
        guard !lines.hasEnded else { return bytes.count }
        if lines.offset == 0, bytes[0] == UInt8(ascii: "{") { throw Self.isAlone("log.json") }
        var position = 0
        while position < bytes.count, queue.isGathering { try takeLine(bytes, at: &position, into: &batch) }
        lines.offset += Int64(position)
        queue.begin(time, &rows, into: &batch)
        return position
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        switch part {
        case .json: endJSON()
        case .log: endLog()
        case .restOfLog: part = .records
        case .records:
            if let direction = queue.wanted ?? (lines.hasEnded ? queue.openStream : nil) {
                queue.endStream(direction, time, &rows, into: &batch)
            } else {
                queue.advance(time, &rows, into: &batch)
                lines.hasEnded = true
                if !isCut { try takeLastLine(into: &batch) }
                queue.begin(time, &rows, into: &batch)
            }
        }
    }

    private mutating func endJSON() {
        if let said = json.result {
            take(said)
        } else {
            part = .log
        }
        json = SudoLogJSON()
    }

    private mutating func endLog() {
        let line = log.take().text
        take(SudoLogDescription(log: line.span) ?? SudoLogDescription())
    }

    private mutating func take(_ said: SudoLogDescription) {
        description = said.description
        time.start = said.start
        queue.output.width = Int(description.terminal?.columns ?? 0)
        part = .records
    }

    mutating func decodeLine(
        _ text: Span<UInt8>,
        isTooLong: Bool,
        start: Int64,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        guard !isTooLong else { return countMalformed(.tooLong(limit: Self.lineLimit), start: start) }
        guard text.count > 0 else { return }
        if start == 0, SudoLog.isLog(text) { throw Self.isAlone("log") }
        var cursor = TimingCursor(at: 1)
        let kind = text[0] &- UInt8(ascii: "0")
        guard kind <= SudoLog.lastKind, cursor.takeBlank(text) else {
            return countMalformed(.word(field: "event"), start: start)
        }
        guard let delay = readDelay(text, &cursor, start: start) else { return }
        guard cursor.takeBlank(text) else { return countMalformed(.fieldCount, start: start) }
        guard let direction = SudoLog.direction(of: kind) else { return time.advance(by: delay) }
        _ = takeRecord(direction, after: delay, text, &cursor, start: start)
    }

    static func mayKeep(_ line: Span<UInt8>) -> Bool {
        line.indices.allSatisfy { index in
            switch line[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: ","): true
            default: false
            }
        }
    }

    /// What was read as `timing` is another file of a recording that lacks it: somebody will miss that.
    private static func isAlone(_ name: String) -> RecordingError {
        let problem = RecordingError.Problem.unsupported(
            what: "the \(name) of one of sudo's I/O logs, beside which there is no timing that can be read",
            remedy: "Fetch the whole directory from where sudo wrote it: without timing nothing is known of the session"
        )
        return RecordingError(problem, byte: 0)
    }

    func wrongHeader(at start: Int64) -> RecordingError {
        RecordingError(.wrongHeader(expected: "4 0.012345678 9"), line: lines.number, byte: start)
    }
}

extension StreamName {
    /// What sudo writes about the command.
    static let logJSON = StreamName("log.json")
    /// The same, without names for what it says and with less.
    static let log = StreamName("log")
    /// What the terminal was sent.
    static let ttyIn = StreamName("ttyin")
    /// What it showed.
    static let ttyOut = StreamName("ttyout")

    fileprivate static func terminal(_ direction: TerminalDirection) -> StreamName {
        direction == .input ? ttyIn : ttyOut
    }
}
