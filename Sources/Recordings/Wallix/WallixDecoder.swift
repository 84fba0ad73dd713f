/// Decodes a recording of WALLIX: its first chunk, and the others as that says they are packed.
///
/// Where they are compressed they come in frames: a byte that is not 0 where a new zlib stream begins, a length (4 bytes),
/// and so many bytes. Decompressing takes about 60 KiB.
struct WallixDecoder: RecordingDecoder {
    /// What the next byte of a compressed recording belongs to.
    enum FramePart {
        case reset
        case length
        case data
    }

    /// What a part leaves to those behind it.
    struct Legacy: Equatable {
        /// What to add to a stamp for the time since 1970, in µs.
        var clockStart: UInt64 = 0
        /// Whether the pointer was anywhere but in the corner.
        var isPlaced = false
    }

    /// What was known when a snapshot was taken, up to which the recording is to be read again.
    struct Replay: Equatable {
        var rows = RowCounts()
        var offset: Int64 = 0
        var eventCount: Int64 = 0
        var typedCount: Int64 = 0
        var legacy = Legacy()
    }

    var chunks = WallixChunks()
    var parts = PartSequence()
    /// What was met in the parts that have ended.
    var formerRows = RowCounts()
    /// What is wrong with the first of these that is damaged.
    var formerDamage: RecordingError?
    /// What is wrong from some byte of the present part on.
    var partDamage: RecordingError?
    /// The offset in its part of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    private(set) var replay: Replay?
    /// What the present part began with.
    private(set) var legacy = Legacy()
    private var framePart = FramePart.reset
    private var frameStart: Int64 = 0
    private var frameRest: UInt64 = 0
    private var partial = PartialNumber()
    /// Set once compressed bytes are met.
    private var inflater: WallixInflater?
    /// Whether zlib has seen the next byte: it stays unused for as long as output is due.
    private var isByteInflated = false

    var wantedStream: StreamName? { parts.wantedStream }
    var rows: RowCounts { formerRows.adding(partRows) }
    var damage: RecordingError? { formerDamage ?? partDamage }
    /// What was met in the present part.
    var partRows: RowCounts { replay?.rows ?? chunks.rows }
    var isReplaying: Bool { replay != nil }
    var byteCount: Int { MemoryLayout<Self>.size + (inflater == nil ? 0 : WallixInflater.byteCount) }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !batch.isFull {
            if partDamage != nil {
                position = bytes.count
                break
            }
            do throws(RecordingError) {
                try read(bytes, at: &position, into: &batch)
            } catch {
                // What is wrong with a later part does not make the others worth nothing.
                guard parts.number > 1 else { throw error }
                partDamage = error
                isByteInflated = false
            }
            if isByteInflated { break }
        }
        offset += Int64(position)
        parts.take(position)
        if let replay, offset >= replay.offset { endReplay() }
        return position
    }

    private mutating func read(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        if chunks.compression == .zlib { return try readFrame(bytes, at: &position, into: &batch) }
        position += try chunks.read(bytes.extracting(position...), into: &batch)
        partDamage = chunks.damage
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        if chunks.compression == nil, replay == nil, partDamage == nil {
            let error = RecordingError(Wallix.problem(of: chunks.partial.value), byte: 0)
            guard parts.number > 1 else { throw error }
            // Behind the last part there is one without a byte.
            if offset > 0 { partDamage = error }
        }
        beginPart()
    }

    /// Goes on with the next part, which has a first chunk of its own and is compressed for itself.
    private mutating func beginPart() {
        var next = WallixDecoder()
        next.parts = parts
        next.parts.endPart()
        next.formerRows = rows
        next.formerDamage = damage
        next.take(chunks.legacy)
        self = next
    }

    /// Begins a part with what those before it have left.
    mutating func take(_ legacy: Legacy) {
        self.legacy = legacy
        chunks.legacy = legacy
    }

    private mutating func endReplay() {
        replay = nil
        chunks.eventsToSkip = 0
        chunks.typedToSkip = 0
    }

    mutating func restartReplay() {
        guard let replay else { return }
        let former = self
        self = WallixDecoder()
        parts = former.parts
        formerRows = former.formerRows
        formerDamage = former.formerDamage
        take(former.legacy)
        begin(replay)
    }

    /// Has the recording read again from its start.
    mutating func begin(_ replay: Replay) {
        self.replay = replay
        chunks.eventsToSkip = replay.eventCount
        chunks.typedToSkip = replay.typedCount
    }

    private mutating func readFrame(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        switch framePart {
        case .reset:
            frameStart = offset + Int64(position)
            if bytes[position] != 0 { inflater?.reset() }
            position += 1
            framePart = .length
        case .length:
            guard let length = partial.take(4, of: bytes, at: &position) else { return }
            frameRest = length
            framePart = length > 0 ? .data : .reset
        case .data:
            let inflater = inflater ?? WallixInflater()
            self.inflater = inflater
            let available = Int(min(frameRest, UInt64(bytes.count - position)))
            let used = try inflate(bytes.extracting(position..<position + available), with: inflater, into: &batch)
            position += used
            frameRest -= UInt64(used)
            if frameRest == 0 { framePart = .reset }
        }
    }

    /// Reads from the front of a frame's data; returns how many bytes were used.
    private mutating func inflate(
        _ bytes: Span<UInt8>,
        with inflater: WallixInflater,
        into batch: inout EventBatch
    ) throws(RecordingError) -> Int {
        var position = isByteInflated ? 1 : 0
        while true {
            try inflater.read(by: &chunks, into: &batch)
            partDamage = chunks.damage ?? partDamage
            guard partDamage == nil else { break }
            if let corruption = inflater.corruption, !inflater.isOutputDue {
                partDamage = RecordingError(.corruptCompression(corruption), byte: frameStart)
                break
            }
            if batch.isFull || position == bytes.count && !inflater.isOutputDue { break }
            position += inflater.inflate(bytes.extracting(position...))
            try checkExpansion(inflater)
        }
        isByteInflated = partDamage == nil && inflater.isOutputDue && position > 0
        return isByteInflated ? position - 1 : position
    }

    private func checkExpansion(_ inflater: WallixInflater) throws(RecordingError) {
        let limits = RecordingReader.Limits()
        // Both counts stay far below what overflows: they grow by what is read.
        guard inflater.produced <= Wallix.longestPart else {
            throw RecordingError(.tooLarge(limit: Wallix.longestPart), byte: frameStart)
        }
        guard inflater.produced > limits.expansionAllowance + limits.expansion * inflater.consumed else { return }
        throw RecordingError(.expandsTooMuch(ratio: limits.expansion), byte: frameStart)
    }
}

extension WallixChunks {
    /// What is known of it so far that the next part is to begin with.
    var legacy: WallixDecoder.Legacy {
        get { WallixDecoder.Legacy(clockStart: clock.start, isPlaced: isPlaced) }
        set {
            clock.start = newValue.clockStart
            isPlaced = newValue.isPlaced
        }
    }
}
