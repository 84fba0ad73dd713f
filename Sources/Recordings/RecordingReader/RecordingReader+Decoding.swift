extension RecordingReader {
    /// What a terminal showed is decoded in pieces of so many bytes, so that no more than that has to be decoded again.
    private static let longestPiece = 64 * 1024

    mutating func flush(_ batch: inout EventBatch, _ consume: (borrowing EventBatch) -> Void) {
        guard !batch.isEmpty else { return }
        countEvents(&batch)
        if !batch.isEmpty { consume(batch) }
        batch.removeAll()
    }

    /// Decodes what the decoder takes of `bytes`, and keeps the rest for later.
    mutating func decodeOrKeep(
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
    mutating func decode(
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
            moveAnchor(to: taking, batch)
            let end = min(bytes.count, used + longestPiece(for: taking))
            let count = try taking.decode(bytes.extracting(used..<end), into: &batch)
            precondition(count > 0 || batch.isFull, "a decoder takes at least one byte or fills the batch")
            used += count
            countTaken(count, of: stream)
            if batch.isFull { flush(&batch, consume) }
        }
        return used
    }

    /// The most bytes to be decoded at once: of what shows a terminal not so many that the anchor would be left far behind, and
    /// single ones for a while where it is, because text is kept wherever it could be moved.
    private func longestPiece(for decoder: any RecordingDecoder) -> Int {
        guard decoder.showsTerminal else { return .max / 2 }
        guard decoder.holdsShownText, let distance = anchor?.bytes else { return Self.longestPiece }
        let place = distance % ShownTextAnchor.farthest
        if distance >= ShownTextAnchor.farthest, place < ShownTextAnchor.interval { return 1 }
        return min(Self.longestPiece, Int(ShownTextAnchor.farthest - place))
    }

    /// Decodes what waits in the streams for as long as the wanted one has something waiting.
    mutating func decodePending(
        _ batch: inout EventBatch,
        _ consume: (borrowing EventBatch) -> Void
    ) throws(RecordingError) {
        guard decoder != nil else { return }
        while let wanted = wantedStream, let stream = streams.first(where: { $0.name == wanted }),
            !stream.pending.isEmpty
        {
            var waiting = WaitingBytes()
            swap(&waiting, &stream.pending)
            let used = try decode(waiting.storage.span.extracting(waiting.taken...), of: stream, &batch, consume)
            waiting.removeFirst(used)
            stream.pending = waiting
        }
    }

    /// Looks for the format in the main stream's first bytes; returns how many of `bytes` it took for that.
    private mutating func recognise(_ bytes: Span<UInt8>, of stream: ByteStream) throws(RecordingError) -> Int {
        let taken = min(bytes.count, RecordingFormat.recognitionLength - stream.pending.count)
        stream.pending.append(bytes.extracting(..<taken))
        switch RecordingFormat.recognise(stream.pending.storage.span) {
        case .recognised(let known):
            format = known
            decoder = known.makeDecoder()
        case .undecided where stream.pending.count < RecordingFormat.recognitionLength: break
        case .undecided, .foreign: throw RecordingError(.unknownFormat, line: nil, byte: 0)
        }
        return taken
    }
}
