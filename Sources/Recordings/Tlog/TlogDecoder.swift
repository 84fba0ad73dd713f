/// Decodes messages of tlog: lines of its own file, and entries of the journal, exported as text (`journalctl -o export`) or
/// as JSON (`journalctl -o json`), which hold a message as their `MESSAGE`.
///
/// Of all that a journal holds besides, nothing is kept or counted. The first recording that is met is read; messages of
/// another one are counted as malformed.
struct TlogDecoder: RecordingDecoder {
    /// What the next byte belongs to.
    enum Place: UInt8 {
        case lineStart
        /// A message that is a line.
        case message
        /// An entry of the journal that is a line, or a message whose first key is still to come.
        case entry
        case fieldName
        /// The rest of a field or a line that holds nothing for us.
        case restOfLine
        /// A message that is a field.
        case field
        case dataLength
        /// The rest of a field whose length was given.
        case data
    }

    var session = TlogSession()
    var hasEnded = false
    /// The offset of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    /// The number of the line at hand, counted from 1.
    var lineNumber: Int64 = 1
    var place = Place.lineStart
    /// Whether the field at hand is a message.
    var isMessageField = false
    /// The name of the field at hand, the first byte lowest; 0 where it is longer than it may be.
    var fieldName: UInt64 = 0
    var fieldNameLength: UInt8 = 0
    var partial = PartialNumber()
    /// How many bytes are still to come of a field whose length was given.
    var dataRest: UInt64 = 0
    /// The journal's entry.
    var entry = TlogObject()
    /// The message.
    var object = TlogObject()
    /// Whether nothing more of the message is to come.
    var isMessageOver = true

    /// A decoder of a whole recording, or of a part that goes on where another was cut off.
    init(isContinuation: Bool = false) { session.mayBeginAnywhere = isContinuation }

    var wantedStream: StreamName? { hasEnded ? nil : .main }
    var rows: RowCounts { session.rows }
    var byteCount: Int { MemoryLayout<Self>.size + session.message.timing.byteCount }
    var clock: RecordingContents.Clock? { session.clock }
    var description: RecordingDescription { session.description }
    var span: RecordedSpan? { session.typedSpan.first.isMissing ? nil : session.typedSpan }

