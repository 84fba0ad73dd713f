public import Recordings
public import Snapshots

/// Looks for signs that a program is at work in a session, and no human: measured on the events as they come, in constant memory.
///
/// The signs are of the session as a whole: they show a program that does most of what is done, not one that does a little.
public struct ScriptDetector: Sendable {
    /// So many runs of keys, or of steps of the pointer, that occur more than once are a sign.
    private static let leastRepeated = 8
    private static let leastRepeatedPresses = 3

    /// `nil` before the first event of the pointer.
    private var pointer: PointerScript?
    /// `nil` before the first key.
    private var keys: KeyScript?

    /// Nothing seen yet.
    public init() {}

    /// Takes note of events of the pointer, in the order of the recording.
    public mutating func add(_ events: Span<PointerEvent>) {
        if pointer == nil { pointer = PointerScript(events) }
        pointer?.add(events)
    }

    /// Takes note of keys, in the order of the recording.
    public mutating func add(_ events: Span<KeyEvent>) {
        if keys == nil { keys = KeyScript() }
        keys?.add(events)
    }

    /// What was found so far, also in the paths of the session's gestures.
    public func signs(paths: PathRegularity) -> [ScriptedSign] {
        var signs = (keys?.rhythm.signs ?? []) + paths.signs + (pointer?.signs ?? [])
        func look(_ sketch: BottomSketch?, for test: ScriptedTest, atLeast least: Int = Self.leastRepeated) {
            guard let sketch, sketch.repeatedCount >= least else { return }
            let (found, count) = (Double(sketch.repeatedCount), sketch.entries.count)
            signs.append(ScriptedSign(test, found, threshold: Double(least), of: count))
        }
        look(keys?.replay.sketch, for: .keysRepeated)
        look(pointer?.replay.moves, for: .movesRepeated)
        look(pointer?.replay.presses, for: .clicksRepeated, atLeast: Self.leastRepeatedPresses)
        return signs
    }

    /// By what the input so far is known again.
    public var input: ReplaySketch {
        ReplaySketch(
            ascending: keys?.replay.sketch.hashes ?? [],
            pointer?.replay.moves.hashes ?? [],
            pointer?.replay.presses.hashes ?? []
        )
    }

    /// Lets it take little memory until events come again.
    public mutating func pack() {
        keys?.pack()
        pointer?.clickGaps.pack()
    }

    /// Bytes of memory that it takes beside itself.
    public var byteCount: Int {
        let histograms = [keys?.rhythm.gaps, keys?.rhythm.holds, pointer?.clickGaps]
        let sketches = [keys?.replay.sketch, pointer?.replay.moves, pointer?.replay.presses]
        return histograms.reduce(0) { $0 + ($1?.byteCount ?? 0) }
            + sketches.reduce(0) { $0 + ($1?.entries.capacity ?? 0) * MemoryLayout<BottomSketch.Entry>.stride }
            + (keys?.rhythm.pairs.capacity ?? 0) * MemoryLayout<KeyRhythm.PairSum>.stride
    }

    /// Appends everything that what is found later depends on.
    public func snapshot(into writer: inout SnapshotWriter) {
        writer.append(optional: pointer) { $1.snapshot(into: &$0) }
        writer.append(optional: keys) { $1.snapshot(into: &$0) }
    }

    /// What goes on where one was when it took a snapshot.
    ///
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    public init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        pointer = try reader.optional { reader throws(SnapshotCorruption) in try PointerScript(from: &reader) }
        keys = try reader.optional { reader throws(SnapshotCorruption) in try KeyScript(from: &reader) }
    }
}
