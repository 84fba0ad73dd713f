/// Decodes typescripts: the timing, and with it what the terminal was sent and showed, in one file or in two.
///
/// Of `script --append` the logs hold the sessions before, too, of which there is no timing any more. They are passed over where
/// the timing says when its session began; where it does not, as the classic one, the recording is refused. Where somebody has
/// kept the timings one behind the other, a session that begins behind the end of another goes on with the same recording.
struct TypescriptDecoder: TimingDecoder {
    /// Lines have about 15 bytes, but for the one that tells the command.
    static let lineLimit = 16 * 1024
    /// The most bytes of a log's name that are compared.
    static let longestLogName = 255

    var rows = RowCounts()
    var lines = LineProgress()
    var description = RecordingDescription()
    /// Whether the timing says that the session is over, and no other has begun.
    var hasExited = false
    var time = TimingClock()
    var queue = TimedRecordQueue(input: "input in the file beside it", output: "output in the file beside it")
    /// Where what the terminal showed is.
    var outputLog = TypescriptLog.typescript
    /// How the file is called where what the terminal showed was written.
    var outputLogName: [UInt8] = []
    /// The terminal's columns, until its lines are told.
    var columns: Int64 = 0
    /// Whether there was a record, so that it is settled which file is which.
    var hasRecords = false
    /// The way to where the session begins in each file.
    var outputHeader = TypescriptHeaderSearch()
    var inputHeader = TypescriptHeaderSearch()
    var endMark = TypescriptEndMark()

    /// A decoder of a whole recording.
    init() { lines.mayLackHeader = true }

    var isComplete: Bool { hasExited || endMark.isComplete }

    var wantedStream: StreamName? {
        if let direction = wantedDirection { return log(of: direction).stream }
        return lines.hasEnded ? nil : .main
    }

    /// The direction whose file is read next; nil while that is the timing, and once the recording has ended.
    private var wantedDirection: TerminalDirection? {
        // The clock has to be known before events are told, and it does not depend on how bytes are cut.
        if awaitsStart { return .output }
        if let direction = queue.wanted { return direction }
        // Behind all records there may be an end mark.
        return lines.hasEnded ? queue.openStream : nil
    }

    /// Whether the first line of the output has to say when the session began.
    private var awaitsStart: Bool {
        time.start == nil && !outputHeader.isFound && !queue.isEmpty && !queue.outputEnd.isReached
    }

    private func log(of direction: TerminalDirection) -> TypescriptLog {
        direction == .input ? .input : outputLog
    }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        guard let direction = wantedDirection else { return try decodeTiming(bytes, into: &batch) }
        guard direction == .input ? inputHeader.isFound : outputHeader.isFound else {
            return takeHeader(bytes, of: direction, into: &batch)
        }
        if queue.wanted != nil { return queue.take(bytes, time, &rows, into: &batch) }
        // Echoes may have waited for room in the batch.
        queue.advance(time, &rows, into: &batch)
        if batch.isFull { return 0 }
        if direction == .output { endMark.take(bytes) }
        return bytes.count
    }

    private mutating func decodeTiming(
        _ bytes: Span<UInt8>,
        into batch: inout EventBatch
    ) throws(RecordingError) -> Int {
        queue.advance(time, &rows, into: &batch)
        guard !batch.isFull else { return 0 }
        var position = 0
        // A session is behind before another begins.
        while position < bytes.count, queue.isGathering, !hasExited || queue.isEmpty {
            try takeLine(bytes, at: &position, into: &batch)
        }
        lines.offset += Int64(position)
        if !awaitsStart { queue.begin(time, &rows, into: &batch) }
        return position
    }

    /// Takes what there is of a line before what the session put into a file. Where it has none, that of the input is what was
    /// typed.
    private mutating func takeHeader(
        _ bytes: Span<UInt8>,
        of direction: TerminalDirection,
        into batch: inout EventBatch
    ) -> Int {
        let length = bytes.firstIndex(of: UInt8(ascii: "\n"))
        let line = bytes.extracting(..<(length ?? bytes.count))
        if direction == .output { outputHeader.append(line) } else { inputHeader.append(line) }
        if length != nil { endHeaderLine(of: direction, isLast: false, into: &batch) }
        return length.map { $0 + 1 } ?? bytes.count
    }

    private mutating func endHeaderLine(
        of direction: TerminalDirection,
        isLast: Bool,
        into batch: inout EventBatch
    ) {
        if direction == .input {
            guard inputHeader.endLine(of: time.sessionStart, isLast: isLast) != nil else { return }
        } else {
            guard let line = outputHeader.endLine(of: time.sessionStart, isLast: isLast) else { return }
            time.start = time.start ?? line.start
            description.terminal = description.terminal ?? line.terminal
            queue.output.width = Int((line.terminal ?? description.terminal)?.columns ?? 0)
        }
        queue.begin(time, &rows, into: &batch)
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        if let direction = wantedDirection {
            try endLog(of: direction, into: &batch)
        } else {
            queue.advance(time, &rows, into: &batch)
            lines.hasEnded = true
            if !isCut { try takeLastLine(into: &batch) }
            if !awaitsStart { queue.begin(time, &rows, into: &batch) }
        }
    }

    private mutating func endLog(
        of direction: TerminalDirection,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        if direction == .output, outputLog == .typescript, outputHeader.isUnbegun {
            // It may be called the other way.
            outputLog = .output
            return
        }
        if direction == .output ? !outputHeader.isFound : !inputHeader.isFound {
            endHeaderLine(of: direction, isLast: true, into: &batch)
        }
        queue.endStream(direction, time, &rows, into: &batch)
        // Of an advanced timing, which names its logs, the session has been looked for; and what a damaged one tells is less, too.
        let isClassic = outputLogName.isEmpty && rows.malformed == 0
        guard direction == .input || !isClassic || !endMark.isElsewhere else {
            let problem = RecordingError.Problem.unsupported(
                what: "a typescript of more than its timing tells, as of script --append",
                remedy: "Let script write each session into files of its own, or use --logging-format advanced"
            )
            throw RecordingError(problem, byte: 0)
        }
    }

    func wrongHeader(at start: Int64) -> RecordingError {
        RecordingError(.wrongHeader(expected: "0.012345 9"), line: lines.number, byte: start)
    }
}
