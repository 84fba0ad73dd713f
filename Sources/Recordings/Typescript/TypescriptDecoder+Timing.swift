extension TypescriptDecoder {
    mutating func decodeLine(
        _ text: Span<UInt8>,
        isTooLong: Bool,
        start: Int64,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        guard !isTooLong else { return countMalformed(.tooLong(limit: Self.lineLimit), start: start) }
        guard text.count > 0 else { return }
        if hasExited { return takeLineBehindEnd(text) }
        let digit = text[0] &- UInt8(ascii: "0")
        if digit < 10 { return takeRecord(.output, text, from: 0, start: start) }
        guard text.count > 1, text[1] == UInt8(ascii: " ") else {
            if start == 0 { try refuseLog(text) }
            return countMalformed(.word(field: "event"), start: start)
        }
        switch text[0] {
        case UInt8(ascii: "O"): takeRecord(.output, text, from: 2, start: start)
        case UInt8(ascii: "I"): takeRecord(.input, text, from: 2, start: start)
        case UInt8(ascii: "S"), UInt8(ascii: "H"):
            var cursor = TimingCursor(at: 2)
            guard let delay = readDelay(text, &cursor, start: start) else { return }
            time.advance(by: delay)
            if text[0] == UInt8(ascii: "H"), cursor.takeBlank(text) {
                takeStatement(text.extracting(cursor.position...))
            }
        default: countMalformed(.word(field: "event"), start: start)
        }
    }

    /// Takes a line behind the end of a session: only that another begins is of use.
    private mutating func takeLineBehindEnd(_ text: Span<UInt8>) {
        var cursor = TimingCursor(at: 2)
        guard text.begins(with: "H "), cursor.readDelay(text) != nil, cursor.takeBlank(text) else { return }
        let statement = text.extracting(cursor.position...)
        let name: StaticString = "START_TIME "
        guard statement.begins(with: name), let start = Self.start(statement.extracting(name.utf8CodeUnitCount...))
        else {
            return
        }
        hasExited = false
        (queue.input, queue.output) = (TerminalInput(), TerminalOutput())
        time.beginSession(at: start)
        outputHeader.beginSession()
        inputHeader.beginSession()
    }

    private static func start(_ text: Span<UInt8>) -> TimingClock.Start? {
        TimingClock.Start(firstIn: text.extracting(..<min(text.count, 64)))
    }

    /// Takes what a line says about bytes: a delay, a blank, and a number.
    @inline(__always)
    private mutating func takeRecord(
        _ direction: TerminalDirection,
        _ text: Span<UInt8>,
        from position: Int,
        start: Int64
    ) {
        var cursor = TimingCursor(at: position)
        guard let delay = readDelay(text, &cursor, start: start) else { return }
        guard cursor.takeBlank(text) else { return countMalformed(.fieldCount, start: start) }
        if takeRecord(direction, after: delay, text, &cursor, start: start) { hasRecords = true }
    }

    /// Takes a name, a blank, and a value that the recorder put down about the session.
    private mutating func takeStatement(_ text: Span<UInt8>) {
        guard let length = text.firstIndex(of: UInt8(ascii: " ")) else { return }
        let name = text.extracting(..<length)
        let value = text.extracting((length + 1)...)
        if name.isText("EXIT_CODE") {
            hasExited = true
        } else if name.isText("DURATION") {
            var cursor = TimingCursor()
            if let duration = cursor.readDelay(value) { time.end(after: duration) }
        } else if !hasRecords {
            takeOpeningStatement(name, value)
        }
    }

    private mutating func takeOpeningStatement(_ name: Span<UInt8>, _ value: Span<UInt8>) {
        if name.isText("START_TIME") {
            time.start = Self.start(value)
        } else if name.isText("COLUMNS") {
            columns = Self.number(value)
        } else if name.isText("LINES") {
            description.terminal = RecordingDescription.TerminalSize(columns: columns, lines: Self.number(value))
        } else if name.isText("OUTPUT_LOG") {
            outputLogName = Self.fileName(value)
            outputLog = value.ends(with: ".out") ? .output : .typescript
        } else if name.isText("INPUT_LOG") {
            queue.isOneStream = !outputLogName.isEmpty && outputLogName == Self.fileName(value)
        }
    }

    private static func number(_ text: Span<UInt8>) -> Int64 {
        var cursor = TimingCursor()
        return cursor.readCount(text) ?? 0
    }

    /// What comes behind the last slash of a path, or its last bytes.
    private static func fileName(_ path: Span<UInt8>) -> [UInt8] {
        var start = path.count
        while start > max(0, path.count - longestLogName), path[start - 1] != UInt8(ascii: "/") { start -= 1 }
        return (start..<path.count).map { path[$0] }
    }

    /// Says so where a typescript was given instead of its timing.
    private func refuseLog(_ line: Span<UInt8>) throws(RecordingError) {
        guard
            line.begins(with: Typescript.scriptHeader)
                || Typescript.recognise(line) == .undecided && line.begins(with: "[BEGIN")
        else { return }
        let problem = RecordingError.Problem.unsupported(
            what: "a typescript without its timing",
            remedy:
                "Call the timing NAME.timing beside a typescript called NAME, and let script write it with --log-timing"
        )
        throw RecordingError(problem, line: 1, byte: 0)
    }
}

extension Span<UInt8> {
    fileprivate func isText(_ text: StaticString) -> Bool { count == text.utf8CodeUnitCount && begins(with: text) }

    fileprivate func ends(with text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && extracting((count - text.utf8CodeUnitCount)...).begins(with: text)
    }
}
