/// Reads the chunks of a recording of WALLIX from plain bytes, cut anywhere.
///
/// It looks into three kinds of chunks, and there only at what it needs. A stamp's payload goes on with a byte and what was
/// typed since the last stamp, a code point (4 bytes) each, which become keys at once.
struct WallixChunks {
    /// What the next byte belongs to.
    enum Part: UInt8 {
        case head
        /// The rest of a chunk that holds nothing more for us.
        case payload
        case version
        case metaBeforeCompression
        case compression
        case stamp
        case position
        case flagBeforeCharacters
        case character
        case clockOfStamps
        case clockOnTheWall
    }

    /// How the bytes behind the first chunk are packed.
    enum Compression: UInt8 {
        case uncompressed
        case zlib
        case snappy
    }

    var rows = RowCounts()
    /// What is wrong from some byte on.
    var damage: RecordingError?
    /// What the first chunk says; nil until it ends.
    var compression: Compression?
    /// The offset of the next byte among all chunks' bytes.
    var offset: Int64 = 0
    var part = Part.head
    var partial = PartialNumber()
    /// The offset of the first byte of the present chunk.
    var chunkStart: Int64 = 0
    /// How many bytes of the present chunk are still to come.
    var chunkRest: UInt64 = 0
    /// What the first chunk says, until it ends.
    var announced = Compression.uncompressed
    var clock = WallixClock()
    /// Whether the pointer was anywhere but in the corner.
    var isPlaced = false
    /// How many events there were so far.
    var eventCount: Int64 = 0
    /// How many of the next events are known already and are not to be given.
    var eventsToSkip: Int64 = 0
    var typed = TerminalInput()
    /// Whether the present chunk holds what was typed.
    var hasTyped = false
    /// How many chunks so far held what was typed.
    var typedCount: Int64 = 0
    /// How many of the next such chunks are known already, so that their events are not to be given.
    var typedToSkip: Int64 = 0

    /// Reads from the front of `bytes` until they are used up, the batch is full, the first chunk ends, or there is damage.
    ///
    /// - Returns: how many bytes were used.
    mutating func read(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        let isInMeta = compression == nil
        while position < bytes.count, !batch.isFull, damage == nil, isInMeta == (compression == nil) {
            try readPart(bytes, at: &position, into: &batch)
            if chunkRest == 0, part != .head { endChunk(into: &batch) }
        }
        return position
    }

    private mutating func readPart(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        switch part {
        case .head:
            if !readStamps(bytes, at: &position, into: &batch) { try readHead(bytes, at: &position) }
        case .payload:
            pass(chunkRest, of: bytes, at: &position)
        case .version:
            if let version = take(2, of: bytes, at: &position) { try takeVersion(UInt16(truncatingIfNeeded: version)) }
        case .metaBeforeCompression:
            pass(Wallix.compressionOffset - payloadOffset, of: bytes, at: &position)
            if payloadOffset == Wallix.compressionOffset { part = .compression }
        case .compression:
            if let name = take(1, of: bytes, at: &position) { try takeCompression(UInt8(truncatingIfNeeded: name)) }
        case .stamp:
            guard let stamp = take(8, of: bytes, at: &position) else { return }
            clock.take(stamp: stamp)
            part = chunkRest > 0 ? .position : .payload
        case .position:
            if let place = take(4, of: bytes, at: &position) { takePosition(place, into: &batch) }
        case .flagBeforeCharacters, .character:
            readTyped(bytes, at: &position)
        case .clockOfStamps:
            guard let stamp = take(8, of: bytes, at: &position) else { return }
            clock.stampOfTimes = stamp
            part = .clockOnTheWall
        case .clockOnTheWall:
            guard let time = take(8, of: bytes, at: &position) else { return }
            clock.take(wallTime: time)
            part = .payload
        }
    }

