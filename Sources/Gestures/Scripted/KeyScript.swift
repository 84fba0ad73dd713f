import Recordings
import Snapshots

/// What in a session's typing may show that a program types: measured on the keys as they come, in constant memory.
struct KeyScript: Sendable {
    private(set) var rhythm = KeyRhythm()
    private(set) var replay = KeyReplay()

    init() {}

    /// Takes note of events, in the order of the recording.
    mutating func add(_ events: Span<KeyEvent>) {
        for index in events.indices {
            let event = events[index]
            guard !event.time.isMissing else { continue }
            switch event.action {
            case .press where event.count == 1, .input where event.count == 1:
                press(event.keyClass, at: event.time.milliseconds)
            case .release: rhythm.release(after: event.holdTime)
            // What is pasted, or comes at once with others, is not typed.
            case .press, .input, .paste: rhythm.interrupt()
            case .echo: break
            }
        }
    }

    private mutating func press(_ keyClass: KeyClass, at time: Int64) {
        if let last = rhythm.last { replay.press(keyClass, after: last.keyClass, gap: time - last.time) }
        rhythm.press(keyClass, at: time)
    }

    mutating func pack() {
        rhythm.gaps.pack()
        rhythm.holds.pack()
    }

    func snapshot(into writer: inout SnapshotWriter) {
        rhythm.snapshot(into: &writer)
        replay.snapshot(into: &writer)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        rhythm = try KeyRhythm(from: &reader)
        replay = try KeyReplay(from: &reader)
    }
}
