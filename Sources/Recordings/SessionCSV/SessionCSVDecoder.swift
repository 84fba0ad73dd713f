import Glibc

/// Decodes the lines of a session CSV.
///
/// Lines that are whole within a chunk are parsed where they lie; only a line that is cut by the end of a chunk is
/// copied, up to `SessionCSV.lineLimit` bytes of it.
struct SessionCSVDecoder: RecordingDecoder {
    var rows = RowCounts()
    var hasEnded = false
    var hasHeader = false
    /// Whether the first line may be a row, because another part has the header.
    var mayLackHeader = false
    /// The number of the line that comes next or is unfinished, counted from 1.
    var line: Int64 = 1
    /// The offset of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    var unfinished = UnfinishedLine()

    var wantedStream: StreamName? { hasEnded ? nil : .main }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !batch.isFull {
            if hasHeader, unfinished.length == 0 {
                position = decodePlainRows(bytes, from: position, into: &batch)
                if batch.isFull { break }
            }
            try decodeLine(bytes, at: &position, into: &batch)
        }
        offset += Int64(position)
        return position
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        hasEnded = true
        let start = offset - unfinished.length
        if unfinished.length > 0, !isCut || !hasHeader && !mayLackHeader {
            let kept = unfinished.take()
            try finishLine(kept.text.span, length: kept.length, start: start, into: &batch)
        }
        if !hasHeader, !mayLackHeader { throw wrongHeader(at: start) }
    }

    /// Decodes rows of the plain shape up to the first that is not, or is not whole; returns where that one starts.
    private mutating func decodePlainRows(_ bytes: Span<UInt8>, from start: Int, into batch: inout EventBatch) -> Int {
        var position = start
        var count: Int64 = 0
        unsafe bytes.withUnsafeBytes { raw in
            while !batch.isFull, let event = unsafe PlainRow.read(raw, at: &position) {
                batch.append(event)
                count += 1
            }
        }
        rows.total += count
        line += count
        return position
    }

    /// Decodes the line at `position`, or keeps what there is of it, and moves `position` behind it.
    private mutating func decodeLine(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        let rest = bytes.extracting(position...)
        guard let length = rest.firstLineFeed else {
            unfinished.append(rest)
            position = bytes.count
            return
        }
        let lineStart = offset + Int64(position) - unfinished.length
        let text = rest.extracting(..<length)
        position += length + 1
        if unfinished.length == 0 {
            try finishLine(text, length: Int64(length), start: lineStart, into: &batch)
        } else {
            unfinished.append(text)
            let kept = unfinished.take()
            try finishLine(kept.text.span, length: kept.length, start: lineStart, into: &batch)
            unfinished.reuse(kept.text)
        }
    }

    /// Takes one line without its line feed. `length` is its true length where `text` was cut at the limit.
    private mutating func finishLine(
        _ text: Span<UInt8>,
        length: Int64,
        start: Int64,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        let hasReturn = text.count > 0 && text[text.count - 1] == UInt8(ascii: "\r")
        let content = hasReturn ? text.extracting(droppingLast: 1) : text
        defer { line += 1 }
        if !hasHeader, isHeader(content) || !mayLackHeader {
            guard isHeader(content) else { throw wrongHeader(at: start) }
            hasHeader = true
            return
        }
        hasHeader = true
        if length > Int64(SessionCSV.lineLimit) {
            countMalformed(.tooLong(limit: SessionCSV.lineLimit), start: start)
        } else if content.count > 0 {
            decodeRow(content, start: start, into: &batch)
        }
    }

    private mutating func decodeRow(_ text: Span<UInt8>, start: Int64, into batch: inout EventBatch) {
        switch SessionCSVRow.parse(text) {
        case .event(let event):
            rows.total += 1
            batch.append(event)
        case .unplaced:
            rows.total += 1
            rows.unplaced += 1
        case .malformed(let reason):
            countMalformed(reason, start: start)
        }
    }

    private mutating func countMalformed(_ reason: MalformedRow.Reason, start: Int64) {
        rows.total += 1
        rows.malformed += 1
        if rows.firstMalformed == nil {
            rows.firstMalformed = MalformedRow(line: line, byte: start, reason: reason)
        }
    }

    private func isHeader(_ text: Span<UInt8>) -> Bool {
        let unmarked = SessionCSV.startsWithByteOrderMark(text) ? text.extracting(droppingFirst: 3) : text
        return unmarked.count == SessionCSV.header.utf8CodeUnitCount
            && RecordingFormat.verdict(on: unmarked, expecting: SessionCSV.header) == .matches
    }

    private func wrongHeader(at start: Int64) -> RecordingError {
        RecordingError(.wrongHeader(expected: "\(SessionCSV.header)"), line: line, byte: start)
    }
}

/// The beginning of a line whose end is still to come, in bounded memory.
struct UnfinishedLine {
    /// The first bytes, at most `SessionCSV.lineLimit`.
    var text: [UInt8] = []
    /// The bytes so far, kept or not.
    var length: Int64 = 0

    mutating func append(_ bytes: Span<UInt8>) {
        length += Int64(bytes.count)
        let room = SessionCSV.lineLimit - text.count
        let kept = bytes.extracting(..<min(room, bytes.count))
        unsafe kept.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    }

    /// Hands the line over and starts the next.
    mutating func take() -> (text: [UInt8], length: Int64) {
        let taken = (text, length)
        text = []
        length = 0
        return taken
    }

    /// Takes back the memory of a line that was handed over.
    mutating func reuse(_ memory: consuming [UInt8]) {
        memory.removeAll(keepingCapacity: true)
        text = memory
    }
}

extension Span<UInt8> {
    /// The index of the first line feed.
    fileprivate var firstLineFeed: Int? {
        unsafe withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress, let found = unsafe memchr(start, 0x0A, buffer.count) else {
                return nil
            }
            return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
        }
    }
}
