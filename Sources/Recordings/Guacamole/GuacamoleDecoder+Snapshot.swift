import Snapshots

extension GuacamoleDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        parts.snapshot(into: &writer)
        writer.append(flag: mayBeginAnywhere)
        writer.append(flag: hasInstruction)
        writer.append(count: offset)
        writer.append(count: instructionStart)
        writer.append(count: place.rawValue)
        writer.append(count: digitCount)
        writer.append(count: length)
        writer.append(count: remaining.count)
        writer.append(count: remaining.tail)
        writer.append(count: foundCount)
        instruction.snapshot(into: &writer)
        pointer.snapshot(into: &writer)
        keys.snapshot(into: &writer)
        writer.append(lastSync)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        parts = try PartSequence(from: &reader)
        mayBeginAnywhere = try reader.flag()
        hasInstruction = try reader.flag()
        offset = Int64(try reader.tally())
        instructionStart = Int64(try reader.unsigned(atMost: UInt64(offset)))
        guard let place = Place(rawValue: UInt8(try reader.count(atMost: 3))) else { throw reader.corruption }
        self.place = place
        digitCount = try reader.count(atMost: Guacamole.lengthDigitLimit)
        length = try reader.count(atMost: 99_999)
        remaining.count = try reader.count(atMost: Guacamole.elementLengthLimit)
        remaining.tail = try reader.count(atMost: 3)
        foundCount = try reader.count(atMost: min(GuacamoleInstruction.Name.longestBeginning, Int(offset)))
        instruction = try GuacamoleInstruction(from: &reader)
        // What is read has single bytes only.
        guard remaining.tail == 0 || instruction.reading == .nothing else { throw reader.corruption }
        guard remaining.isEmpty || place == .value else { throw reader.corruption }
        pointer = try GuacamolePointer(from: &reader)
        try keys.restore(from: &reader)
        lastSync = try reader.timestamp()
    }
}

extension GuacamoleInstruction {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: name.rawValue)
        writer.append(count: elementCount)
        writer.append(count: reading.rawValue)
        writer.append(count: nameLength)
        writer.append(count: integer.magnitude)
        writer.append(flag: integer.isNegative)
        writer.append(flag: integer.hasDigits)
        for index in numbers.indices { writer.append(signed: numbers[index]) }
        writer.append(optional: firstBadNumber) { $0.append(count: $1) }
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        guard let name = Name(rawValue: UInt8(try reader.count(atMost: 3))) else { throw reader.corruption }
        self.name = name
        elementCount = try reader.count(atMost: Guacamole.elementCountLimit)
        guard let reading = Reading(rawValue: UInt8(try reader.count(atMost: 2))) else { throw reader.corruption }
        self.reading = reading
        nameLength = try reader.count(atMost: Name.longestBeginning)
        let limit = GuacamoleInteger.limit
        integer.magnitude = Int64(try reader.unsigned(atMost: UInt64(limit)))
        integer.isNegative = try reader.flag()
        integer.hasDigits = try reader.flag()
        for index in numbers.indices { numbers[index] = try reader.signed(in: -limit...limit) }
        firstBadNumber = try reader.optional { reader throws(SnapshotCorruption) in
            try reader.count(atMost: numbers.count - 1)
        }
    }
}

extension GuacamolePointer {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(optional: mask) { $0.append(count: $1) }
        writer.append(optional: x) { $0.append(signed: Int64($1)) }
        writer.append(optional: y) { $0.append(signed: Int64($1)) }
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        let pixels = Int64(Int32.min)...Int64(Int32.max)
        mask = try reader.optional { reader throws(SnapshotCorruption) in UInt8(try reader.count(atMost: 31)) }
        x = try reader.optional { reader throws(SnapshotCorruption) in Int32(try reader.signed(in: pixels)) }
        y = try reader.optional { reader throws(SnapshotCorruption) in Int32(try reader.signed(in: pixels)) }
    }
}
