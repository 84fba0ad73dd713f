import Snapshots

extension TlogDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        session.snapshot(into: &writer)
        writer.append(flag: hasEnded)
        writer.append(count: offset)
        writer.append(count: lineNumber)
        writer.append(count: place.rawValue)
        writer.append(flag: isMessageField)
        writer.append(unsigned: fieldName)
        writer.append(count: fieldNameLength)
        partial.snapshot(into: &writer)
        writer.append(unsigned: dataRest)
        entry.snapshot(into: &writer)
        object.snapshot(into: &writer)
        writer.append(flag: isMessageOver)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        session = try TlogSession(from: &reader)
        hasEnded = try reader.flag()
        offset = Int64(try reader.tally())
        lineNumber = Int64(try reader.tally())
        guard let place = Place(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.place = place
        isMessageField = try reader.flag()
        fieldName = try reader.unsigned()
        fieldNameLength = UInt8(try reader.count(atMost: TlogObject.longestKey))
        partial = try PartialNumber(from: &reader, length: place == .dataLength ? 8 : 0, offset: offset)
        dataRest = try reader.unsigned()
        entry = try TlogObject(from: &reader)
        object = try TlogObject(from: &reader)
        isMessageOver = try reader.flag()
        guard place != .data || dataRest > 0 else { throw reader.corruption }
    }
}

extension TlogObject {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: state.rawValue)
        writer.append(unsigned: key)
        writer.append(count: keyLength)
        writer.append(flag: isFieldName)
        writer.append(flag: isString)
        writer.append(count: number)
        writer.append(count: digitCount)
        writer.append(count: highSurrogate)
        writer.append(count: depth)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        guard let state = State(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.state = state
        key = try reader.unsigned()
        keyLength = UInt8(try reader.count(atMost: Self.longestKey + 1))
        isFieldName = try reader.flag()
        isString = try reader.flag()
        number = UInt32(try reader.count(atMost: 0xFFF))
        digitCount = UInt8(try reader.count(atMost: 3))
        highSurrogate = UInt32(try reader.count(atMost: 0xDBFF))
        depth = UInt32(try reader.count(atMost: Int(UInt32.max)))
        let isNested = state == .nested || state == .nestedString || state == .nestedEscape
        guard !isNested || depth > 0 else { throw reader.corruption }
    }
}

extension TlogSession {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        description.snapshot(into: &writer)
        typedSpan.snapshot(into: &writer)
        writer.append(optional: clock) { $0.append(flag: $1 == .wall) }
        writer.append(signed: origin)
        writer.append(optional: recording) { $0.append(fixed: $1) }
        writer.append(count: lastID)
        writer.append(flag: mayBeginAnywhere)
        input.snapshot(into: &writer)
        output.snapshot(into: &writer)
        message.snapshot(into: &writer)
        writer.append(count: messageStart)
        writer.append(count: messageLine)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        let times = -2 * TlogNumber.limit...2 * TlogNumber.limit
        rows = try RowCounts(from: &reader)
        description = try RecordingDescription(from: &reader)
        typedSpan = try RecordedSpan(from: &reader)
        clock = try reader.optional { reader throws(SnapshotCorruption) in try reader.flag() ? .wall : .session }
        origin = try reader.signed(in: times)
        recording = try reader.optional { reader throws(SnapshotCorruption) in try reader.fixed() }
        lastID = Int64(try reader.unsigned(atMost: UInt64(TlogNumber.limit)))
        mayBeginAnywhere = try reader.flag()
        try input.restore(from: &reader)
        try output.restore(from: &reader)
        message = try TlogMessage(from: &reader)
        messageStart = Int64(try reader.tally())
        messageLine = Int64(try reader.tally())
    }
}

