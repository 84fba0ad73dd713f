import Snapshots

extension PyRDPDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        writer.append(flag: hasEnded)
        writer.append(flag: isComplete)
        writer.append(optional: damage) { $1.snapshot(into: &$0) }
        writer.append(count: offset)
        writer.append(count: part.rawValue)
        partial.snapshot(into: &writer)
        writer.append(count: recordStart)
        writer.append(unsigned: recordRest)
        writer.append(count: recordKind)
        writer.append(time)
        writer.append(count: eventsLeft)
        writer.append(count: eventRest)
        writer.append(count: eventFlags.rawValue)
        writer.append(count: pointer.x)
        writer.append(count: pointer.y)
        writer.append(count: pointer.held.rawValue)
        keys.snapshot(into: &writer)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        hasEnded = try reader.flag()
        isComplete = try reader.flag()
        damage = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
        offset = Int64(try reader.tally())
        guard let part = Part(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.part = part
        partial = try PartialNumber(from: &reader, length: part.numberLength, offset: offset)
        recordStart = Int64(try reader.unsigned(atMost: UInt64(offset)))
        recordRest = try reader.unsigned(atMost: PyRDP.longestRecord)
        recordKind = UInt16(try reader.count(atMost: Int(UInt16.max)))
        time = try reader.timestamp()
        eventsLeft = UInt8(try reader.count(atMost: 255))
        eventRest = UInt8(try reader.count(atMost: 255))
        eventFlags = PyRDPKeyFlags(rawValue: UInt8(try reader.count(atMost: 0x1F)))
        pointer.x = UInt16(try reader.count(atMost: Int(UInt16.max)))
        pointer.y = UInt16(try reader.count(atMost: Int(UInt16.max)))
        pointer.held = PyRDPPointer.Flags(rawValue: UInt16(try reader.count(atMost: Int(UInt16.max))))
        try keys.restore(from: &reader)
        guard isConsistent else { throw reader.corruption }
    }

    /// Whether what is still to come of an event fits into what is still to come of its record.
    private var isConsistent: Bool {
        switch part {
        case .recordLength, .recordKind, .recordTime, .nothing: true
        case .payload, .inputHeader, .inputLength, .inputLengthLowByte, .inputEventCount: recordRest > 0
        case .eventHeader: recordRest > 0 && eventsLeft > 0
        case .pointerEvent, .scancodeEvent, .unicodeEvent:
            recordRest >= UInt64(part.numberLength - partial.count)
        case .otherEvent: eventRest > 0 && recordRest >= UInt64(eventRest)
        }
    }
}

extension PyRDPDecoder.Part {
    /// The bytes of the number that the part is; 0 where it is none of several bytes.
    fileprivate var numberLength: Int {
        switch self {
        case .recordLength, .recordTime: 8
        case .recordKind, .unicodeEvent: 2
        case .scancodeEvent: 1
        case .pointerEvent: 6
        default: 0
        }
    }
}
