import Snapshots

/// By what a session's movements and clicks are known again: runs of eight steps of the pointer, and of three from press to
/// press. When they were plays no part, so that a replay at another pace is known, too.
struct PathReplay: Sendable {
    /// Runs of fewer different steps, or over fewer px, come of many hands.
    private static let (fewestDifferent, leastDistance) = (5, UInt32(60))
    /// So many px at least are between presses.
    private static let leastClickDistance: UInt32 = 20

    /// The last steps.
    private(set) var run = Run()
    private(set) var moves = BottomSketch(capacity: ReplaySketch.mostMoves)
    /// The steps between the last three presses; 0 where they were too short, or not there yet.
    private var clickSteps: (older: UInt32, last: UInt32) = (0, 0)
    private(set) var presses = BottomSketch(capacity: ReplaySketch.mostPresses)

    init() {}

    /// Takes steps of the pointer, which follow those of `run`.
    ///
    /// - Parameter steps: the steps of `run`, and behind them the new ones.
    mutating func move(_ steps: Span<UInt32>) {
        var polynomial = run.polynomial
        var limit = moves.limit
        for index in Run.length..<steps.count {
            polynomial = Run.advance(polynomial, to: steps[index], from: steps[index &- Run.length])
            let hash = Run.hash(polynomial)
            guard hash <= limit, Self.isTelling(steps, endingAt: index) else { continue }
            moves.add(hash)
            limit = moves.limit
        }
        for index in max(steps.count - Run.length, Run.length)..<steps.count { run.append(steps[index]) }
    }

    /// Whether hardly anybody else makes the run that ends at `last`.
    private static func isTelling(_ steps: Span<UInt32>, endingAt last: Int) -> Bool {
        let run = steps.extracting(last &- (Run.length - 1)...last)
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

    /// A button went down at (`dx`, `dy`) from where one did before.
    mutating func press(dx: Int32, dy: Int32) {
        let step = PointerStep(dx, dy)
        let (older, last) = clickSteps
        clickSteps = (last, step.distance >= Self.leastClickDistance ? step.value : 0)
        guard older != 0, last != 0, clickSteps.last != 0 else { return }
        var run = Run()
        for step in [older, last, step.value] { run.append(step) }
        presses.add(run.hash)
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
