/// Decodes the instructions of a Guacamole recording.
///
/// Of an instruction that is not read, such as an image or a clipboard, nothing is kept but the number of code points that
/// are still to be passed over.
///
/// Where a length or a separator is missing, no instruction's end is known any more. What came before counts, as it does
/// in damaged compressed data; the break is counted as one malformed row, because reports are lost with it; and reading
/// goes on at the next `mouse`, `key` or `sync` behind a semicolon. That is what follows where guacd was killed in the
/// middle of an instruction and a later connection was appended to the file. The buttons, the keys and the time are then
/// unknown until the recording says them again, so that no event is made up.
struct GuacamoleDecoder: RecordingDecoder {
    /// Which part of an element comes next.
    enum Place: UInt8 {
        /// A digit of its length, or the point behind it.
        case length
        /// A code point of its value.
        case value
        /// The comma or the semicolon behind it.
        case separator
        /// None, because the framing broke.
        case lost
    }

    var rows = RowCounts()
    var parts = PartSequence()
    /// Whether the bytes may begin in the middle of an instruction.
    var mayBeginAnywhere = false
    /// Whether a whole instruction was met.
    var hasInstruction = false
    /// The offset in its part of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    /// The offset of the first byte of the instruction that is being read.
    var instructionStart: Int64 = 0

    var place = Place.length
    /// The digits of the length so far.
    var digitCount = 0
    /// What these digits say.
    var length = 0
    /// What is still to come of the value.
    var remaining = RemainingCodePoints()
    /// Where the framing broke: how many bytes of what is looked for were found.
    var foundCount = 0

    var instruction = GuacamoleInstruction()
    var pointer = GuacamolePointer()
    var keys = KeyTracker()
    /// The time of the last `sync`, which is that of a `mouse` or a `key` without a time of its own.
    var lastSync = Timestamp.missing

    /// A decoder of a whole recording, or of a part that begins anywhere.
    init(isContinuation: Bool = false) {
        mayBeginAnywhere = isContinuation
        if isContinuation { pointer.mask = nil }
    }