    var showsTerminal: Bool { true }
    var holdsShownText: Bool { session.output.holdsText }
    mutating func giveUpShownText() { session.output.giveUpText() }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !batch.isFull {
            switch place {
            case .lineStart: beginLine(bytes[position], at: &position)
            case .message, .field: try readMessage(bytes, at: &position, into: &batch)
            case .entry: try readEntry(bytes, at: &position, into: &batch)
            case .fieldName: readFieldName(bytes[position], at: &position)
            case .restOfLine:
                let rest = bytes.extracting(position...)
                guard let length = rest.firstIndex(of: UInt8(ascii: "\n")) else {
                    position = bytes.count
                    break
                }
                position += length + 1
                endLine()
            case .dataLength:
                guard let length = partial.take(8, of: bytes, at: &position) else { break }
                dataRest = length
                place = length == 0 ? .restOfLine : .data
                if isMessageField { beginMessage(at: position) }
            case .data: try readData(bytes, at: &position, into: &batch)
            }
        }
        offset += Int64(position)
        return position
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        hasEnded = true
        if !isCut, !isMessageOver { breakMessage(.missing("end"), into: &batch) }
        session.output.giveUpText()
        guard rows.total == 0, !session.mayBeginAnywhere else { return }
        throw RecordingError(.companion("a journal without a message of tlog's"), byte: 0)
    }

    // MARK: Lines

    private mutating func beginLine(_ byte: UInt8, at position: inout Int) {
        switch byte {
        case UInt8(ascii: "{"):
            place = .entry
            entry = TlogObject()
            // It may be a message.
            beginMessage(at: position)
            return
        case UInt8(ascii: "\n"): lineNumber += 1
        case UInt8(ascii: "\r"), UInt8(ascii: " "), UInt8(ascii: "\t"): break
        // A byte order mark.
        case 0xEF, 0xBB, 0xBF: if offset + Int64(position) > 2 { loseLine(at: position) }
        case _ where byte.isOfFieldName:
            place = .fieldName
            fieldName = 0
            fieldNameLength = 0
            session.begin(at: offset + Int64(position), line: lineNumber)
            return
        default: loseLine(at: position)
        }
        position += 1
    }

    private mutating func endLine() {
        lineNumber += 1
        place = .lineStart
    }

    /// Counts the line as malformed that begins at `position`.
    private mutating func loseLine(at position: Int) {
        session.begin(at: offset + Int64(position), line: lineNumber)
        session.countMalformed(.missing("message"))
        place = .restOfLine
    }

    private mutating func readFieldName(_ byte: UInt8, at position: inout Int) {
        position += 1
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "\n"):
            isMessageField =
                fieldName == TlogObject.packed("MESSAGE") && Int(fieldNameLength) == "MESSAGE".utf8.count
            if byte == UInt8(ascii: "\n") {
                lineNumber += 1
                place = .dataLength
            } else if isMessageField {
                place = .field
                beginMessage(at: position)
            } else {
                place = .restOfLine
            }
        case _ where byte.isOfFieldName:
            if Int(fieldNameLength) < TlogObject.longestKey {
                fieldName |= UInt64(byte) << UInt64(8 * fieldNameLength)
                fieldNameLength += 1
            } else {
                fieldName = 0
            }
        default:
            session.countMalformed(.missing("message"))
            place = .restOfLine
        }
    }

    private mutating func readData(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        if isMessageField, !isMessageOver {
            try feed(bytes[position], into: &batch)
            position += 1
            dataRest -= 1
        } else {
            let count = Int(min(dataRest, UInt64(bytes.count - position)))
            position += count
            dataRest -= UInt64(count)
        }
        guard dataRest == 0 else { return }
        if isMessageField, !isMessageOver { breakMessage(.missing("end"), into: &batch) }
        place = .restOfLine
    }

    // MARK: Entries

    private mutating func readEntry(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        while place == .entry {
            guard position < bytes.count, !batch.isFull else { return }
            readEntryString(bytes, at: &position, into: &batch)
            guard position < bytes.count, !batch.isFull else { return }
            if isMessageField, entry.state == .string, try takeQuote(bytes, at: &position, into: &batch) { continue }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") {
                // The entry is not whole.
                endEntryValue(into: &batch)
                loseMessage(.missing("end"))
                return endLine()
            }
            switch entry.take(byte) {
            case .nothing: break
            case .key: try takeEntryKey(into: &batch)
            case .byte(let byte): if isMessageField { try feed(byte, into: &batch) }
            case .scalar(let scalar):
                guard isMessageField else { break }
                for byte in UTF8.bytes(of: scalar) { try feed(byte, into: &batch) }
            case .end:
                endEntryValue(into: &batch)
                isMessageOver = true
                place = .restOfLine
            case .defect: loseMessage(.missing("JSON object"))
            }
        }
    }

    /// Reads what goes into a string of an entry as it is, and usual escapes in a string of its message.
    private mutating func readEntryString(_ bytes: Span<UInt8>, at position: inout Int, into batch: inout EventBatch) {
        guard entry.state == .string else { return }
        let isPlain = bytes[position].isPlainInJSON
        if isMessageField, !isMessageOver {
            if object.state == .key, isPlain { return object.takeKey(bytes, at: &position) }
            guard object.state == .string, isPlain || entry.highSurrogate == 0 else { return }
            readString(bytes, at: &position, backslashes: 2, into: &batch)
        } else {
            guard isPlain else { return }
            position = bytes.extent(ofPlainJSONTextFrom: position).end
        }
        entry.highSurrogate = 0
    }

    /// Takes a quote of the message, which is escaped in an entry; false where none comes next.
    @inline(__always)
    private mutating func takeQuote(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) -> Bool {
        guard bytes.count - position > 1, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "\"")
        else { return false }
        position += 2
        try feed(UInt8(ascii: "\""), into: &batch)
        return true
    }

    private mutating func takeEntryKey(into batch: inout EventBatch) throws(RecordingError) {
        if !isMessageOver, !entry.isFieldName, !isMessageField {
            // It is no entry but a message.
            place = .message
            object = entry
            try session.takeKey(of: object, into: &batch)
            guard session.message.isMessage else { return loseMessage(.missing("message")) }
            return
        }
        endEntryValue(into: &batch)
        isMessageField = entry.hasKey("MESSAGE")
        isMessageOver = !isMessageField
        if isMessageField { object = TlogObject() }
    }

    private mutating func endEntryValue(into batch: inout EventBatch) {
        if isMessageField, !isMessageOver { breakMessage(.missing("end"), into: &batch) }
        isMessageField = false
    }

    // MARK: Messages

    private mutating func beginMessage(at position: Int) {
        session.begin(at: offset + Int64(position), line: lineNumber)
        object = TlogObject()
        isMessageOver = false
        if place == .entry { isMessageField = false }
    }

    private mutating func breakMessage(_ reason: MalformedRow.Reason, into batch: inout EventBatch) {
        session.breakMessage(reason, into: &batch)
        isMessageOver = true
    }

    private mutating func loseMessage(_ reason: MalformedRow.Reason) {
        session.countMalformed(reason)
        isMessageOver = true
        place = .restOfLine
    }

    /// Reads on in a message that lies as it is in the bytes, up to its end or that of the line.
    private mutating func readMessage(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        while position < bytes.count, !batch.isFull {
            if object.state == .string {
                readString(bytes, at: &position, backslashes: 1, into: &batch)
            } else if object.state == .key {
                object.takeKey(bytes, at: &position)
            }
            guard position < bytes.count, !batch.isFull else { return }
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\n") {
                if !isMessageOver { breakMessage(.missing("end"), into: &batch) }
                return endLine()
            }
            try feed(byte, into: &batch)
            if isMessageOver {
                place = .restOfLine
                return
            }
        }
    }

    /// Reads what goes into a string as it is or as an escape of a usual kind, in which so many backslashes stand for one, until
    /// the batch may be full.
    private mutating func readString(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        backslashes: Int,
        into batch: inout EventBatch
    ) {
        while position < bytes.count, !batch.isFull {
            if bytes[position].isPlainInJSON { object.highSurrogate = 0 }
            guard object.highSurrogate == 0 else { return }
            session.takeRun(bytes, at: &position, backslashes: backslashes, into: &batch)
            guard position < bytes.count, !batch.isFull else { return }
            let byte = bytes[position]
            if byte.isPlainInJSON {
                position += 1
                session.take(byte, isString: true, into: &batch)
            } else if let escape = JSONEscape(bytes, at: position, backslashes: backslashes) {
                position += escape.length
                for byte in UTF8.bytes(of: escape.scalar) { session.take(byte, isString: true, into: &batch) }
            } else {
                return
            }
        }
    }

    /// Gives the message its next byte.
    @inline(__always)
    private mutating func feed(_ byte: UInt8, into batch: inout EventBatch) throws(RecordingError) {
        guard !isMessageOver else { return }
        switch object.take(byte) {
        case .nothing: break
        case .byte(let byte): session.take(byte, isString: object.isString, into: &batch)
        case .scalar(let scalar):
            for byte in UTF8.bytes(of: scalar) { session.take(byte, isString: true, into: &batch) }
        case .key:
            try session.takeKey(of: object, into: &batch)
        case .end:
            try session.endMessage(into: &batch)
            isMessageOver = true
        case .defect:
            breakMessage(.missing("JSON object"), into: &batch)
        }
    }
}

extension UTF8 {
    /// The bytes of a code point, the first of which are those that there are.
    fileprivate static func bytes(of scalar: UInt32) -> UTF8.EncodedScalar {
        Unicode.Scalar(scalar).flatMap(UTF8.encode) ?? UTF8.encodedReplacementCharacter
    }
}
