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

    /// What was known when a snapshot was taken, up to which the recording is to be read again.
    struct Replay: Equatable {
        var rows = RowCounts()
        var offset: Int64 = 0
        var eventCount: Int64 = 0
        var typedCount: Int64 = 0
    }

    var chunks = WallixChunks()
    var hasEnded = false
    var damage: RecordingError?
    /// The offset of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    private(set) var replay: Replay?
    private var framePart = FramePart.reset
    private var frameStart: Int64 = 0
    private var frameRest: UInt64 = 0
    private var partial = PartialNumber()
    /// Set once compressed bytes are met.
    private var inflater: WallixInflater?
    /// Whether zlib has seen the next byte: it stays unused for as long as output is due.
    private var isByteInflated = false

    var wantedStream: StreamName? { hasEnded ? nil : .main }
    var rows: RowCounts { replay?.rows ?? chunks.rows }
    var isReplaying: Bool { replay != nil }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !batch.isFull {
            if damage != nil {
                position = bytes.count
            } else if chunks.compression == .zlib {
                try readFrame(bytes, at: &position, into: &batch)
                if isByteInflated { break }
            } else {
                position += try chunks.read(bytes.extracting(position...), into: &batch)
                damage = chunks.damage
            }
        }
        offset += Int64(position)
        if let replay, offset >= replay.offset { endReplay() }
        return position
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        hasEnded = true
        guard chunks.compression != nil || replay != nil else {
            throw RecordingError(Wallix.problem(of: chunks.partial.value), byte: 0)
        }
    }

    private mutating func endReplay() {
        replay = nil
        chunks.eventsToSkip = 0
        chunks.typedToSkip = 0
    }

    mutating func restartReplay() {
        guard let replay else { return }
        self = WallixDecoder()
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
            damage = chunks.damage ?? damage
            guard damage == nil else { break }
            if let corruption = inflater.corruption, !inflater.isOutputDue {
                damage = RecordingError(.corruptCompression(corruption), byte: frameStart)
                break
            }
            if batch.isFull || position == bytes.count && !inflater.isOutputDue { break }
            position += inflater.inflate(bytes.extracting(position...))
            try checkExpansion(inflater)
        }
        isByteInflated = damage == nil && inflater.isOutputDue && position > 0
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
