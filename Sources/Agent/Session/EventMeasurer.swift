import Gestures
import Recordings
import Snapshots

/// Measures a session's events in every modality that it has, and takes note of what signals there are for any.
struct EventMeasurer {
    /// The most samples of either kind that one batch of events can give in one modality.
    static let mostSamples = max(PointerExtractor.mostSamples, KeystrokeExtractor.mostSamples)

    private(set) var pointer = PointerExtractor()
    private(set) var signal = PointerSignal()
    private(set) var keys = KeySignal()
    /// What measures keys in each modality; none before the first key.
    private var keystrokes = ModalityMap<KeystrokeExtractor>()
    /// When the first event was that has a time, in ms on the recorder's clock.
    private var origin: Int64?
    private var hasPointer = false

    init() {}

    /// ms from the first event to the last.
    var duration: Int64 { keystrokes.values.reduce(pointer.duration) { max($0, $1.duration) } }

    /// Bytes of memory that it takes beside itself.
    var byteCount: Int { pointer.byteCount + keystrokes.modalities.count * MemoryLayout<KeystrokeExtractor>.stride }

    /// Lets it take little memory until events come again.
    mutating func pack() { pointer.pack() }

    /// Calls `consume` with the samples of a batch of events in each modality that it has any of.
    mutating func measure(
        _ batch: borrowing EventBatch,
        using samples: inout SampleBuffer,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) {
        if origin == nil { begin(with: batch) }
        if batch.pointer.count > 0 {
            if !hasPointer { beginPointer(batch.pointer.span) }
            signal.add(batch.pointer.span)
            samples.removeAll()
            pointer.extract(batch.pointer.span, into: &samples)
            consume(.pointer, samples)
        }
        guard batch.keys.count > 0 else { return }
        if keystrokes.isEmpty { beginKeys() }
        keys.add(batch.keys.span)
        keystrokes.update { modality, extractor in
            samples.removeAll()
            extractor.extract(batch.keys.span, into: &samples)
            if !samples.isEmpty { consume(modality, samples) }
        }
    }

    /// Calls `consume` with the samples of what is going on at the end of the session.
    mutating func finish(
        using samples: inout SampleBuffer,
        consume: (Modality, borrowing SampleBuffer) -> Void
    ) {
        samples.removeAll()
        pointer.finish(into: &samples)
        if !samples.isEmpty { consume(.pointer, samples) }
        keystrokes.update { modality, extractor in
            samples.removeAll()
            extractor.finish(into: &samples)
            if !samples.isEmpty { consume(modality, samples) }
        }
    }

    private mutating func begin(with batch: borrowing EventBatch) {
        let pointer = batch.pointer.span.firstTime(\.recordedTime)
        let keys = batch.keys.span.firstTime(\.time)
        origin = [pointer, keys].compactMap(\.self).min()
    }

    private mutating func beginPointer(_ events: Span<PointerEvent>) {
        guard let first = events.firstTime(\.recordedTime) else { return }
        hasPointer = true
        pointer.lead = origin.map { max(first - $0, 0) } ?? 0
    }

    private mutating func beginKeys() {
        for modality in Modality.allCases {
            guard let source = modality.keySource else { continue }
            keystrokes[modality] = KeystrokeExtractor(of: source, since: origin ?? 0)
        }
    }

    // MARK: Snapshots

    func snapshot(into writer: inout SnapshotWriter) {
        pointer.snapshot(into: &writer)
        signal.snapshot(into: &writer)
        keys.snapshot(into: &writer)
        writer.append(optional: origin) { $0.append(signed: $1) }
        writer.append(flag: hasPointer)
        writer.append(flag: !keystrokes.isEmpty)
        keystrokes.forEach { $1.snapshot(into: &writer) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        pointer = try PointerExtractor(from: &reader)
        signal = try PointerSignal(from: &reader)
        keys = try KeySignal(from: &reader)
        origin = try reader.optional { reader throws(SnapshotCorruption) in
            try reader.signed(in: -Timestamp.limit...Timestamp.limit)
        }
        hasPointer = try reader.flag()
        guard try reader.flag() else { return }
        for modality in Modality.allCases where modality.keySource != nil {
            keystrokes[modality] = try KeystrokeExtractor(from: &reader)
        }
    }
}

extension Modality {
    /// What its extractor takes for a key; `nil` for the pointer.
    fileprivate var keySource: KeyEvent.Action? {
        switch self {
        case .pointer: nil
        case .keystrokes: .press
        case .terminalInput: .input
        case .terminalEcho: .echo
        }
    }
}

extension PointerEvent {
    /// When it reached the recorder, or where that is not known, when it happened.
    fileprivate var recordedTime: Timestamp { recorderTime.isMissing ? clientTime : recorderTime }
}

extension Span {
    /// The first time that one of the events has, in ms.
    fileprivate func firstTime(_ time: (Element) -> Timestamp) -> Int64? {
        for index in indices where !time(self[index]).isMissing { return time(self[index]).milliseconds }
        return nil
    }
}
