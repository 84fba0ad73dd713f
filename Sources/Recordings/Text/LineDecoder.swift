import Snapshots

/// A decoder of a format whose rows are lines.
///
/// Lines that are whole within a chunk are decoded where they lie; only a line that is cut by the end of a chunk is
/// copied, up to `lineLimit` bytes of it.
protocol LineDecoder: RecordingDecoder {
    /// The most bytes of a line, its line feed not counted.
    static var lineLimit: Int { get }
    /// Whether what there is of an unfinished line may be in a snapshot, because nothing that people typed can be in it. `false`
    /// unless the decoder says otherwise.
    static func mayKeep(_ line: Span<UInt8>) -> Bool

    var rows: RowCounts { get set }
    /// How far the lines have been taken.
    var lines: LineProgress { get set }

    /// That the recording does not begin with the header, whose line begins at `start`.
    func wrongHeader(at start: Int64) -> RecordingError

    /// Decodes one line.
    ///
    /// - Parameters:
    ///   - text: the line without its line end; anything where it is too long.
    ///   - isTooLong: whether the line has more bytes than `lineLimit`.
    ///   - start: the offset of its first byte.
    ///   - batch: where events go; it is not full.
    mutating func decodeLine(
        _ text: Span<UInt8>,
        isTooLong: Bool,
        start: Int64,
        into batch: inout EventBatch
    ) throws(RecordingError)
}

extension LineDecoder {
    var wantedStream: StreamName? { lines.hasEnded ? nil : .main }
    var byteCount: Int { MemoryLayout<Self>.size + lines.unfinished.text.capacity }

    static func mayKeep(_ line: Span<UInt8>) -> Bool { false }

    func bytesToRepeat(of stream: StreamName) -> Int64 { stream == .main ? lineBytesToRepeat : 0 }

    var bytesKept: Int64 { lines.unfinishedCount }

    /// How many bytes of an unfinished line a snapshot leaves out.
    var lineBytesToRepeat: Int64 { Self.mayKeep(lines.unfinished.text.span) ? 0 : lines.unfinishedCount }

    /// Appends how far the lines have been taken.
    func snapshotLines(into writer: inout SnapshotWriter) {
        lines.snapshot(into: &writer, mayKeep: Self.mayKeep)
    }

    mutating func restoreLines(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        try lines.restore(from: &reader, lineLimit: Self.lineLimit, mayKeep: Self.mayKeep)
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        lines.hasEnded = true
        let start = lines.start
        if !isCut || lines.awaitsHeader { try takeLastLine(into: &batch) }
        if lines.awaitsHeader { throw wrongHeader(at: start) }
    }

    /// Decodes the line at `position`, or keeps what there is of it, and moves `position` behind it.
    mutating func takeLine(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        let rest = bytes.extracting(position...)
        guard let length = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            lines.unfinished.append(rest, limit: Self.lineLimit)
            position = bytes.count
            return
        }
        let text = rest.extracting(..<length)
        if lines.unfinished.length == 0 {
            let start = lines.offset + Int64(position)
            position += length + 1
            try finishLine(text, length: Int64(length), start: start, into: &batch)
        } else {
            position += length + 1
            lines.unfinished.append(text, limit: Self.lineLimit)
            try takeUnfinishedLine(endingAt: lines.offset + Int64(position) - 1, into: &batch)
        }
    }

    /// Decodes what there is of the last line, if anything.
    mutating func takeLastLine(into batch: inout EventBatch) throws(RecordingError) {
        guard lines.unfinished.length > 0 else { return }
        try takeUnfinishedLine(endingAt: lines.offset, into: &batch)
    }

    private mutating func takeUnfinishedLine(
        endingAt end: Int64,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        let kept = lines.unfinished.take()
        try finishLine(kept.text.span, length: kept.length, start: end - kept.length, into: &batch)
        lines.unfinished.reuse(kept.text)
    }

    /// Takes one line without its line feed. `length` is its true length where `text` was not kept.
    private mutating func finishLine(
        _ text: Span<UInt8>,
        length: Int64,
        start: Int64,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        let hasReturn = text.count > 0 && text[text.count - 1] == UInt8(ascii: "\r")
        let content = hasReturn ? text.extracting(droppingLast: 1) : text
        try decodeLine(content, isTooLong: length > Int64(Self.lineLimit), start: start, into: &batch)
        lines.number += 1
    }

    /// Counts the line that begins at `start` as malformed.
    mutating func countMalformed(_ reason: MalformedRow.Reason, start: Int64) {
        rows.count(MalformedRow(line: lines.number, byte: start, reason: reason))
    }
}

extension Span<UInt8> {
    /// Whether a UTF-8 byte order mark comes first.
    var startsWithByteOrderMark: Bool {
        count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
    }
}
