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

    private let limits: Limits
    private var format: RecordingFormat?
    private var decoder: (any RecordingDecoder)?
    private var streams: [ByteStream] = []
    private var failure: RecordingError?

    /// A reader at the start of a recording.
    ///
    /// - Parameters:
    ///   - format: the recording's format, where it is known; otherwise it is recognised by the first bytes.
    ///   - limits: what compressed streams may expand to.
    public init(format: RecordingFormat? = nil, limits: Limits = Limits()) {
        self.limits = limits
        self.format = format
        decoder = format?.makeDecoder()
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
        facts.isCompressed = streams.contains { $0.packing == .gzip }
        for stream in streams {
            facts.bytesRead += stream.bytesRead
            facts.bytesDecoded += stream.bytesDecoded
        }
        if let decoder { facts.rows = decoder.rows }
        facts.endsEarlyAt = streams.lazy.compactMap(\.endsEarlyAt).first
        facts.trailingBytesAt = streams.lazy.compactMap(\.trailingBytesAt).first
        facts.damage = streams.lazy.compactMap(\.damage).first
        return facts
    }

    /// Takes the next bytes of a stream.
    ///
    /// - Parameters:
    ///   - bytes: what follows the bytes of the stream that were used so far.
    ///   - stream: the stream they belong to.
    ///   - scratch: memory that is used during the call only.
    ///   - consume: called with up to 1,024 events at a time, in order, and never with none.
    /// - Returns: how many bytes were used. Fewer than all, once the recording wants another stream or has ended: give
    ///   the rest again when the stream is wanted. Always all for a recording of one stream.
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
            guard wantedStream == stream else { return 0 }
            let used = try unpack(bytes, of: self.stream(stream), &scratch, consume)
            try decodePending(&scratch.batch, consume)
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
            try decodePending(&scratch.batch, consume)
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

    private mutating func stream(_ name: StreamName) -> ByteStream {
        if let known = streams.first(where: { $0.name == name }) { return known }
        let new = ByteStream(name: name)
        streams.append(new)
        return new
    }
}

// MARK: - Unpacking

extension RecordingReader {
    /// Sends bytes, as they lie in the file, on to decoding; returns how many were used.
    private mutating func unpack(
        _ bytes: Span<UInt8>,
        of stream: ByteStream,
        _ scratch: inout RecordingScratch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) -> Int {
        var used = 0
        while stream.packing == .unknown, used < bytes.count {
            stream.undetermined.append(bytes[used])
            stream.bytesRead += 1
            used += 1
            try determinePacking(of: stream, &scratch, consume)
        }
        let rest = bytes.extracting(used...)
        guard rest.count > 0 else { return used }
        if stream.packing == .gzip {
            stream.bytesRead += Int64(rest.count)
            try inflate(rest, of: stream, &scratch, consume)
            return bytes.count
        }
        // What waits comes first; while it waits for another stream, so do these bytes.
        try decodePending(&scratch.batch, consume)
        guard stream.pending.isEmpty || decoder == nil else { return used }
        let taken = try decode(rest, of: stream, &scratch.batch, consume)
        stream.bytesRead += Int64(taken)
        stream.bytesDecoded += Int64(taken)
        return used + taken
    }

    private mutating func determinePacking(
        of stream: ByteStream,
        _ scratch: inout RecordingScratch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        let first = stream.undetermined
        if first == ByteStream.gzipMagic {
            stream.borrowInflater(from: &scratch)
            stream.undetermined = []
            try inflate(first.span, of: stream, &scratch, consume)
        } else if !ByteStream.gzipMagic.starts(with: first) {
            try beginPlain(stream, &scratch.batch, consume)
        }
    }

    private mutating func beginPlain(
        _ stream: ByteStream,
        _ batch: inout EventBatch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        let first = stream.undetermined
        stream.packing = .plain
        stream.undetermined = []
        stream.bytesDecoded += Int64(first.count)
        try decodeOrKeep(first.span, of: stream, &batch, consume)
    }

    /// Decompresses all of `bytes`.
    private mutating func inflate(
        _ bytes: Span<UInt8>,
        of stream: ByteStream,
        _ scratch: inout RecordingScratch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        guard stream.damage == nil else { return }
        var output = scratch.takeOutput()
        defer { scratch.output = output }
        var position = 0
        while true {
            // One byte more than allowed tells a stream that ends at the limit from one that goes beyond.
            let room = Int(min(Int64(output.count), allowance(of: stream).bytes + 1))
            let step = stream.inflate(bytes.extracting(position...), into: &output, room: room)
            position += step.consumed
            let allowed = allowance(of: stream)
            guard step.produced <= allowed.bytes else {
                throw RecordingError(allowed.problem, byte: stream.compressedBytes)
            }
            stream.bytesDecoded += Int64(step.produced)
            let decoded = output.span.extracting(..<step.produced)
            try decodeOrKeep(decoded, of: stream, &scratch.batch, consume)
            if stream.noteDamage() { return }
            // With the output full there may be more to come even from no further input.
            if step.produced < room { return }
        }
    }

