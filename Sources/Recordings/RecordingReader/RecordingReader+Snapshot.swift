public import Snapshots

extension RecordingReader {
    private static let mostStreams = RecordingParts.most + 64

    /// Appends everything that the events still to come depend on, but for bytes that are read again: of a stream only the
    /// position is kept, see `resumeOffset`. So nothing of what people typed, or were shown, is in it.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(optional: failure) { $1.snapshot(into: &$0) }
        writer.append(optional: format) { $0.append(text: $1.name) }
        let isAnchored = decoder?.holdsShownText == true
        let base = isAnchored ? anchor?.decoder ?? decoder : decoder
        base?.snapshot(into: &writer)
        if base != nil { writer.append(optional: nextRepetition(isAnchored: isAnchored)) { $1.snapshot(into: &$0) } }
        writer.append(count: streams.count)
        for stream in streams {
            let anchored = isAnchored ? stream.takenSinceAnchor : 0
            let repeated = anchored + (base?.bytesToRepeat(of: stream.name) ?? 0)
            stream.snapshot(into: &writer, repeating: repeated, isNeeded: anchored > 0)
        }
    }

    /// What there will be to repeat after a restart from here; nil where nothing is.
    private func nextRepetition(isAnchored: Bool) -> Repetition? {
        guard isAnchored || repetition != nil else { return nil }
        var next = Repetition(bytes: 0, events: EventCounts(), facts: facts)
        if let repetition {
            next.bytes = repetition.bytes
            next.events = repetition.events
        }
        if isAnchored, let anchor {
            next.bytes += anchor.bytes
            next.events += anchor.events
        }
        let base = isAnchored ? anchor?.decoder : decoder
        for stream in streams { next.bytes += base?.bytesToRepeat(of: stream.name) ?? 0 }
        return next
    }

    /// A reader that goes on where one was when it took a snapshot, at `resumeOffset` of each stream.
    ///
    /// - Parameters:
    ///   - reader: where the snapshot is read from.
    ///   - formats: the formats that the recording may have.
    ///   - limits: what compressed streams may expand to.
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public init(
        from reader: inout SnapshotReader,
        formats: [RecordingFormat] = RecordingFormat.all,
        limits: Limits = Limits()
    ) throws(SnapshotCorruption) {
        let failure = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
        var format: RecordingFormat?
        var decoder: (any RecordingDecoder)?
        var repetition: Repetition?
        if try reader.flag() {
            let name = try reader.text()
            guard let known = formats.first(where: { $0.name == name }) else { throw reader.corruption }
            var restored = known.makeDecoder()
            try restored.restore(from: &reader)
            format = known
            decoder = restored
            repetition = try reader.optional { reader throws(SnapshotCorruption) in try Repetition(from: &reader) }
        }
        var streams: [ByteStream] = []
        for _ in 0..<(try reader.count(atMost: Self.mostStreams)) {
            let stream = try ByteStream(from: &reader)
            let isKnown = streams.contains { $0.name == stream.name }
            guard !isKnown else { throw reader.corruption }
            streams.append(stream)
        }
        let taken = streams.first { $0.name == .main }?.progress.bytesTaken ?? 0
        // No more bytes can be given again than there were.
        guard decoder?.bytesKept ?? 0 <= taken else { throw reader.corruption }
        if let decoder, decoder.isReplaying, let replayed = decoder.wantedStream {
            streams.first { $0.name == replayed }?.startOver()
        }
        self.init(format: nil, limits: limits)
        self.format = format
        self.decoder = decoder
        self.streams = streams
        self.failure = failure
        self.repetition = repetition
    }

    /// Where, in the file of `stream`, the bytes begin that `read` is to be given next.
    ///
    /// After a snapshot was restored that is for a plain file where reading stopped, or a little before that where the
    /// decoder needs bytes again that are not in the snapshot. For a compressed one it is its start: the file is
    /// decompressed once more, and what the decoder had taken is skipped. That costs about 3 ms for each MB of
    /// decompressed data, two fifths of what reading it the first time took.
    public func resumeOffset(of stream: StreamName = .main) -> Int64 {
        streams.first { $0.name == stream }?.bytesRead ?? 0
    }

    /// Goes on in a compressed copy of the stream's plain file, such as is made when a recorder closes it: `read` is to be
    /// given the copy's bytes from its start. Nothing changes where the stream is compressed already.
    ///
    /// That it is a copy is the caller's to check.
    public mutating func continueInCompressedCopy(of stream: StreamName = .main) {
        let stream = self.stream(stream)
        if stream.packing != .gzip, stream.name == .main { decoder?.restartReplay() }
        stream.continueInCompressedCopy()
    }
}