extension TlogMessage {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(flag: isMessage)
        writer.append(flag: isIgnored)
        writer.append(optional: defect) { $1.snapshot(into: &$0) }
        writer.append(count: field.rawValue)
        number.snapshot(into: &writer)
        writer.append(optional: version) { $0.append(count: $1) }
        writer.append(optional: id) { $0.append(count: $1) }
        writer.append(optional: position) { $0.append(count: $1) }
        writer.append(optional: time) { $0.append(count: $1) }
        writer.append(fixed: recording)
        writer.append(bytes: name)
        writer.append(flag: isNameTooLong)
        writer.append(optional: user) { $0.append(bytes: $1.bytes) }
        writer.append(optional: host) { $0.append(bytes: $1.bytes) }
        writer.append(bytes: timing.text)
        writer.append(flag: isTimed)
        writer.append(signed: start)
        timing.snapshot(cursor, into: &writer)
        writer.append(optional: record) { writer, record in
            writer.append(count: record.direction.rawValue)
            writer.append(count: rest)
            writer.append(flag: record.isBinary)
            writer.append(flag: record.joins)
        }
        writer.append(signed: recordTime)
        writer.append(flag: hasInput)
        writer.append(flag: hasOutput)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        let limit = TlogNumber.limit
        let times = -4 * limit...4 * limit
        isMessage = try reader.flag()
        isIgnored = try reader.flag()
        defect = try reader.optional { reader throws(SnapshotCorruption) in try MalformedRow.Reason(from: &reader) }
        guard let field = Field(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.field = field
        number = try TlogNumber(from: &reader)
        version = try reader.tlogNumber()
        id = try reader.tlogNumber()
        position = try reader.tlogNumber()
        time = try reader.tlogNumber()
        recording = try reader.fixed()
        name = try reader.bytes(atMost: RecordingDescription.longestName)
        isNameTooLong = try reader.flag()
        user = try reader.recordingName()
        host = try reader.recordingName()
        timing.text = try reader.bytes(atMost: TlogTiming.limit)
        isTimed = try reader.flag()
        start = try reader.signed(in: times)
        cursor = try timing.restoreCursor(isTimed: isTimed, from: &reader)
        record = try reader.optional { reader throws(SnapshotCorruption) in
            let direction = try reader.tlogDirection()
            let count = UInt32(try reader.count(atMost: Int(UInt32.max)))
            let isBinary = try reader.flag()
            return TlogTiming.Record(
                count: count,
                direction: direction,
                isBinary: isBinary,
                joins: try reader.flag()
            )
        }
        rest = record?.count ?? 0
        recordTime = try reader.signed(in: times)
        hasInput = try reader.flag()
        hasOutput = try reader.flag()
    }
}

extension TlogTiming {
    /// Appends where in the text a cursor is, and what `TlogTimingSteps` knows there.
    fileprivate func snapshot(_ cursor: Cursor, into writer: inout SnapshotWriter) {
        var steps = TlogTimingSteps()
        for _ in 0..<cursor.index { _ = steps.next(text.span) }
        writer.append(count: steps.position)
        writer.append(count: steps.elapsed)
        writer.append(optional: steps.last) { $0.append(count: $1.rawValue) }
    }

    /// Takes the restored text apart, if the message is timed by it, and moves a cursor to where it was.
    fileprivate mutating func restoreCursor(
        isTimed: Bool,
        from reader: inout SnapshotReader
    ) throws(SnapshotCorruption) -> Cursor {
        let position = try reader.count(atMost: text.count)
        let elapsed = Int64(try reader.unsigned(atMost: UInt64(TlogNumber.limit)))
        let last = try reader.optional { reader throws(SnapshotCorruption) in try reader.tlogDirection() }
        guard !isTimed || read() != nil else { throw reader.corruption }
        var steps = TlogTimingSteps()
        var cursor = Cursor(elapsed: elapsed)
        while steps.position < position, cursor.index < records.count {
            _ = steps.next(text.span)
            cursor.index += 1
        }
        guard steps.position == position, steps.elapsed == elapsed, steps.last == last else { throw reader.corruption }
        return cursor
    }
}

extension TlogNumber {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: whole)
        writer.append(count: thousandths)
        writer.append(optional: fractionLength) { $0.append(count: $1) }
        writer.append(flag: hasDigits)
        writer.append(flag: isBad)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        whole = Int64(try reader.unsigned(atMost: UInt64(Self.limit)))
        thousandths = Int64(try reader.count(atMost: 1000))
        fractionLength = try reader.optional { reader throws(SnapshotCorruption) in
            UInt8(try reader.count(atMost: 4))
        }
        hasDigits = try reader.flag()
        isBad = try reader.flag()
    }
}

extension SnapshotReader {
    fileprivate mutating func tlogNumber() throws(SnapshotCorruption) -> Int64? {
        try optional { reader throws(SnapshotCorruption) in
            Int64(try reader.unsigned(atMost: UInt64(TlogNumber.limit)))
        }
    }

    fileprivate mutating func tlogDirection() throws(SnapshotCorruption) -> TlogTiming.Direction {
        guard let direction = TlogTiming.Direction(rawValue: UInt8(try count(atMost: 255))) else { throw corruption }
        return direction
    }
}
