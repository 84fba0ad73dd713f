import Snapshots

/// A decoder of recordings in which a timing file, the main stream, says what lies in the others.
protocol TimingDecoder: LineDecoder {
    var time: TimingClock { get set }
    var queue: TimedRecordQueue { get set }
}

extension TimingDecoder {
    var clock: RecordingContents.Clock? { time.kind }
    var span: RecordedSpan? { time.span }
    var showsTerminal: Bool { true }
    var holdsShownText: Bool { queue.output.holdsText }
    var byteCount: Int {
        let queued = queue.records.capacity * MemoryLayout<TimedRecord>.stride
        return MemoryLayout<Self>.size + lines.unfinished.text.capacity + queued
    }

    mutating func giveUpShownText() { queue.output.giveUpText() }

    /// Restores the clock and the records that wait, once the lines are restored.
    mutating func restoreRecords(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        try time.restore(from: &reader)
        try queue.restore(from: &reader)
        // The next record comes behind them: how far is what a snapshot says of it.
        guard let last = queue.records.last else { return }
        guard last.elapsed <= time.elapsed, last.line <= lines.number, last.byte <= lines.start else {
            throw reader.corruption
        }
    }

    /// Moves behind a delay and returns it in ns; nil where there is none, which makes the line malformed that begins at
    /// `start`.
    @inline(__always)
    mutating func readDelay(_ text: Span<UInt8>, _ cursor: inout TimingCursor, start: Int64) -> Int64? {
        if let delay = cursor.readDelay(text) { return delay }
        countMalformed(.number(field: "delay"), start: start)
        return nil
    }

    /// Takes the rest of a line, which says how many bytes a record has that came `delay` ns after what was before; false
    /// where the line is malformed.
    @inline(__always)
    mutating func takeRecord(
        _ direction: TerminalDirection,
        after delay: Int64,
        _ text: Span<UInt8>,
        _ cursor: inout TimingCursor,
        start: Int64
    ) -> Bool {
        guard let length = cursor.readCount(text) else {
            countMalformed(.number(field: "number of bytes"), start: start)
            return false
        }
        guard cursor.isAtEnd(text) else {
            countMalformed(.fieldCount, start: start)
            return false
        }
        time.advance(by: delay)
        rows.total += 1
        if length > 0 {
            queue.append(
                TimedRecord(direction, length: length, elapsed: time.elapsed, line: lines.number, byte: start)
            )
        }
        return true
    }
}
