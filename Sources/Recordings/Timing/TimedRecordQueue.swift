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
    var output = TerminalOutput()
    /// Whether the present pass is the one in which what was shown comes.
    var isShowing = false
    /// What is said to be missing where a stream is too short.
    private let parts: (input: StaticString, output: StaticString)

    /// An empty queue.
    ///
    /// - Parameters:
    ///   - input: what is missing of a record where the stream of the input is too short, such as "input in ttyin".
    ///   - output: likewise.
    init(input: StaticString, output: StaticString) {
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
        for index in next..<records.count where isIncomplete(records[index]) { return stream(of: records[index]) }
        return nil
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
        isShowing = true
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
        while position < bytes.count, next < records.count, !batch.isFull {
            var record = records[next]
            guard record.isUnfinished(in: stream, isOneStream: isOneStream) else { break }
            let count = Int(min(Int64(bytes.count - position), record.rest))
            let part = bytes.extracting(position..<position + count)
            if record.direction == .output { output.take(part) } else { input.take(part) }
            position += count
            record.rest -= Int64(count)
            let isWhole = record.rest == 0
            if isWhole, record.direction == .output {
                record.echo = output.endRecord(at: clock.time(at: record.elapsed), into: &batch)
            }
            if isWhole, pass == .events {
                finish(record, at: clock.time(at: record.elapsed), &rows, into: &batch)
            } else {
                records[next] = record
            }
            guard isWhole else { break }
            next += 1
            if next == records.count || !records[next].isUnfinished(in: stream, isOneStream: isOneStream) {
                advance(clock, &rows, into: &batch)
            }
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
            output.dropRecord()
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
            let record = records[next]
            if isAwaited(record) { return }
            if pass == .events {
                if batch.isFull { return }
                finish(record, at: clock.time(at: record.elapsed), &rows, into: &batch)
            } else if record.direction == .input {
                output.noteInput()
            }
            next += 1
        }
    }

    private mutating func goOn() {
        next = 0
        if pass == .echoes {
            pass = .events
            isShowing = false
        } else {
            pass = .gathering
            // A session that is followed has a record or two at a time.
            records.removeAll(keepingCapacity: records.count <= 16)
        }
    }

    /// Hands out what came of a record, all of whose bytes are there that ever will be.
    @inline(__always)
    private mutating func finish(
        _ record: TimedRecord,
        at time: Timestamp,
        _ rows: inout RowCounts,
        into batch: inout EventBatch
    ) {
        let rest = record.rest
        switch record.direction {
        case .output:
            if rest > 0 { countLoss(of: record, &rows) }
            if let echo = record.echo { batch.append(KeyEvent(echo, at: time)) }
        case .input:
            if isShowing { output.noteInput() }
            let count = batch.keys.count
            input.endRecord(at: time, into: &batch)
            guard rest > 0 else { return }
            countLoss(of: record, &rows)
            guard batch.keys.count == count else { return }
            let isKey = rest <= Self.longestKey
            batch.append(
                KeyEvent(
                    time: time,
                    action: isKey ? .input : .paste,
                    keyClass: .other,
                    count: isKey ? 1 : UInt32(clamping: rest)
                )
            )
        }
    }

    /// Counts the first record that lacks bytes: all later ones in the same direction lack theirs, too.
    private mutating func countLoss(of record: TimedRecord, _ rows: inout RowCounts) {
        let direction = record.direction
        let wasSeen = direction == .input ? inputEnd.isEarly : outputEnd.isEarly
        guard !wasSeen else { return }
        if direction == .input { inputEnd.isEarly = true } else { outputEnd.isEarly = true }
        let part = direction == .input ? parts.input : parts.output
        rows.countIncomplete(MalformedRow(line: record.line, byte: record.byte, reason: .missing("\(part)")))
    }

    @inline(__always)
    private func stream(of record: TimedRecord) -> TerminalDirection { isOneStream ? .output : record.direction }

    /// Whether bytes of the record are still to come.
    @inline(__always)
    private func isIncomplete(_ record: TimedRecord) -> Bool {
        guard record.rest > 0 else { return false }
        return stream(of: record) == .input ? !inputEnd.isReached : !outputEnd.isReached
    }

    /// Whether bytes of the record, whose turn it is, are needed before the next one.
    @inline(__always)
    private func isAwaited(_ record: TimedRecord) -> Bool {
        isIncomplete(record) && (pass == .events || record.direction == .output)
    }

    private func needsBytes(_ direction: TerminalDirection) -> Bool {
        records.contains { $0.direction == direction && isIncomplete($0) }
    }
}
