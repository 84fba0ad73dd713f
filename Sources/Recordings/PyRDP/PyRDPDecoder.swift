/// Decodes the records of a PyRDP recording.
///
/// Of the payloads only those of fast-path input are looked into, and there only events of the pointer and of keys: all
/// other payloads (one holds the user's password) are passed over without a copy. What the end of a chunk cuts is kept as
/// a number of at most seven bytes.
///
/// Events that a client sent outside the fast path are passed over too.
struct PyRDPDecoder: RecordingDecoder {
    /// What the next byte belongs to.
    enum Part: UInt8 {
        case recordLength
        case recordKind
        case recordTime
        /// The rest of a record that holds nothing more for us.
        case payload
        case inputHeader
        case inputLength
        case inputLengthLowByte
        case inputEventCount
        case eventHeader
        case pointerEvent
        /// The rest of an event that is neither the pointer's nor a key's.
        case otherEvent
        case scancodeEvent
        case unicodeEvent
        /// Behind the end.
        case nothing
    }

    var rows = RowCounts()
    var hasEnded = false
    var isComplete = false
    var damage: RecordingError?
    /// The offset of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    var part = Part.recordLength
    var partial = PartialNumber()
    /// The offset of the first byte of the present record.
    var recordStart: Int64 = 0
    /// How many bytes of the present record are still to come.
    var recordRest: UInt64 = 0
    var recordKind: UInt16 = 0
    var time = Timestamp.missing
    /// How many events of the present record are still to come, the present one not counted.
    var eventsLeft: UInt8 = 0
    /// How many bytes of the present event are still to come.
    var eventRest: UInt8 = 0
    /// The flags in the first byte of the present event.
    var eventFlags = PyRDPKeyFlags()
    var pointer = PyRDPPointer()
    var keys = KeyTracker()

