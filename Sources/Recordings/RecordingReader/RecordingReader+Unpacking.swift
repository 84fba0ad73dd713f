extension RecordingReader {
    /// Sends bytes, as they lie in the file, on to decoding; returns how many were used.
    mutating func unpack(
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
            stream.resumeInflating(with: &scratch)
            stream.bytesRead += Int64(rest.count)
            let taken = try inflate(rest, of: stream, &scratch, consume)
            stream.bytesRead -= Int64(rest.count - taken)
            return used + taken
        }
        // What waits comes first; while it waits for another stream, so do these bytes.
        try decodePending(&scratch.batch, consume)
        guard stream.pending.isEmpty || decoder == nil else { return used }
        let taken = try decode(rest, of: stream, &scratch.batch, consume)
        stream.bytesRead += Int64(taken)
        _ = stream.countDecoded(taken)
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
            // Nothing comes of the magic number alone.
            _ = try inflate(first.span, of: stream, &scratch, consume)
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
        _ = stream.countDecoded(first.count)
        try decodeOrKeep(first.span, of: stream, &batch, consume)
    }

    /// Decodes what waits in the streams, be it within a decompressor, for as long as the wanted one has something waiting.
    mutating func decodeWaiting(
        _ scratch: inout RecordingScratch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        try decodePending(&scratch.batch, consume)
        while decoder != nil, let wanted = wantedStream, let stream = streams.first(where: { $0.name == wanted }),
            stream.isOutputDue
        {
            _ = try inflate(Span(), of: stream, &scratch, consume)
            try decodePending(&scratch.batch, consume)
        }
    }

    /// Decompresses `bytes` up to where enough of the stream waits for another one; returns how many bytes were used.
    private mutating func inflate(
        _ bytes: Span<UInt8>,
        of stream: ByteStream,
        _ scratch: inout RecordingScratch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) -> Int {
        stream.isOutputDue = false
        guard stream.damage == nil else { return bytes.count }
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
            let known = stream.countDecoded(step.produced)
            let decoded = output.span.extracting(known..<step.produced)
            try decodeOrKeep(decoded, of: stream, &scratch.batch, consume)
            if stream.noteDamage() || step.produced < room { return bytes.count }
            // With the output full there may be more to come even from no further input.
            if stream.pending.count >= ByteStream.enoughPending {
                stream.isOutputDue = true
                return position
            }
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

    mutating func end(
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
        if decoder?.wantedStream == nil { decoder?.giveUpShownText() }
        // A part that has ended is not read again.
        if decoder?.holdsShownText == false { anchor = nil }
    }
}
