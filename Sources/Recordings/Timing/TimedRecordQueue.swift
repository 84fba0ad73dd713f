/// Records that a timing file announced: as their bytes come from other streams, they become key events, in the order of the
/// timing file.
///
/// A few hundred records are gathered before their bytes are asked for, because going from one stream to another takes longer
/// than a record does. What was shown comes first, of which no more is kept than what it is the echo of; then what was sent.
struct TimedRecordQueue {
    /// The most records that wait. All of their events fit into one batch.
    static let capacity = 256
    /// One that is longer has more than one key: the sequences that keys send are shorter.
    private static let longestKey: Int64 = 8

    /// What the queue is at.
    enum Pass: UInt8 {
        case gathering
        /// Finding echoes, because there is input, too, which lies in another stream.
        case echoes
        /// Handing out events.
        case events
    }

    /// What became of a stream.
    struct StreamEnd {
        /// Whether it has no more bytes.
        var isReached = false
        /// Whether it was seen that it is too short.
        var isEarly = false
    }

    /// Whether both directions lie in one stream, which is taken for that of the output. It does not change once a record is
    /// there.
    var isOneStream = false
    var records: [TimedRecord] = []
    /// The record whose turn it is, or the number of records.
    var next = 0
    var pass = Pass.gathering
    var inputEnd = StreamEnd()
    var outputEnd = StreamEnd()
    var input = TerminalInput()
    var echo = TerminalEcho()
    /// What is said to be missing where a stream is too short.
    private let parts: (input: String, output: String)

    /// An empty queue.
    ///
    /// - Parameters:
    ///   - input: what is missing of a record where the stream of the input is too short, such as "input in ttyin".
    ///   - output: likewise.
    init(input: String, output: String) {
        parts = (input, output)
    }

    /// Whether there is room for a further record.
    @inline(__always)
    var isGathering: Bool { pass == .gathering && records.count < Self.capacity }

    /// Whether nothing waits.
    var isEmpty: Bool { records.isEmpty }

    /// The stream whose bytes are needed next, named by a direction; nil where none is.
    var wanted: TerminalDirection? {
        guard pass != .gathering else { return nil }
        return records[next...].first(where: isIncomplete).map { stream(of: $0.direction) }
    }

    /// A stream that has not ended, named by a direction; nil where both have.
    var openStream: TerminalDirection? {
        if !isOneStream, !inputEnd.isReached { return .input }
        return outputEnd.isReached ? nil : .output
    }

    /// Appends a record.
    ///
    /// - Precondition: the queue is gathering.
    @inline(__always)
    mutating func append(_ record: TimedRecord) {
        records.append(record)
    }

    /// Goes on from gathering to what the records need.
    mutating func begin(_ clock: TimingClock, _ rows: inout RowCounts, into batch: inout EventBatch) {
        guard pass == .gathering, !records.isEmpty else { return }
        let wantsBoth = !isOneStream && needsBytes(.input) && needsBytes(.output)
        pass = wantsBoth ? .echoes : .events
        advance(clock, &rows, into: &batch)
    }

    /// Takes bytes of the wanted stream from the front; returns how many. It is at least one, or the batch is full.
    mutating func take(
        _ bytes: Span<UInt8>,
        _ clock: TimingClock,
        _ rows: inout RowCounts,
        into batch: inout EventBatch
    ) -> Int {
        guard let stream = wanted else { return 0 }
        // Echoes may have waited for room in the batch.
        advance(clock, &rows, into: &batch)
        var position = 0
        while position < bytes.count, next < records.count, isIncomplete(records[next]),
            self.stream(of: records[next].direction) == stream, !batch.isFull
        {
            let count = Int(min(Int64(bytes.count - position), records[next].rest))
            let part = bytes.extracting(position..<position + count)
            let isOutput = records[next].direction == .output
            if isOutput {
                echo.take(part)
            } else {
                for index in part.indices { input.take(part[index]) }
            }
            position += count
            records[next].rest -= Int64(count)
            guard records[next].rest == 0 else { break }
            if isOutput { records[next].echo = echo.endRecord() }
            advance(clock, &rows, into: &batch)
        }
        return position
    }

    /// Takes note that a stream, named by a direction, has no more bytes.
    mutating func endStream(
        _ stream: TerminalDirection,
        _ clock: TimingClock,
        _ rows: inout RowCounts,
        into batch: inout EventBatch
    ) {
        if stream == .input {
            inputEnd.isReached = true
        } else {
            outputEnd.isReached = true
            // What there is of a record is no echo.
            _ = echo.endRecord()
        }
        advance(clock, &rows, into: &batch)
    }

    /// Hands out events up to a record whose bytes are needed, as far as there is room.
    mutating func advance(_ clock: TimingClock, _ rows: inout RowCounts, into batch: inout EventBatch) {
        while pass != .gathering {
            guard next < records.count else {
                goOn()
                continue
            }
            if pass == .echoes {
                if records[next].direction == .output, isIncomplete(records[next]) { return }
            } else {
                if isIncomplete(records[next]) || batch.isFull { return }
                finish(records[next], at: clock.time(at: records[next].elapsed), &rows, into: &batch)
            }
            next += 1
        }
    }

    private mutating func goOn() {
        next = 0
        if pass == .echoes {
            pass = .events
        } else {
            pass = .gathering
            // A session that is followed has a record or two at a time.
            records.removeAll(keepingCapacity: records.count <= 16)
        }
    }

    /// Hands out what came of a record all of whose bytes are there that ever will be.
    private mutating func finish(
        _ record: TimedRecord,
        at time: Timestamp,
        _ rows: inout RowCounts,
        into batch: inout EventBatch
    ) {
        switch record.direction {
        case .output:
            if record.rest > 0 { countLoss(of: record, part: parts.output, seenBefore: &outputEnd.isEarly, &rows) }
            if let echo = record.echo { batch.append(KeyEvent(echo, at: time)) }
        case .input:
            let count = batch.keys.count
            input.endRecord(at: time, into: &batch)
            guard record.rest > 0 else { return }
            countLoss(of: record, part: parts.input, seenBefore: &inputEnd.isEarly, &rows)
            guard batch.keys.count == count else { return }
            let isKey = record.rest <= Self.longestKey
            batch.append(
                KeyEvent(
                    time: time,
                    action: isKey ? .input : .paste,
                    keyClass: .other,
                    count: isKey ? 1 : UInt32(clamping: record.rest)
                )
            )
        }
    }

    /// Counts the first record that lacks bytes: all later ones in the same direction lack theirs, too.
    private func countLoss(
        of record: TimedRecord,
        part: String,
        seenBefore: inout Bool,
        _ rows: inout RowCounts
    ) {
        guard !seenBefore else { return }
        seenBefore = true
        rows.countIncomplete(MalformedRow(line: record.line, byte: record.byte, reason: .missing(part)))
    }

    private func stream(of direction: TerminalDirection) -> TerminalDirection { isOneStream ? .output : direction }

    /// Whether bytes of the record are still to come.
    @inline(__always)
    private func isIncomplete(_ record: TimedRecord) -> Bool {
        guard record.rest > 0 else { return false }
        return !(record.direction == .input && !isOneStream ? inputEnd : outputEnd).isReached
    }

    private func needsBytes(_ direction: TerminalDirection) -> Bool {
        records.contains { $0.direction == direction && isIncomplete($0) }
    }
}