    /// How many more bytes a compressed stream may give, and what is wrong if it gives more.
    private func allowance(of stream: ByteStream) -> (bytes: Int64, problem: RecordingError.Problem) {
        let (product, overflow) = stream.compressedBytes.multipliedReportingOverflow(by: limits.expansion)
        let (expanded, overflows) = product.addingReportingOverflow(limits.expansionAllowance)
        if overflow || overflows || limits.decodedBytes <= expanded {
            return (max(0, limits.decodedBytes - stream.bytesDecoded), .tooLarge(limit: limits.decodedBytes))
        }
        return (max(0, expanded - stream.bytesDecoded), .expandsTooMuch(ratio: limits.expansion))
    }

    private mutating func end(
        _ stream: ByteStream,
        _ scratch: inout RecordingScratch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        if stream.packing == .unknown { try beginPlain(stream, &scratch.batch, consume) }
        stream.returnInflater(to: &scratch)
        guard decoder != nil else {
            throw RecordingError(stream.pending.isEmpty ? .empty : .unknownFormat, byte: 0)
        }
        flush(&scratch.batch, consume)
        try decoder?.endStream(isCut: stream.isCut, into: &scratch.batch)
    }
}

// MARK: - Decoding

extension RecordingReader {
    private func flush(_ batch: inout EventBatch, _ consume: (borrowing EventBatch) -> Void) {
        guard !batch.isEmpty else { return }
        consume(batch)
        batch.removeAll()
    }

    /// Decodes what the decoder takes of `bytes`, and keeps the rest for later.
    private mutating func decodeOrKeep(
        _ bytes: Span<UInt8>,
        of stream: ByteStream,
        _ batch: inout EventBatch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        var used = 0
        if stream.pending.isEmpty || decoder == nil { used = try decode(bytes, of: stream, &batch, consume) }
        stream.pending.append(bytes.extracting(used...))
    }

    /// Decodes from the front of `bytes` until they are used up or another stream is wanted; returns how many were used.
    private mutating func decode(
        _ bytes: Span<UInt8>,
        of stream: ByteStream,
        _ batch: inout EventBatch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) -> Int {
        var used = 0
        if decoder == nil {
            used = try recognise(bytes, of: stream)
            guard decoder != nil else { return used }
            try decodePending(&batch, consume)
            guard stream.pending.isEmpty else { return used }
        }
        while used < bytes.count, wantedStream == stream.name, var taking = decoder.take() {
            defer { decoder = taking }
            used += try taking.decode(bytes.extracting(used...), into: &batch)
            if batch.isFull { flush(&batch, consume) }
        }
        return used
    }

    /// Decodes what waits in the streams for as long as the wanted one has something waiting.
    private mutating func decodePending(
        _ batch: inout EventBatch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        guard decoder != nil else { return }
        while let wanted = wantedStream, let stream = streams.first(where: { $0.name == wanted }),
            !stream.pending.isEmpty
        {
            var waiting: [UInt8] = []
            swap(&waiting, &stream.pending)
            let used = try decode(waiting.span, of: stream, &batch, consume)
            waiting.removeFirst(used)
            stream.pending = waiting
        }
    }

    /// Looks for the format in the main stream's first bytes; returns how many of `bytes` it took for that.
    private mutating func recognise(_ bytes: Span<UInt8>, of stream: ByteStream) throws(RecordingError) -> Int {
        let taken = min(bytes.count, RecordingFormat.recognitionLength - stream.pending.count)
        stream.pending.append(bytes.extracting(..<taken))
        var isDecided = true
        for candidate in RecordingFormat.all {
            switch candidate.recognise(stream.pending.span) {
            case .matches where isDecided:
                format = candidate
                decoder = candidate.makeDecoder()
                return taken
            case .differs: continue
            case .matches, .undecided: isDecided = false
            }
        }
        let isExhausted = stream.pending.count >= RecordingFormat.recognitionLength
        if isDecided || isExhausted { throw RecordingError(.unknownFormat, line: nil, byte: 0) }
        return taken
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
