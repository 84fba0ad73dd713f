/// Reads one recording: takes its bytes in pieces of any size, and hands out its events in batches.
///
/// It finds out by itself whether a stream is compressed, and which format the recording has. Which events come out
/// depends only on the bytes, not on how they were cut.
///
/// ```swift
/// var scratch = RecordingScratch()
/// var reader = RecordingReader()
/// while let chunk = try file.readChunk() {
///     try reader.read(chunk.span, using: &scratch) { batch in gestures.take(batch) }
/// }
/// let facts = try reader.finish(using: &scratch) { batch in gestures.take(batch) }
/// ```
///
/// A recording of several streams is read by giving it, again and again, the next bytes of `wantedStream`.
public struct RecordingReader: ~Copyable {
    /// What compressed recordings may expand to.
    public struct Limits: Sendable, Equatable {
        /// The most decompressed bytes of a stream.
        public var decodedBytes: Int64
        /// The most decompressed bytes for each compressed one, once `expansionAllowance` is used up. Real recordings
        /// shrink 5 to 30 times; deflate can do 1,032.
        public var expansion: Int64
        /// Decompressed bytes that are free of the limit on expansion.
        public var expansionAllowance: Int64

        /// Limits; the defaults are 8 GiB, 200 times, and 16 MiB.
        public init(decodedBytes: Int64 = 8 << 30, expansion: Int64 = 200, expansionAllowance: Int64 = 16 << 20) {
            self.decodedBytes = decodedBytes
            self.expansion = expansion
            self.expansionAllowance = expansionAllowance
        }
    }

    /// A recording with fewer rows is read however many of them are malformed.
    public static let fewestRowsToJudge: Int64 = 20

    let limits: Limits
    var format: RecordingFormat?
    var decoder: (any RecordingDecoder)?
    var streams: [ByteStream] = []
    var failure: RecordingError?
    /// Where a restart would go on; nil for recordings of no terminal, and before the first byte is decoded.
    var anchor: ShownTextAnchor?
    /// What there is to repeat after a restart; nil where nothing is, any more.
    var repetition: Repetition?

    /// A reader at the start of a recording.
    ///
    /// - Parameters:
    ///   - format: the recording's format, where it is known; otherwise it is recognised by the first bytes.
    ///   - isContinuation: whether it is a part of that format that goes on where another was cut off.
    ///   - limits: what compressed streams may expand to.
    public init(format: RecordingFormat? = nil, isContinuation: Bool = false, limits: Limits = Limits()) {
        self.limits = limits
        self.format = format
        decoder = isContinuation ? format?.makeContinuingDecoder() : format?.makeDecoder()
    }

    /// The stream whose bytes are needed next; nil once the recording has ended or cannot be read.
    public var wantedStream: StreamName? {
        guard failure == nil else { return nil }
        guard let decoder else { return .main }
        return decoder.wantedStream
    }

    /// What the bytes said about the recording so far.
    public var facts: RecordingFacts {
        var facts = RecordingFacts()
        facts.format = format
        facts.clock = decoder?.clock ?? format?.contents.clock
        facts.isCompressed = streams.contains { $0.packing == .gzip }
        for stream in streams {
            let progress = stream.progress
            facts.bytesRead += progress.bytesRead
            facts.bytesDecoded += progress.bytesDecoded
        }
        facts.damage = ofFirstStream { $0.progress.damage }
        if let decoder {
            facts.rows = decoder.rows
            facts.isComplete = decoder.isComplete
            facts.description = decoder.description
            facts.span = decoder.span
            facts.damage = facts.damage ?? decoder.damage
        }
        if let former = repetition?.facts {
            facts.rows = former.rows
            facts.isComplete = former.isComplete
            facts.clock = former.clock
            facts.description = former.description
            facts.span = former.span
            facts.damage = former.damage
        }
        facts.endsEarlyAt = ofFirstStream(\.endsEarlyAt)
        facts.trailingBytesAt = ofFirstStream(\.trailingBytesAt)
        return facts
    }

