extension KeyRhythm {
    private static let fewestGaps = 25
    /// So few gaps at least tell how their logarithms lean.
    private static let fewestForSkewness = 200
    private static let leastSkewness = -0.40
    private static let leastShareOfPairs = 0.10
    private static let fewestHolds = 50
    private static let mostEqualHolds = 0.97
    /// Keys that are held for equally many ms, on clocks that go in steps of up to 16 ms.
    private static let equalHolds = 17
    /// On a coarse clock times are equal that are not: there are fewer kinds of gaps below 500 ms.
    private static let fewestKinds = 12
    private static let longestKind = 500
    private static let fewestGapsBesideHolds = 30

    /// What no hand does.
    var signs: [ScriptedSign] {
        let gaps = GapDistribution(gaps)
        let rhythm = GapRhythm(gaps)
        var signs: [ScriptedSign] = []
        if rhythm.isTooEven(atLeast: Self.fewestGaps) { signs.append(.tooEven(.gapsTooEven, rhythm)) }
        if rhythm.hasNoTail { signs.append(.withoutTail(.gapsWithoutTail, rhythm)) }
        if rhythm.count >= Self.fewestForSkewness {
            let skewness = gaps.skewness(around: rhythm.median)
            if skewness < Self.leastSkewness, shareOfPairs < Self.leastShareOfPairs {
                signs.append(
                    ScriptedSign(.jitterWithoutRhythm, skewness, threshold: Self.leastSkewness, of: rhythm.count)
                )
            }
        }
        let holds = GapDistribution(holds)
        guard holds.count >= Self.fewestHolds else { return signs }
        let equal = holds.largestShare(within: Self.equalHolds)
        let kinds = gaps.cells.count { $0.start < Self.longestKind }
        if equal >= Self.mostEqualHolds,
            kinds >= Self.fewestKinds || rhythm.isTooEven(atLeast: Self.fewestGapsBesideHolds)
        {
            signs.append(ScriptedSign(.holdsTooEven, equal, threshold: Self.mostEqualHolds, of: holds.count))
        }
        return signs
    }
}

extension ScriptedSign {
    static func tooEven(_ test: ScriptedTest, _ rhythm: GapRhythm) -> ScriptedSign {
        ScriptedSign(test, rhythm.spread, threshold: GapRhythm.leastSpread, of: rhythm.count)
    }

    static func withoutTail(_ test: ScriptedTest, _ rhythm: GapRhythm) -> ScriptedSign {
        ScriptedSign(test, rhythm.longShare, threshold: rhythm.leastLongShare, of: rhythm.count)
    }
}
