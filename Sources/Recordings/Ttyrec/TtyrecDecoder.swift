/// Decodes the records of a ttyrec: of what was shown, no more than the first bytes of each record are looked at.
struct TtyrecDecoder: RecordingDecoder {
    /// What the next byte belongs to.
    enum Part: UInt8 {
        case time
        case length
        case output
        /// Behind the end.
        case nothing
    }

    var rows = RowCounts()
    var span: RecordedSpan?
    var damage: RecordingError?
    var parts = PartSequence()
    /// The offset in its part of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    /// The recording's first bytes, no more than a head.
    var beginning: [UInt8] = []
    var part = Part.time
    var partial = PartialNumber()
    /// The offset of the first byte of the present record.
    var recordStart: Int64 = 0
    /// How many heads of records were met, of which two are enough to count.
    var heads = 0
    /// The two halves of the present record's time.
    var seconds: UInt32 = 0
    var microseconds: UInt32 = 0
    /// How many bytes of the present record are still to come.
    var rest = 0
    var output = TerminalOutput()

    var showsTerminal: Bool { true }
    var holdsShownText: Bool { output.holdsText }
    mutating func giveUpShownText() { output.giveUpText() }

    var wantedStream: StreamName? { parts.wantedStream }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        if parts.number == 1, offset < Ttyrec.headLength { keepBeginning(bytes) }
        while position < bytes.count, !batch.isFull {
            switch part {
            case .time:
                if takeRecord(bytes, at: &position, into: &batch) { break }
                let start = offset + Int64(position - partial.count)
                guard let number = partial.take(8, of: bytes, at: &position) else { break }
                recordStart = start
                seconds = UInt32(truncatingIfNeeded: number)
                microseconds = UInt32(truncatingIfNeeded: number >> 32)
                part = .length
            case .length:
                guard let length = partial.take(4, of: bytes, at: &position) else { break }
                try begin(length: UInt32(truncatingIfNeeded: length))
            case .output:
                let count = min(rest, bytes.count - position)
                output.take(bytes.extracting(position..<position + count))
                position += count
                rest -= count
                if rest == 0 { end(into: &batch) }
            case .nothing: position = bytes.count
            }
        }
        offset += Int64(position)
        parts.take(position)
        return position
    }

    /// Takes a record that is whole within the bytes; false where that is not what comes next.
    @inline(__always)
    private mutating func takeRecord(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) -> Bool {
        let rest = bytes.count - position - Ttyrec.headLength
        guard partial.count == 0, rest >= 0 else { return false }
        let raw = unsafe bytes.bytes
        // The head is there, and any bytes make an integer.
        let (first, second) = unsafe (
            UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)),
            UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position + 8, as: UInt32.self))
        )
        let time = (seconds: UInt32(truncatingIfNeeded: first), microseconds: UInt32(truncatingIfNeeded: first >> 32))
        guard Ttyrec.isHead(seconds: time.seconds, microseconds: time.microseconds, length: second),
            second > 0, Int(second) <= rest
        else { return false }
        heads = min(2, heads + 1)
        (seconds, microseconds) = time
        recordStart = offset + Int64(position)
        position += Ttyrec.headLength
        output.take(bytes.extracting(position..<position + Int(second)))
        position += Int(second)
        end(into: &batch)
        return true
    }

    private mutating func keepBeginning(_ bytes: Span<UInt8>) {
        for index in 0..<min(bytes.count, Ttyrec.headLength - Int(offset)) where Int(offset) + index == beginning.count
        {
            beginning.append(bytes[index])
        }
    }

    private mutating func begin(length: UInt32) throws(RecordingError) {
        guard Ttyrec.isHead(seconds: seconds, microseconds: microseconds, length: length) else {
            return try stop()
        }
        heads = min(2, heads + 1)
        rest = Int(length)
        part = length > 0 ? .output : .time
    }

    /// Where the next record begins is unknown.
    private mutating func stop() throws(RecordingError) {
        guard heads > 0 else { throw RecordingError(Ttyrec.problem(of: beginning.span), byte: 0) }
        let error = RecordingError(Ttyrec.noHead, byte: recordStart)
        // After a single record this need not be a ttyrec at all.
        guard heads > 1 || parts.number > 1 else { throw error }
        damage = damage ?? error
        part = .nothing
    }

    private mutating func end(into batch: inout EventBatch) {
        // At most 4,102,444,800 s and 999,999 µs.
        let time = Timestamp(milliseconds: Int64(seconds) * 1000 + Int64(microseconds + 500) / 1000)
        if span == nil { span = RecordedSpan() }
        span?.include(time)
        rows.total += 1
        output.finishRecord(at: time, into: &batch)
        part = .time
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        guard heads > 0 else { throw RecordingError(Ttyrec.problem(of: beginning.span), byte: 0) }
        parts.endPart()
        // What a part has begun of a record, no other goes on with.
        if part == .output { output.dropRecord() }
        output.giveUpText()
        offset = 0
        recordStart = 0
        part = .time
        partial = PartialNumber()
        rest = 0
    }
}
