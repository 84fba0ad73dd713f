import Snapshots

/// By what a session's movements and clicks are known again: runs of eight steps of the pointer, and of three from press to
/// press. When they were plays no part, so that a replay at another pace is known, too.
struct PathReplay: Sendable {
    /// Runs of fewer different steps come of many hands, and so do those over fewer px.
    private static let fewestDifferent = 5
    private static let leastDistance: UInt32 = 60
    /// So many px at least are between presses.
    private static let leastClickDistance: UInt32 = 20

    /// The last steps.
    private(set) var run = Run()
    private(set) var moves = BottomSketch(capacity: ReplaySketch.mostMoves)
    /// The steps between the last three presses; 0 where they were too short, or not there yet.
    private var clickSteps: (older: UInt32, last: UInt32) = (0, 0)
    private(set) var presses = BottomSketch(capacity: ReplaySketch.mostPresses)

    init() {}

    /// Goes on to the last steps, as many as a run has; 0 where there was none yet.
    mutating func goOn(_ steps: Span<UInt32>) {
        for index in steps.indices { run.append(steps[index]) }
    }

    /// Takes a run of steps of the pointer, which has this hash, if it is one of the least, and hardly anybody else makes it.
    ///
    /// - Returns: the largest hash that is looked at from now on.
    @inline(never)
    mutating func take(_ run: Span<UInt32>, _ hash: UInt32) -> UInt32 {
        if Self.isTelling(run) { moves.add(hash) }
        return moves.limit
    }

    private static func isTelling(_ run: Span<UInt32>) -> Bool {
        guard run[0] != 0 else { return false }
        var distance: UInt32 = 0
        for index in run.indices {
            distance &+= PointerStep(run[index]).distance
            if distance >= leastDistance { break }
        }
        return distance >= leastDistance && isVaried(run)
    }

    private static func isVaried(_ run: Span<UInt32>) -> Bool {
        var different = 1
        for index in 1..<run.count {
            var isNew = true
            for earlier in 0..<index where run[earlier] == run[index] { isNew = false }
            if isNew { different += 1 }
            if different == fewestDifferent { return true }
        }
        return false
    }

    /// A button went down so far from where one did before.
    mutating func press(_ step: PointerStep) {
        let (older, last) = clickSteps
        clickSteps = (last, step.distance >= Self.leastClickDistance ? step.value : 0)
        guard older != 0, last != 0, clickSteps.last != 0 else { return }
        presses.add(Run.hash(of: older, last, step.value))
    }

    func snapshot(into writer: inout SnapshotWriter) {
        run.snapshot(into: &writer)
        moves.snapshot(into: &writer)
        writer.append(count: clickSteps.older)
        writer.append(count: clickSteps.last)
        presses.snapshot(into: &writer)
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        run = try Run(from: &reader)
        moves = try BottomSketch(from: &reader, capacity: ReplaySketch.mostMoves)
        clickSteps.older = UInt32(try reader.count(atMost: Int(UInt32.max)))
        clickSteps.last = UInt32(try reader.count(atMost: Int(UInt32.max)))
        presses = try BottomSketch(from: &reader, capacity: ReplaySketch.mostPresses)
    }
}