    var wantedStream: StreamName? { hasEnded ? nil : .main }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !batch.isFull {
            switch part {
            case .recordLength:
                try readRecordLength(bytes, at: &position)
            case .recordKind:
                guard let kind = partial.take(2, of: bytes, at: &position) else { break }
                recordKind = UInt16(truncatingIfNeeded: kind)
                part = .recordTime
            case .recordTime:
                guard let milliseconds = partial.take(8, of: bytes, at: &position) else { break }
                time = Timestamp(milliseconds: Int64(clamping: milliseconds))
                beginPayload()
            case .payload:
                let count = Int(min(recordRest, UInt64(bytes.count - position)))
                position += count
                recordRest -= UInt64(count)
                if recordRest == 0 { part = .recordLength }
            case .nothing:
                position = bytes.count
            case .eventHeader:
                position = readPointerEvents(bytes, from: position, into: &batch)
                if part == .eventHeader, position < bytes.count, !batch.isFull {
                    readInput(bytes, at: &position, into: &batch)
                }
            default:
                readInput(bytes, at: &position, into: &batch)
            }
        }
        offset += Int64(position)
        return position
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        hasEnded = true
        guard offset >= PyRDP.headLength else { throw RecordingError(.unframed(missing: "record"), byte: 0) }
    }

    private mutating func readRecordLength(
        _ bytes: Span<UInt8>,
        at position: inout Int
    ) throws(RecordingError) {
        let start = offset + Int64(position - partial.count)
        guard let length = partial.take(8, of: bytes, at: &position) else { return }
        guard UInt64(PyRDP.headLength)...PyRDP.longestRecord ~= length else { return try stop(start: start) }
        recordStart = start
        recordRest = length - UInt64(PyRDP.headLength)
        part = .recordKind
    }

    /// Where the next record begins is unknown.
    private mutating func stop(start: Int64) throws(RecordingError) {
        let error = RecordingError(.unframed(missing: "length of a record"), byte: start)
        guard start > 0 else { throw error }
        damage = error
        part = .nothing
    }

    private mutating func beginPayload() {
        switch recordKind {
        case PyRDP.fastPathInput where recordRest == 0:
            countMalformed(.missing("event"))
            part = .recordLength
        case PyRDP.fastPathInput:
            part = .inputHeader
        case PyRDP.connectionClose:
            isComplete = true
            part = .nothing
        default:
            endInput()
        }
    }

    /// Passes over what is left of the record.
    private mutating func endInput() {
        part = recordRest > 0 ? .payload : .recordLength
    }

    private mutating func countMalformed(_ reason: MalformedRow.Reason) {
        rows.count(MalformedRow(byte: recordStart, reason: reason))
    }

    /// Reads pointer events that are whole within the chunk, up to one that is not; returns where that begins.
    private mutating func readPointerEvents(
        _ bytes: Span<UInt8>,
        from start: Int,
        into batch: inout EventBatch
    ) -> Int {
        var position = start
        while eventsLeft > 0, recordRest >= 7, bytes.count - position >= 7, !batch.isFull,
            bytes[position] >> 5 == PyRDPEvent.pointer.rawValue
        {
            readPointer(
                flags: UInt16(bytes[position + 1]) | UInt16(bytes[position + 2]) << 8,
                x: UInt16(bytes[position + 3]) | UInt16(bytes[position + 4]) << 8,
                y: UInt16(bytes[position + 5]) | UInt16(bytes[position + 6]) << 8,
                into: &batch
            )
            position += 7
            recordRest -= 7
            eventsLeft -= 1
        }
        if position > start { endEvent() }
        return position
    }

    @inline(__always)
    private mutating func readPointer(flags: UInt16, x: UInt16, y: UInt16, into batch: inout EventBatch) {
        let flags = PyRDPPointer.Flags(rawValue: flags)
        if pointer.take(flags, x: x, y: y, time: time, into: &batch) { rows.total += 1 }
    }

    private mutating func readKey(_ code: UInt16, isScancode: Bool, into batch: inout EventBatch) {
        guard !time.isMissing else { return countMalformed(.missing("believable time")) }
        rows.total += 1
        let known = isScancode ? Key(scancode: code, eventFlags) : Key(character: UInt32(code))
        guard let key = known else { return }
        let name = UInt32(code) | UInt32(isScancode ? eventFlags.prefix.rawValue : PyRDPKeyFlags.unicodeMark) << 16
        if eventFlags.contains(.release) {
            keys.release(key, code: name, at: time, into: &batch)
        } else {
            keys.press(key, code: name, at: time, into: &batch)
        }
    }

    /// Reads on in a fast-path input PDU, of which there is at least one more byte in the record and in the chunk.
    private mutating func readInput(_ bytes: Span<UInt8>, at position: inout Int, into batch: inout EventBatch) {
        let byte = bytes[position]
        switch part {
        case .pointerEvent:
            let start = position
            let number = partial.take(6, of: bytes, at: &position)
            recordRest -= UInt64(position - start)
            guard let number else { return }
            readPointer(
                flags: UInt16(truncatingIfNeeded: number),
                x: UInt16(truncatingIfNeeded: number >> 16),
                y: UInt16(truncatingIfNeeded: number >> 32),
                into: &batch
            )
            endEvent()
            return
        case .scancodeEvent, .unicodeEvent:
            let start = position
            let number = partial.take(part == .scancodeEvent ? 1 : 2, of: bytes, at: &position)
            recordRest -= UInt64(position - start)
            guard let number else { return }
            readKey(UInt16(truncatingIfNeeded: number), isScancode: part == .scancodeEvent, into: &batch)
            endEvent()
            return
        case .otherEvent:
            let count = min(Int(eventRest), bytes.count - position)
            position += count
            recordRest -= UInt64(count)
            eventRest -= UInt8(count)
            if eventRest == 0 { endEvent() }
            return
        case .inputHeader:
            // The upper bits speak of encryption on the wire, which PyRDP has taken off.
            eventsLeft = (byte >> 2) & 0x0F
            part = .inputLength
        case .inputLength:
            // The PDU's length says what the record's does.
            part = byte & 0x80 != 0 ? .inputLengthLowByte : partBehindLength
        case .inputLengthLowByte:
            part = partBehindLength
        case .inputEventCount:
            eventsLeft = byte
            part = .eventHeader
        default:
            beginEvent(byte)
        }
        position += 1
        recordRest -= 1
        if part == .eventHeader, eventsLeft == 0 {
            endInput()
        } else if recordRest == 0, part != .recordLength, part != .payload {
            countMalformed(.missing("event"))
            part = .recordLength
        }
    }

    private var partBehindLength: Part { eventsLeft == 0 ? .inputEventCount : .eventHeader }

    /// Takes an event's first byte, which is still counted in `recordRest`.
    private mutating func beginEvent(_ header: UInt8) {
        let event = PyRDPEvent(rawValue: header >> 5)
        guard let event else {
            countMalformed(.word(field: "event code"))
            part = recordRest > 1 ? .payload : .recordLength
            return
        }
        eventsLeft -= 1
        eventRest = event.length
        if recordRest <= UInt64(eventRest) {
            countMalformed(.missing("event"))
            part = recordRest > 1 ? .payload : .recordLength
        } else {
            eventFlags = PyRDPKeyFlags(rawValue: header & 0x1F)
            switch event {
            case .pointer: part = .pointerEvent
            case .scancode: part = .scancodeEvent
            case .unicode: part = .unicodeEvent
            default: part = eventRest > 0 ? .otherEvent : .eventHeader
            }
        }
    }

    private mutating func endEvent() {
        part = .eventHeader
        if eventsLeft == 0 {
            endInput()
        } else if recordRest == 0 {
            countMalformed(.missing("event"))
            part = .recordLength
        }
    }
}

/// The kinds of fast-path input events, [MS-RDPBCGR] 2.2.8.1.2.2.
enum PyRDPEvent: UInt8 {
    case scancode = 0
    case pointer = 1
    /// Buttons beyond the third.
    case extendedPointer = 2
    case synchronize = 3
    case unicode = 4
    case qualityOfExperience = 6

    /// The bytes behind the event's first.
    var length: UInt8 {
        switch self {
        case .scancode: 1
        case .pointer, .extendedPointer: 6
        case .synchronize: 0
        case .unicode: 2
        case .qualityOfExperience: 4
        }
    }
}