    var wantedStream: StreamName? { parts.wantedStream }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !batch.isFull {
            switch place {
            case .length: try decodeLength(bytes, at: &position)
            case .value: decodeValue(bytes, at: &position)
            case .separator: try decodeSeparator(bytes, at: &position, into: &batch)
            case .lost: findInstruction(bytes, at: &position)
            }
        }
        offset += Int64(position)
        parts.take(position)
        return position
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        guard hasInstruction || mayBeginAnywhere else {
            throw RecordingError(offset == 0 ? .empty : .unframed(missing: "instruction"), byte: instructionStart)
        }
        if !isCut, offset > instructionStart {
            if !hasInstruction {
                countMalformed(.missing("instruction"))
            } else if place != .lost {
                countMalformed(.missing("end"))
            }
        }
        parts.endPart()
        beginPart()
    }

    /// What a part has begun of an instruction, no other goes on with.
    private mutating func beginPart() {
        offset = 0
        instructionStart = 0
        place = .length
        digitCount = 0
        length = 0
        remaining = RemainingCodePoints()
        foundCount = 0
        instruction = GuacamoleInstruction()
    }

    // MARK: Framing

    @inline(__always)
    private mutating func decodeLength(_ bytes: Span<UInt8>, at position: inout Int) throws(RecordingError) {
        while position < bytes.count {
            let byte = bytes[position]
            if let digit = byte.decimalDigit, digitCount < Guacamole.lengthDigitLimit {
                length = length &* 10 &+ digit
                digitCount &+= 1
                position &+= 1
                continue
            }
            guard byte == UInt8(ascii: "."), digitCount > 0, length <= Guacamole.elementLengthLimit else {
                return try loseFraming(.missing("valid length"), at: position)
            }
            position &+= 1
            instruction.beginValue(length: length)
            place = length > 0 ? .value : .separator
            remaining.count = length
            digitCount = 0
            length = 0
            return
        }
    }

    @inline(__always)
    private mutating func decodeValue(_ bytes: Span<UInt8>, at position: inout Int) {
        if instruction.reading != .nothing {
            while remaining.count > 0, position < bytes.count, instruction.take(bytes[position]) {
                remaining.count &-= 1
                position &+= 1
            }
        }
        if instruction.reading == .nothing { bytes.skip(&remaining, from: &position) }
        if remaining.isEmpty { place = .separator }
    }

    @inline(__always)
    private mutating func decodeSeparator(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        switch bytes[position] {
        case UInt8(ascii: ","):
            instruction.endValue()
            guard instruction.elementCount < Guacamole.elementCountLimit else {
                return try loseFraming(.fieldCount, at: position)
            }
            position &+= 1
            place = .length
        case UInt8(ascii: ";"):
            instruction.endValue()
            position &+= 1
            finishInstruction(into: &batch)
            beginInstruction(at: position)
        default:
            try loseFraming(.missing("comma or semicolon"), at: position)
        }
    }

    @inline(__always)
    private mutating func beginInstruction(at position: Int) {
        hasInstruction = true
        instruction.elementCount = 0
        instruction.firstBadNumber = nil
        instructionStart = offset &+ Int64(position)
        place = .length
    }

    private mutating func loseFraming(_ reason: MalformedRow.Reason, at position: Int) throws(RecordingError) {
        if hasInstruction {
            countMalformed(reason)
        } else if !mayBeginAnywhere {
            throw RecordingError(.unframed(missing: "instruction"), byte: offset + Int64(position))
        }
        place = .lost
        foundCount = 0
        digitCount = 0
        length = 0
        remaining = RemainingCodePoints()
        instruction = GuacamoleInstruction()
        pointer = GuacamolePointer(mask: nil)
        keys = KeyTracker()
        lastSync = .missing
    }

    /// Looks for `;5.mouse,`, `;3.key,` or `;4.sync,` and goes on behind the name.
    private mutating func findInstruction(_ bytes: Span<UInt8>, at position: inout Int) {
        while position < bytes.count {
            if foundCount == 0 {
                guard let semicolon = bytes.extracting(position...).firstIndex(of: UInt8(ascii: ";")) else {
                    position = bytes.count
                    return
                }
                position += semicolon + 1
                foundCount = 1
                continue
            }
            let byte = bytes[position]
            position += 1
            if foundCount == 1 {
                instruction.name = byte == UInt8(ascii: "5") ? .mouse : byte == UInt8(ascii: "3") ? .key : .sync
            }
            guard byte == instruction.name.beginning(at: foundCount - 1) else {
                foundCount = byte == UInt8(ascii: ";") ? 1 : 0
                continue
            }
            foundCount += 1
            if byte == UInt8(ascii: ",") {
                instructionStart = offset + Int64(position - foundCount + 1)
                foundCount = 0
                instruction.elementCount = 1
                place = .length
                return
            }
        }
    }

    // MARK: Instructions

    @inline(__always)
    private mutating func finishInstruction(into batch: inout EventBatch) {
        switch instruction.name {
        case .other: break
        case .mouse: finishReport(into: &batch)
        case .key: finishKey(into: &batch)
        case .sync:
            let hasTime = instruction.argumentCount > 0 && instruction.firstBadNumber == nil
            lastSync = hasTime ? Timestamp(milliseconds: instruction.numbers[0]) : .missing
        }
    }

    @inline(__always)
    private mutating func finishReport(into batch: inout EventBatch) {
        let numbers = instruction.numbers
        guard instruction.argumentCount >= 3 else { return countMalformed(.fieldCount) }
        if let bad = instruction.firstBadNumber { return countMalformed(.number(field: Self.fieldName(bad))) }
        guard 0...Int64(Int32.max) ~= numbers[2] else { return countMalformed(.number(field: Self.fieldName(2))) }
        rows.total &+= 1
        pointer.take(
            x: Int32(clamping: numbers[0]),
            y: Int32(clamping: numbers[1]),
            mask: numbers[2],
            time: instruction.argumentCount > 3 ? Timestamp(milliseconds: numbers[3]) : lastSync,
            into: &batch
        )
    }

    private mutating func finishKey(into batch: inout EventBatch) {
        let numbers = instruction.numbers
        guard instruction.argumentCount >= 2 else { return countMalformed(.fieldCount) }
        if let bad = instruction.firstBadNumber { return countMalformed(.number(field: Self.keyFieldName(bad))) }
        guard let keysym = UInt32(exactly: numbers[0]) else {
            return countMalformed(.number(field: Self.keyFieldName(0)))
        }
        let time = instruction.argumentCount > 2 ? Timestamp(milliseconds: numbers[2]) : lastSync
        guard !time.isMissing else { return countMalformed(.missing("time")) }
        rows.total &+= 1
        let key = Key(keysym: keysym)
        if numbers[1] == 0 {
            keys.release(key, code: keysym, at: time, into: &batch)
        } else {
            keys.press(key, code: keysym, at: time, into: &batch)
        }
    }

    private static func keyFieldName(_ argument: Int) -> String {
        switch argument {
        case 0: "keysym"
        case 1: "pressed"
        default: "timestamp"
        }
    }

    private static func fieldName(_ argument: Int) -> String {
        switch argument {
        case 0: "x"
        case 1: "y"
        case 2: "mask"
        default: "timestamp"
        }
    }

    private mutating func countMalformed(_ reason: MalformedRow.Reason) {
        rows.count(MalformedRow(byte: instructionStart, reason: reason))
    }
}
