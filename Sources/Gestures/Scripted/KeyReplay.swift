import Recordings
import Snapshots

/// By what a session's typing is known again: runs of eight keys, each with its class, that of the key before, and about how
/// long after it it came.
struct KeyReplay: Sendable {
    /// Where times between keys are divided, in ms.
    private static let edges: [Int64] = [40, 80, 120, 170, 240, 350, 600, 1200]
    /// A run says something of somebody's rhythm from so many different times on.
    private static let fewestDifferent = 4
    /// And from so many kinds of keys on: of one kind so few runs are possible that people share them.
    private static let fewestClasses = 3
    private static let bucketShift: UInt32 = 8
    private static let classShift: UInt32 = 4

    private var run = Run()
    private(set) var sketch = BottomSketch(capacity: ReplaySketch.mostKeys)

    init() {}

    /// Takes a key that went down so many ms after the one before.
    mutating func press(_ keyClass: KeyClass, after last: KeyClass, gap: Int64) {
        // It is held, and was not pressed again.
        if keyClass == last, gap <= KeyRhythm.longestRepetition {
            run = Run()
            return
        }
        let bucket = UInt32(Self.edges.count { gap >= $0 } + 1)
        run.append(
            bucket << Self.bucketShift | UInt32(last.rawValue) << Self.classShift | UInt32(keyClass.rawValue)
        )
        guard run.isFull else { return }
        var buckets: UInt32 = 0
        var classes: UInt32 = 0
        for index in run.values.indices {
            buckets |= 1 << (run.values[index] >> Self.bucketShift)
            classes |= 1 << (run.values[index] & (1 << Self.classShift - 1))
        }
        if buckets.nonzeroBitCount >= Self.fewestDifferent, classes.nonzeroBitCount >= Self.fewestClasses {
            sketch.add(run.hash)
        }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        run.snapshot(into: &writer)
        sketch.snapshot(into: &writer)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        run = try Run(from: &reader)
        sketch = try BottomSketch(from: &reader, capacity: ReplaySketch.mostKeys)
    }
}
