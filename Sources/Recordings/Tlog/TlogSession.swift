/// Turns the messages of one recording into events, and says what became of them.
struct TlogSession {
    static let versions: ClosedRange<Int64> = 2...2

    var rows = RowCounts()
    var description = RecordingDescription()
    var typedSpan = RecordedSpan()
    /// What times count from; nil until a message was understood.
    var clock: RecordingContents.Clock?
    /// When the recording began, in ms of its clock.
    var origin: Int64 = 0
    /// A digest of what identifies the recording; nil until a message was understood.
    var recording: UInt64?
    /// The number of the last message.
    var lastID: Int64 = 0
    /// Whether messages may be missing before the first.
    var mayBeginAnywhere = false
    var input = TerminalInput()
    var output = TerminalOutput()

    var message = TlogMessage()
    /// The offset and the line of the message's first byte.
    var messageStart: Int64 = 0
    var messageLine: Int64 = 1

    /// Begins with the next message.
    mutating func begin(at start: Int64, line: Int64) {
        message.reset()
        messageStart = start
        messageLine = line
    }

    /// Takes note of a key, and that the value before it is complete.
    mutating func takeKey(of object: TlogObject, into batch: inout EventBatch) throws(RecordingError) {
        try endValue(into: &batch)
        guard !message.isIgnored else { return }
        let field = TlogMessage.field(of: object)
        if !message.isMessage {
            guard field == .version else {
                message.isIgnored = true
                return
            }
            message.isMessage = true
        }
        guard !message.isTimed || field != .timing else {
            // Texts are cut by the one that was accepted.
            message.defect = message.defect ?? .word(field: "timing")
            message.isIgnored = true
            return
        }
        message.field = field
        if message.isTimed { beginText(field) }
    }

    private mutating func beginText(_ field: TlogMessage.Field) {
        guard field == .input && !message.hasInput || field == .output && !message.hasOutput else { return }
        if field == .input { message.hasInput = true } else { message.hasOutput = true }
        message.cursor = TlogTiming.Cursor()
        nextRecord(field == .input ? .input : .output)
        noteInputBeforeOutput()
    }

    private mutating func nextRecord(_ direction: TlogTiming.Direction) {
        message.record = message.cursor.next(direction, message.timing)
        message.rest = message.record?.count ?? 0
        message.recordTime = message.start + message.cursor.elapsed
    }

    /// Takes a byte of a value.
    mutating func take(_ byte: UInt8, isString: Bool, into batch: inout EventBatch) {
        guard !message.isIgnored else { return }
        switch message.field {
        case .input, .output: if isString { takeText(byte, into: &batch) }
        default: message.takeHead(byte)
        }
    }

    /// Takes of a string what is written as it is, and of a text of the terminal's also its usual escapes, in which so many
    /// backslashes stand for one, until the batch may be full. What it leaves at `position` is for others to take.
    mutating func takeRun(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        backslashes: Int,
        into batch: inout EventBatch
    ) {
        let start = position
        if message.isIgnored {
            position = bytes.extent(ofPlainJSONTextFrom: start).end
        } else if message.record != nil {
            takeText(bytes, at: &position, backslashes: backslashes, into: &batch)
        } else if message.field != .input, message.field != .output {
            position = bytes.extent(ofPlainJSONTextFrom: start).end
            message.takeHead(bytes.extracting(start..<position))
        }
    }

    private mutating func takeText(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        backslashes: Int,
        into batch: inout EventBatch
    ) {
        while let record = message.record, !record.isBinary {
            let isWhole =
                switch record.direction {
                case .input: Self.take(&message.rest, of: bytes, at: &position, backslashes: backslashes, into: &input)
                case .output:
                    Self.take(&message.rest, of: bytes, at: &position, backslashes: backslashes, into: &output)
                }
            guard isWhole else { return }
            goOn(into: &batch)
            if batch.isFull { return }
        }
    }

