public import Recordings
public import Snapshots

/// How much of a keyboard a recording has: counted on the events as they come, in constant memory.
public struct KeySignal: Sendable, Equatable {
    /// Keys that were pressed, or whose characters reached a terminal.
    public private(set) var typed = 0
    /// Texts that were pasted.
    public private(set) var pastes = 0
    /// Characters that a terminal showed by themselves.
    public private(set) var echoes = 0

    /// Nothing seen yet.
    public init() {}

    /// Takes note of events, in the order of the recording.
    public mutating func add(_ events: Span<KeyEvent>) {
        for index in events.indices {
            switch events[index].action {
            case .press, .input: typed += 1
            case .paste: pastes += 1
            case .echo: echoes += 1
            case .release: break
            }
        }
    }

    /// Appends what was counted.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: typed)
        writer.append(count: pastes)
        writer.append(count: echoes)
    }

    /// What had been counted when the snapshot was taken.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        typed = try reader.tally()
        pastes = try reader.tally()
        echoes = try reader.tally()
    }
}