    @inline(never)
    private mutating func readTyped(_ bytes: Span<UInt8>, at position: inout Int) {
        if part == .flagBeforeCharacters {
            if take(1, of: bytes, at: &position) != nil { part = .character }
        } else if let character = take(4, of: bytes, at: &position) {
            typed.take(Key(wallixCharacter: UInt32(truncatingIfNeeded: character)))
            if chunkRest < 4 { part = .payload }
        }
    }

    /// The offset of the next byte in the present chunk's payload.
    private var payloadOffset: UInt64 { UInt64(offset - chunkStart) - Wallix.headLength }

    /// Takes a number of the payload.
    @inline(__always)
    private mutating func take(_ length: Int, of bytes: Span<UInt8>, at position: inout Int) -> UInt64? {
        let start = position
        let number = partial.take(length, of: bytes, at: &position)
        offset += Int64(position - start)
        chunkRest -= UInt64(position - start)
        return number
    }

    /// Passes over bytes of the payload, as far as they are there.
    private mutating func pass(_ length: UInt64, of bytes: Span<UInt8>, at position: inout Int) {
        let count = Int(min(length, UInt64(bytes.count - position)))
        position += count
        offset += Int64(count)
        chunkRest -= UInt64(count)
    }

    /// Reads stamps with their places, for as long as they are whole within the chunk of bytes, and up to the first with more
    /// than that; false where none comes next.
    private mutating func readStamps(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) -> Bool {
        guard partial.count == 0, compression != nil else { return false }
        let start = position
        let raw = unsafe bytes.bytes
        while bytes.count - position >= 24, !batch.isFull {
            // Three words are there, and any bytes make an integer.
            let head = unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            let length = head >> 16 & 0xFFFF_FFFF
            guard UInt16(truncatingIfNeeded: head) == Wallix.timestamp, 20...Wallix.longestChunk ~= length else {
                break
            }
            let stamp = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position + 8, as: UInt64.self)
            let place = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position + 16, as: UInt32.self)
            chunkStart = offset
            chunkRest = length - 20
            position += 20
            offset += 20
            clock.take(stamp: UInt64(littleEndian: stamp))
            takePosition(UInt64(UInt32(littleEndian: place)), into: &batch)
            if hasTyped { break }
            pass(chunkRest, of: bytes, at: &position)
            if chunkRest > 0 { break }
            part = .head
        }
        return position > start
    }

    private mutating func readHead(_ bytes: Span<UInt8>, at position: inout Int) throws(RecordingError) {
        if partial.count == 0 { chunkStart = offset }
        let start = position
        let head = partial.take(8, of: bytes, at: &position)
        offset += Int64(position - start)
        guard let head else { return }
        let kind = UInt16(truncatingIfNeeded: head)
        let isFirst = compression == nil
        if isFirst, kind != Wallix.meta { throw RecordingError(Wallix.problem(of: head), byte: 0) }
        let length = head >> 16 & 0xFFFF_FFFF
        guard Wallix.headLength...Wallix.longestChunk ~= length else {
            let error = RecordingError(.unframed(missing: "length of a chunk"), byte: chunkStart)
            if isFirst { throw error }
            damage = error
            return
        }
        chunkRest = length - Wallix.headLength
        if isFirst, chunkRest < 2 { throw RecordingError(.unframed(missing: "version"), byte: 8) }
        part = isFirst ? .version : firstPart(of: kind)
    }

    private mutating func firstPart(of kind: UInt16) -> Part {
        switch kind {
        case Wallix.timestamp:
            if chunkRest >= 8, chunkRest == 8 || chunkRest >= 12 { return .stamp }
            countMalformed(.missing(chunkRest < 8 ? "time" : "position"))
            return .payload
        case Wallix.times where chunkRest >= 16: return .clockOfStamps
        default: return .payload
        }
    }

    @inline(__always)
    private mutating func endChunk(into batch: inout EventBatch) {
        part = .head
        if hasTyped { endTyped(into: &batch) }
        if compression == nil { compression = announced }
    }

    @inline(never)
    private mutating func beginTyped() {
        hasTyped = true
        part = .flagBeforeCharacters
    }

    @inline(never)
    private mutating func endTyped(into batch: inout EventBatch) {
        hasTyped = false
        typedCount += 1
        let time = clock.nearestTime
        if typedToSkip > 0 {
            typedToSkip -= 1
            typed.skipRecord()
        } else if time.isMissing {
            typed.skipRecord()
        } else {
            typed.endRecord(at: time, into: &batch)
        }
    }

    private mutating func takeVersion(_ version: UInt16) throws(RecordingError) {
        guard Wallix.versions ~= version else {
            let problem = RecordingError.Problem.unsupported(
                what: "of version \(version) of WALLIX's format",
                remedy: "Use a newer Gait; this one reads versions up to \(Wallix.versions.upperBound)"
            )
            throw RecordingError(problem, byte: 8)
        }
        if version < Wallix.firstCompressedVersion {
            part = .payload
        } else if payloadOffset + chunkRest > Wallix.compressionOffset {
            part = .metaBeforeCompression
        } else {
            throw RecordingError(.unframed(missing: "compression"), byte: 8)
        }
    }

    private mutating func takeCompression(_ name: UInt8) throws(RecordingError) {
        switch Compression(rawValue: name) {
        case .uncompressed: part = .payload
        case .zlib:
            announced = .zlib
            part = .payload
        case .snappy:
            let problem = RecordingError.Problem.unsupported(
                what: "compressed with snappy",
                remedy: "Let the bastion compress recordings with gzip, or not at all"
            )
            throw RecordingError(problem, byte: offset)
        case nil:
            let problem = RecordingError.Problem.unsupported(
                what: "compressed in a way (\(name)) that Gait does not know",
                remedy: "Let the bastion compress recordings with gzip, or not at all"
            )
            throw RecordingError(problem, byte: offset)
        }
    }

    @inline(__always)
    private mutating func takePosition(_ place: UInt64, into batch: inout EventBatch) {
        part = .payload
        if chunkRest >= 5 { beginTyped() }
        rows.total += 1
        // Until the client moves the pointer, the recorder has it in the corner.
        if place == 0, !isPlaced {
            rows.unplaced += 1
            return
        }
        isPlaced = true
        eventCount += 1
        guard eventsToSkip == 0 else {
            eventsToSkip -= 1
            return
        }
        batch.append(
            PointerEvent(
                recorderTime: clock.time,
                clientTime: .missing,
                x: Int32(UInt16(truncatingIfNeeded: place)),
                y: Int32(UInt16(truncatingIfNeeded: place >> 16)),
                kind: .move
            )
        )
    }

    private mutating func countMalformed(_ reason: MalformedRow.Reason) {
        rows.count(MalformedRow(byte: chunkStart, reason: reason))
    }
}

/// The clock of a recording's stamps, in µs.
///
/// Up to version 4 stamps count from 1970. Later ones count from the recording's start, and a chunk before the first of
/// them says what time that was; it is their distance that holds, however the clock on the wall is set later.
struct WallixClock: Equatable {
    /// The last stamp.
    var stamp: UInt64 = 0
    var hasStamp = false
    /// The stamp to which a time on the wall was given last.
    var stampOfTimes: UInt64 = 0
    /// What to add to a stamp for the time since 1970.
    var start: UInt64 = 0

    mutating func take(stamp: UInt64) {
        self.stamp = stamp
        hasStamp = true
    }

    mutating func take(wallTime: UInt64) {
        if !hasStamp { start = wallTime &- stampOfTimes }
    }

    /// The time of the last stamp since 1970; missing where nobody would believe it.
    var time: Timestamp { Timestamp(milliseconds: Int64((stamp &+ start) / 1000)) }

    /// The same to the nearest ms.
    var nearestTime: Timestamp {
        let (whole, rest) = (stamp &+ start).quotientAndRemainder(dividingBy: 1000)
        return Timestamp(milliseconds: Int64(whole) + (rest >= 500 ? 1 : 0))
    }
}
