public import Gestures
public import Profiles
public import Recordings

/// The way of one session's data, from the bytes of its recording to windows: decoding, gestures, samples, bins.
///
/// Pure: bytes in, windows out, the same for any chunking.
public struct SessionPipeline: ~Copyable {
    private var reader: RecordingReader
    private var extractor = PointerExtractor()
    private var sketcher: SessionSketcher

    /// A pipeline at the beginning of a recording.
    ///
    /// - Parameters:
    ///   - space: where samples are binned.
    ///   - format: the recording's format; `nil` to recognise it by its first bytes.
    ///   - gestureLimit: after this many gestures the session is taken to have ended; `nil` for no limit.
    public init(space: FeatureSpace, format: RecordingFormat? = nil, gestureLimit: Int? = nil) {
        reader = RecordingReader(format: format)
        sketcher = SessionSketcher(space: space, gestureLimit: gestureLimit)
    }

    /// Takes the next bytes of the recording, and calls `emit` with each window that is complete.
    ///
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    public mutating func read(
        _ bytes: Span<UInt8>,
        using memory: inout PipelineMemory,
        emit: (SessionWindow) -> Void
    ) throws(RecordingError) {
        try reader.read(bytes, using: &memory.decoding) { batch in
            Self.take(batch, &extractor, &sketcher, &memory.samples, emit)
        }
    }

    /// Ends the recording, and calls `emit` with what remains.
    ///
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    public mutating func finish(
        using memory: inout PipelineMemory,
        emit: (SessionWindow) -> Void
    ) throws(RecordingError) -> SessionSummary {
        let facts = try reader.finish(using: &memory.decoding) { batch in
            Self.take(batch, &extractor, &sketcher, &memory.samples, emit)
        }
        memory.samples.removeAll()
        extractor.finish(into: &memory.samples)
        sketcher.add(memory.samples, emit: emit)
        sketcher.finish(emit: emit)
        return SessionSummary(
            facts: facts,
            total: sketcher.total,
            gestureCount: sketcher.gestureCount,
            sampleCount: sketcher.sampleCount,
            duration: extractor.duration,
            unusableEvents: extractor.unusableCount,
            clockLeaps: extractor.clockLeaps
        )
    }

    private static func take(
        _ batch: borrowing EventBatch,
        _ extractor: inout PointerExtractor,
        _ sketcher: inout SessionSketcher,
        _ samples: inout SampleBuffer,
        _ emit: (SessionWindow) -> Void
    ) {
        if sketcher.isComplete { return }
        samples.removeAll()
        extractor.extract(batch.pointer.span, into: &samples)
        sketcher.add(samples, emit: emit)
    }
}

/// The memory that a pipeline needs for a moment: one for each thread, lent to one session after another.
public struct PipelineMemory: ~Copyable {
    var decoding = RecordingScratch()
    var samples = SampleBuffer(capacity: PointerExtractor.mostSamples)

    /// Memory for one session at a time.
    public init() {}
}

/// What is known of a session once its recording has been read.
public struct SessionSummary: Sendable {
    /// What the bytes said about the recording.
    public var facts: RecordingFacts
    /// All samples in their bins.
    public var total: [UInt32]
    /// How many gestures there were.
    public var gestureCount: Int
    /// How many samples there were.
    public var sampleCount: Int
    /// ms from the first event to the last.
    public var duration: Int64
    /// How many events had coordinates that no screen has, or no time.
    public var unusableEvents: Int
    /// How many times the client's clock leapt away from the recorder's.
    public var clockLeaps: Int
}
