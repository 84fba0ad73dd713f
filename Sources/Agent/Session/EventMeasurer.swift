import Gestures
import Recordings

/// Measures a session's events in one modality, and takes note of what signals there are for any.
struct EventMeasurer {
    /// The most samples of either kind that one batch of events can give.
    static let mostSamples = max(PointerExtractor.mostSamples, KeystrokeExtractor.mostSamples)

    var pointer = PointerExtractor()
    var signal = PointerSignal()
    var keys = KeySignal()
    /// What measures keys; `nil` where the pointer is measured.
    private var keystrokes: KeystrokeExtractor?

    init(_ modality: Modality) {
        keystrokes = modality.keySource.map { KeystrokeExtractor(of: $0) }
    }

    /// ms from the first event to the last.
    var duration: Int64 { max(pointer.duration, keystrokes?.duration ?? 0) }

    /// Calls `consume` with the samples of a batch of events.
    mutating func measure(
        _ batch: borrowing EventBatch,
        using samples: inout SampleBuffer,
        consume: (borrowing SampleBuffer) -> Void
    ) {
        samples.removeAll()
        keys.add(batch.keys.span)
        signal.add(batch.pointer.span)
        if keystrokes == nil {
            pointer.extract(batch.pointer.span, into: &samples)
        } else {
            keystrokes?.extract(batch.keys.span, into: &samples)
        }
        consume(samples)
    }

    /// Calls `consume` with the samples of what is going on at the end of the session.
    mutating func finish(using samples: inout SampleBuffer, consume: (borrowing SampleBuffer) -> Void) {
        samples.removeAll()
        pointer.finish(into: &samples)
        keystrokes?.finish(into: &samples)
        consume(samples)
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
