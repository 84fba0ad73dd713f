/// One session's input beside that of many others, of which mostly none is like it.
public struct ReplayComparison: Sendable {
    /// So many hashes in common show that a part of one session is in the other.
    private static let leastCommon = 4
    private static let leastCommonPresses = 3

    private let sketch: ReplaySketch
    private let filter: HashFilter

    /// A comparison of a session with this sketch.
    public init(_ sketch: ReplaySketch) {
        self.sketch = sketch
        filter = HashFilter(sketch.hashes)
    }

    /// Whether the other's input may be the same in part, which is to be asked first: mostly it is not.
    public func mayFindSigns(against other: ReplaySketch) -> Bool {
        filter.count(of: other.hashes) >= min(Self.leastCommon, Self.leastCommonPresses)
    }

    /// What shows that the input of the session `original`, whose sketch is `other`, has come once more.
    public func signs(against other: ReplaySketch, of original: String) -> [ScriptedSign] {
        let kinds = [
            (ScriptedTest.keysReplayed, sketch.keys, other.keys, Self.leastCommon),
            (.movesReplayed, sketch.moves, other.moves, Self.leastCommon),
            (.clicksReplayed, sketch.presses, other.presses, Self.leastCommonPresses),
        ]
        return kinds.compactMap { test, own, others, least in
            let common = Set(own).intersection(others).count
            let count = min(own.count, others.count)
            guard common >= least else { return nil }
            return ScriptedSign(test, Double(common), threshold: Double(least), of: count, original: original)
        }
    }
}
