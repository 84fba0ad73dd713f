import Snapshots

extension WallixDecoder {
    /// A recording that is decompressed is read again from its start; of any other, all is kept.
    func snapshot(into writer: inout SnapshotWriter) {
        let isDecompressed = chunks.compression == .zlib || isReplaying
        parts.snapshot(into: &writer)
        formerRows.snapshot(into: &writer)
        writer.append(optional: formerDamage) { $1.snapshot(into: &$0) }
        writer.append(optional: partDamage) { $1.snapshot(into: &$0) }
        legacy.snapshot(into: &writer)
        writer.append(flag: isDecompressed)
        if isDecompressed {
            let replay = replay ?? Replay(of: self)
            replay.rows.snapshot(into: &writer)
            writer.append(count: replay.offset)
            writer.append(count: replay.eventCount)
            writer.append(count: replay.typedCount)
            replay.legacy.snapshot(into: &writer)
        } else {
            writer.append(count: offset)
            chunks.snapshot(into: &writer)
        }
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        parts = try PartSequence(from: &reader)
        formerRows = try RowCounts(from: &reader)
        formerDamage = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
        partDamage = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
        take(try Legacy(from: &reader))
        guard try reader.flag() else {
            offset = Int64(try reader.tally())
            chunks = try WallixChunks(from: &reader)
            return
        }
        let rows = try RowCounts(from: &reader)
        let offset = Int64(try reader.tally())
        let eventCount = Int64(try reader.tally())
        let typedCount = Int64(try reader.tally())
        let replay = Replay(
            rows: rows,
            offset: offset,
            eventCount: eventCount,
            typedCount: typedCount,
            legacy: try Legacy(from: &reader)
        )
        if parts.hasEnded || partDamage != nil {
            // Nothing comes of further bytes.
            chunks.rows = rows
            chunks.compression = .zlib
            chunks.eventCount = replay.eventCount
            chunks.typedCount = replay.typedCount
            chunks.legacy = replay.legacy
            self.offset = offset
        } else {
            begin(replay)
        }
    }
}

extension WallixDecoder.Replay {
    fileprivate init(of decoder: borrowing WallixDecoder) {
        rows = decoder.partRows
        offset = decoder.offset
        eventCount = decoder.chunks.eventCount
        typedCount = decoder.chunks.typedCount
        legacy = decoder.chunks.legacy
    }
}

extension WallixDecoder.Legacy {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(unsigned: clockStart)
        writer.append(flag: isPlaced)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        clockStart = try reader.unsigned()
        isPlaced = try reader.flag()
    }
}

extension WallixChunks {
    func snapshot(into writer: inout SnapshotWriter) {
        rows.snapshot(into: &writer)
        writer.append(flag: compression != nil)
        writer.append(count: offset)
        writer.append(count: part.rawValue)
        partial.snapshot(into: &writer)
        writer.append(count: chunkStart)
        writer.append(unsigned: chunkRest)
        writer.append(count: announced.rawValue)
        writer.append(unsigned: clock.stamp)
        writer.append(flag: clock.hasStamp)
        writer.append(unsigned: clock.stampOfTimes)
        writer.append(unsigned: clock.start)
        writer.append(flag: isPlaced)
        writer.append(count: eventCount)
        typed.snapshot(into: &writer)
        writer.append(flag: hasTyped)
        writer.append(count: typedCount)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rows = try RowCounts(from: &reader)
        compression = try reader.flag() ? .uncompressed : nil
        offset = Int64(try reader.tally())
        guard let part = Part(rawValue: UInt8(try reader.count(atMost: 255))) else { throw reader.corruption }
        self.part = part
        partial = try PartialNumber(from: &reader, length: part.numberLength, offset: offset)
        chunkStart = Int64(try reader.unsigned(atMost: UInt64(offset)))
        chunkRest = try reader.unsigned(atMost: Wallix.longestChunk)
        guard let announced = Compression(rawValue: UInt8(try reader.count(atMost: 255))) else {
            throw reader.corruption
        }
        self.announced = announced
        clock.stamp = try reader.unsigned()
        clock.hasStamp = try reader.flag()
        clock.stampOfTimes = try reader.unsigned()
        clock.start = try reader.unsigned()
        isPlaced = try reader.flag()
        eventCount = Int64(try reader.tally())
        try typed.restore(from: &reader)
        hasTyped = try reader.flag()
        typedCount = Int64(try reader.tally())
        guard isConsistent else { throw reader.corruption }
    }

    /// Whether what is still to come of a number fits into what is still to come of its chunk.
    private var isConsistent: Bool {
        if part == .head { return chunkRest == 0 }
        let isInMeta = [.version, .metaBeforeCompression, .compression].contains(part)
        guard !isInMeta || compression == nil, offset - chunkStart >= Wallix.headLength else { return false }
        let length = UInt64(offset - chunkStart) - Wallix.headLength
        let isBeforeCompression = length < Wallix.compressionOffset && length + chunkRest > Wallix.compressionOffset
        if part == .metaBeforeCompression, !isBeforeCompression { return false }
        if part == .flagBeforeCharacters || part == .character, !hasTyped { return false }
        let next = part == .clockOfStamps ? 8 : part == .flagBeforeCharacters ? 4 : 0
        let rest = part.numberLength - partial.count + next
        return chunkRest >= UInt64(max(1, rest))
    }
}

extension WallixChunks.Part {
    /// The bytes of the number that the part is; 0 where it is none.
    fileprivate var numberLength: Int {
        switch self {
        case .head, .stamp, .clockOfStamps, .clockOnTheWall: 8
        case .version: 2
        case .compression, .flagBeforeCharacters: 1
        case .position, .character: 4
        case .payload, .metaBeforeCompression: 0
        }
    }
}
