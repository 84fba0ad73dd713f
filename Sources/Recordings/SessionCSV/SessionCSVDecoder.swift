/// Decodes the lines of a session CSV.
struct SessionCSVDecoder: LineDecoder {
    /// Real rows have about 45 bytes.
    static let lineLimit = 4096

    var rows = RowCounts()
    var lines = LineProgress()

    /// A decoder of a whole recording, or of a part that another's header is for.
    init(isContinuation: Bool = false) { lines.mayLackHeader = isContinuation }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !batch.isFull {
            if lines.hasHeader, lines.unfinished.length == 0 {
                position = decodePlainRows(bytes, from: position, into: &batch)
                if batch.isFull { break }
            }
            try takeLine(bytes, at: &position, into: &batch)
        }
        lines.offset += Int64(position)
        return position
    }

    static func mayKeep(_ line: Span<UInt8>) -> Bool { SessionCSV.isBeginning(line) }

    /// Decodes rows of the plain shape up to the first that is not, or is not whole; returns where that one starts.
    private mutating func decodePlainRows(_ bytes: Span<UInt8>, from start: Int, into batch: inout EventBatch) -> Int {
        var position = start
        var count: Int64 = 0
        unsafe bytes.withUnsafeBytes { raw in
            // Others than of the pointer do not become more, and `batch` was not full before.
            batch.appendPointer { events in
                while events.freeCapacity > 0, let event = unsafe PlainRow.read(raw, at: &position) {
                    events.append(event)
                }
                count = Int64(events.count)
            }
        }
        rows.total += count
        lines.number += count
        return position
    }

    mutating func decodeLine(
        _ text: Span<UInt8>,
        isTooLong: Bool,
        start: Int64,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        if !lines.hasHeader, isHeader(text) || !lines.mayLackHeader {
            guard isHeader(text) else { throw wrongHeader(at: start) }
            lines.hasHeader = true
            return
        }
        lines.hasHeader = true
        if isTooLong {
            countMalformed(.tooLong(limit: Self.lineLimit), start: start)
        } else if text.count > 0 {
            decodeRow(text, start: start, into: &batch)
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

    private func isHeader(_ text: Span<UInt8>) -> Bool {
        let unmarked = text.startsWithByteOrderMark ? text.extracting(droppingFirst: 3) : text
        return unmarked.count == SessionCSV.header.utf8CodeUnitCount
            && RecordingFormat.verdict(on: unmarked, expecting: SessionCSV.header) == .matches
    }

    func wrongHeader(at start: Int64) -> RecordingError {
        RecordingError(.wrongHeader(expected: "\(SessionCSV.header)"), line: lines.number, byte: start)
    }
}