    /// Hands so many characters on that are written as they are or as an escape that stands for one of ASCII, and moves behind
    /// them; true where there were as many and another one begins.
    @inline(__always)
    private static func take(
        _ characters: inout UInt32,
        of bytes: Span<UInt8>,
        at position: inout Int,
        backslashes: Int,
        into sink: inout some TextSink
    ) -> Bool {
        // Local ones stay in registers.
        var (index, rest) = (position, Int(characters))
        defer { (position, characters) = (index, UInt32(truncatingIfNeeded: rest)) }
        while true {
            let text = bytes.extent(ofPlainJSONTextFrom: index, atMost: rest)
            if text.end > index {
                sink.take(bytes.extracting(index..<text.end), columns: text.columns)
                index = text.end
                rest &-= text.characters
            }
            guard index < bytes.count else { return false }
            guard bytes[index] == UInt8(ascii: "\\") else { return bytes[index].isPlainInJSON }
            guard let escape = JSONEscape(bytes, at: index, backslashes: backslashes), escape.scalar < 0x80 else {
                return false
            }
            guard rest > 0 else { return true }
            sink.take(UInt8(truncatingIfNeeded: escape.scalar))
            index &+= escape.length
            rest &-= 1
        }
    }

    private mutating func takeText(_ byte: UInt8, into batch: inout EventBatch) {
        guard message.isTimed else {
            message.defect = message.defect ?? .missing("timing before its texts")
            message.isIgnored = true
            return
        }
        let beginsCharacter = byte & 0xC0 != 0x80
        if beginsCharacter, message.rest == 0 { goOn(into: &batch) }
        guard let record = message.record else {
            message.defect = message.defect ?? .missing("timing of all its text")
            return
        }
        if beginsCharacter { message.rest &-= 1 }
        let known = record.isBinary ? 0xFF : byte
        guard beginsCharacter || !record.isBinary else { return }
        if record.direction == .output { output.take(known) } else { input.take(known) }
    }

    /// Goes on with the next record of the same direction.
    private mutating func goOn(into batch: inout EventBatch) {
        guard let ended = message.record else { return }
        let time = message.recordTime
        nextRecord(ended.direction)
        if message.record?.joins != true { endRecord(of: ended.direction, at: time, into: &batch) }
        if ended.direction == .output { noteInputBeforeOutput() }
    }

    /// Tells what the terminal shows that it was sent something, where the timing has that before the record at hand. Which of
    /// the two texts comes first does not matter.
    private mutating func noteInputBeforeOutput() {
        if message.cursor.hasPassedInput { output.noteInput() }
        message.cursor.hasPassedInput = false
    }

    private mutating func endRecord(of direction: TlogTiming.Direction, at time: Int64, into batch: inout EventBatch) {
        let time = Timestamp(milliseconds: time)
        switch direction {
        case .input: input.endRecord(at: time, into: &batch)
        case .output: output.finishRecord(at: time, into: &batch)
        }
    }

    /// Takes note that a value is complete, if there is one.
    private mutating func endValue(into batch: inout EventBatch) throws(RecordingError) {
        guard !message.isIgnored else { return }
        switch message.field {
        case .none: return
        case .input, .output: endText(into: &batch)
        default:
            message.endHead()
            if message.field == .version { try checkVersion() }
            if message.field == .timing { accept() }
            if message.defect != nil { message.isIgnored = true }
        }
        message.field = .none
    }

    private mutating func endText(into batch: inout EventBatch) {
        guard message.isTimed, let record = message.record else { return }
        endRecord(of: record.direction, at: message.recordTime, into: &batch)
        let isShort = message.cursor.next(record.direction, message.timing) != nil || message.rest > 0
        if isShort { noteShortText() }
        if record.direction == .output { noteInputBeforeOutput() }
        message.record = nil
        message.rest = 0
    }

