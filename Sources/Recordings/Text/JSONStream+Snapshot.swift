import Snapshots

extension JSONStream {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(flag: isOneLine)
        writer.append(count: place.rawValue)
        writer.append(count: depth)
        writer.append(unsigned: areObjects)
        key.snapshot(into: &writer)
        writer.append(count: lineFeeds)
        writer.append(bytes: unfinishedNumber)
        writer.append(count: word)
        writer.append(count: wordLength)
        text.snapshot(into: &writer)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        self.init(isOneLine: try reader.flag())
        guard let place = Place(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.place = place
        depth = try reader.count(atMost: JSONCursor.deepestNesting)
        areObjects = try reader.unsigned()
        key = try ShortText(from: &reader)
        lineFeeds = Int64(try reader.tally())
        unfinishedNumber = try reader.bytes(atMost: Self.longestNumber)
        word = UInt8(try reader.count(atMost: 255))
        // No word has more than five letters, of which the last is not there yet.
        wordLength = UInt8(try reader.count(atMost: 4))
        guard word == UInt8(ascii: "f") || wordLength < 4 || place != .withinWord else { throw reader.corruption }
        text = try JSONTextDecoder(from: &reader)
    }
}

extension JSONTextDecoder {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: place.rawValue)
        writer.append(count: codeUnit)
        writer.append(count: digitsLeft)
        writer.append(count: highSurrogate)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        guard let place = Place(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.place = place
        codeUnit = UInt16(try reader.count(atMost: Int(UInt16.max)))
        digitsLeft = UInt8(try reader.count(atMost: 4))
        highSurrogate = UInt16(try reader.count(atMost: Int(UInt16.max)))
        guard digitsLeft > 0 || place != .codeUnit else { throw reader.corruption }
    }
}

extension ShortText {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: count)
        writer.append(fixed: UInt64(truncatingIfNeeded: bytes))
        writer.append(fixed: UInt64(truncatingIfNeeded: bytes >> 64))
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        let count = try reader.count(atMost: Self.capacity + 1)
        let low = try reader.fixed()
        self.init(bytes: UInt128(low) | UInt128(try reader.fixed()) << 64, count: count)
    }
}