    /// What is said of the first stream of which it is said. The first is not the one that was wanted first: that depends on how
    /// bytes were cut.
    private func ofFirstStream<Value>(_ value: (ByteStream) -> Value?) -> Value? {
        streams.compactMap { stream in value(stream).map { (name: stream.name, value: $0) } }
            .min { $0.name.isBefore($1.name) }?.value
    }

    /// Bytes of memory that the reader takes besides itself, about: what waits, decompressors, and what the decoder keeps.
    public var byteCount: Int {
        (decoder?.byteCount ?? 0) + (anchor?.decoder.byteCount ?? 0) + streams.reduce(0) { $0 + $1.byteCount }
    }

    /// Takes the next bytes of a stream.
    ///
    /// - Parameters:
    ///   - bytes: what follows the bytes of the stream that were used so far.
    ///   - stream: the stream they belong to.
    ///   - scratch: memory that is used during the call only.
    ///   - consume: called with up to 1,024 events at a time, in order, and never with none.
    /// - Returns: how many bytes were used. Fewer than all, once the recording wants another stream or has ended: give
    ///   the rest again when the stream is wanted. Always all for a recording of one stream. Of a compressed stream some
    ///   more are used than are wanted, as long as what they say takes little memory.
    /// - Throws: `RecordingError` where the recording as a whole cannot be read; then every further call throws it too.
    @discardableResult
    public mutating func read(
        _ bytes: Span<UInt8>,
        of stream: StreamName = .main,
        using scratch: inout RecordingScratch,
        consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) -> Int {
        if let failure { throw failure }
        defer { flush(&scratch.batch, consume) }
        do {
            var used = 0
            while used < bytes.count, wantedStream == stream {
                used += try unpack(bytes.extracting(used...), of: self.stream(stream), &scratch, consume)
                try decodeWaiting(&scratch, consume)
            }
            return used
        } catch {
            failure = error
            throw error
        }
    }

    /// Takes note that the wanted stream has no more bytes.
    ///
    /// - Parameters:
    ///   - scratch: memory that is used during the call only.
    ///   - consume: called with up to 1,024 events at a time, in order, and never with none.
    /// - Throws: `RecordingError` where the recording as a whole cannot be read; then every further call throws it too.
    public mutating func endWantedStream(
        using scratch: inout RecordingScratch,
        consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        if let failure { throw failure }
        guard let name = wantedStream else { return }
        defer { flush(&scratch.batch, consume) }
        let ending = stream(name)
        do {
            try end(ending, &scratch, consume)
            try decodeWaiting(&scratch, consume)
        } catch {
            // A beginning that is not understood because the rest is lost is the loss's fault.
            let cause = ending.defect ?? error
            failure = cause
            throw cause
        }
    }

    /// Takes note that no stream has more bytes, and judges the recording as a whole.
    ///
    /// - Parameters:
    ///   - scratch: memory that is used during the call only.
    ///   - consume: called with up to 1,024 events at a time, in order, and never with none.
    /// - Returns: what the bytes said about the recording.
    /// - Throws: `RecordingError` where the recording as a whole cannot be read. Events that came out before are to be
    ///   forgotten.
    public mutating func finish(
        using scratch: inout RecordingScratch,
        consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) -> RecordingFacts {
        if let failure { throw failure }
        while wantedStream != nil { try endWantedStream(using: &scratch, consume: consume) }
        let facts = facts
        let rows = facts.rows
        if rows.total >= Self.fewestRowsToJudge, rows.malformed > rows.total / 2, let first = rows.firstMalformed {
            let error = RecordingError(
                .mostlyMalformed(malformed: rows.malformed, rows: rows.total, first: first.reason),
                line: first.line,
                byte: first.byte
            )
            failure = error
            throw error
        }
        return facts
    }

    mutating func stream(_ name: StreamName) -> ByteStream {
        if let known = streams.first(where: { $0.name == name }) { return known }
        let new = ByteStream(name: name)
        streams.append(new)
        return new
    }
}