    private mutating func noteShortText() {
        message.defect = message.defect ?? .missing("text for all its timing")
    }

    private mutating func checkVersion() throws(RecordingError) {
        if let version = message.version, Self.versions ~= version { return }
        guard recording == nil, let version = message.version else {
            message.defect = message.defect ?? .word(field: "ver")
            return
        }
        let problem = RecordingError.Problem.unsupported(
            what: "of version \(version) of tlog's format",
            remedy: "Use a newer Gait; this one reads version \(Self.versions.upperBound)"
        )
        throw RecordingError(problem, line: messageLine, byte: messageStart)
    }

    /// Looks where the message belongs, now that its timing is there.
    private mutating func accept() {
        guard message.defect == nil else { return }
        message.defect = defectOfHead
        let summary = message.timing.read()
        if summary == nil { message.defect = message.defect ?? .word(field: "timing") }
        if message.defect != nil, let recording, recording == message.recording, let id = message.id {
            // It is bad, but it is there.
            lastID = max(lastID, id)
        }
        guard message.defect == nil, let position = message.position, let id = message.id, let summary else {
            return
        }
        let isFirst = recording == nil
        if isFirst {
            recording = message.recording
            clock = message.time == nil ? .session : .wall
            origin = message.time.map { $0 - position } ?? 0
            description.user = message.user
            description.host = message.host
        }
        noteGap(before: id, isFirst: isFirst)
        lastID = id
        if description.terminal == nil {
            description.terminal = summary.terminal
            output.width = Int(description.terminal?.columns ?? 0)
        }
        message.start = origin + position
        typedSpan.include(Timestamp(milliseconds: isFirst && id == 1 ? origin : message.start))
        typedSpan.include(Timestamp(milliseconds: message.start + summary.duration))
        message.isTimed = true
    }

    private var defectOfHead: MalformedRow.Reason? {
        if let recording, recording != message.recording { return .foreign }
        guard let id = message.id else { return .missing("id") }
        guard id > lastID else { return .outOfOrder }
        return message.position == nil ? .missing("pos") : nil
    }

    private mutating func noteGap(before id: Int64, isFirst: Bool) {
        let lost = id - lastID - 1
        guard lost > 0, !isFirst || !mayBeginAnywhere else { return }
        rows.count(MalformedRow(line: messageLine, byte: messageStart, reason: .lost(rows: lost)))
        // What was begun before the gap ends in it.
        input = TerminalInput()
        output.echo = TerminalEcho()
        output.forget()
    }

    /// Takes note that the message is complete.
    mutating func endMessage(into batch: inout EventBatch) throws(RecordingError) {
        try endValue(into: &batch)
        if message.isTimed {
            var cursor = TlogTiming.Cursor()
            if !message.hasInput, cursor.next(.input, message.timing) != nil { noteShortText() }
            cursor = TlogTiming.Cursor()
            if !message.hasOutput {
                if cursor.next(.output, message.timing) != nil { noteShortText() }
                if cursor.hasPassedInput { output.noteInput() }
            }
        } else if message.isMessage {
            message.defect = message.defect ?? .missing("timing")
        }
        countMessage()
    }

    /// Takes note that the message ends where it should not.
    mutating func breakMessage(_ reason: MalformedRow.Reason, into batch: inout EventBatch) {
        if message.isTimed, let record = message.record {
            endRecord(of: record.direction, at: message.recordTime, into: &batch)
        }
        message.defect = message.defect ?? reason
        countMessage()
    }

    private mutating func countMessage() {
        defer { message.reset() }
        guard message.isMessage else { return }
        if let defect = message.defect {
            countMalformed(defect)
        } else {
            rows.total += 1
        }
    }

    /// Counts what begins where the message does as malformed.
    mutating func countMalformed(_ reason: MalformedRow.Reason) {
        rows.count(MalformedRow(line: messageLine, byte: messageStart, reason: reason))
    }
}
