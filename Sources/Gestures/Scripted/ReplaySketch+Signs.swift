extension ReplaySketch {
    /// So many hashes in common show that a part of one session is in the other.
    private static let leastCommon = 4
    private static let leastCommonPresses = 3

    /// What shows that the input of the session `original`, whose sketch is `other`, has come once more.
    public func signs(against other: ReplaySketch, of original: String) -> [ScriptedSign] {
        var signs: [ScriptedSign] = []
        func compare(_ a: [UInt32], _ b: [UInt32], _ test: ScriptedTest, atLeast least: Int = Self.leastCommon) {
            let common = Self.commonCount(a, b)
            guard common >= least else { return }
            signs.append(
                ScriptedSign(
                    test,
                    Double(common),
                    threshold: Double(least),
                    of: min(a.count, b.count),
                    original: original
                )
            )
        }
        compare(keys, other.keys, .keysReplayed)
        compare(moves, other.moves, .movesReplayed)
        compare(presses, other.presses, .clicksReplayed, atLeast: Self.leastCommonPresses)
        return signs
    }

    /// How many hashes are in both lists, which ascend.
    private static func commonCount(_ a: [UInt32], _ b: [UInt32]) -> Int {
        var (i, j, common) = (0, 0, 0)
        while i < a.count, j < b.count {
            if a[i] == b[j] { common += 1 }
            (i, j) = (a[i] <= b[j] ? i + 1 : i, b[j] <= a[i] ? j + 1 : j)
        }
        return common
    }
}
