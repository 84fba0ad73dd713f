import Synthesis
import Testing

@testable import Gestures

struct CellFinderTests {
    /// Of all features side by side: few thresholds and many, on both sides of zero and at it, crowded beyond any slot,
    /// equal, huge, boundless.
    private static let thresholds: [[Double]] = [
        [],
        [0],
        [-0.5, -1e-5, 0, 1e-5, 0.25, 3],
        (0..<31).map { 1 + Double($0) * 1e-6 },
        (0..<31).map { Double($0) - 15 },
        (0..<20).map { -1e-12 * Double(20 - $0) },
        [-1e300, -1e9, 1e-300, 1e9, 1e300],
        [-1, -1, 0, 0, 0, 2.5, 2.5],
        [-.infinity, 1, .infinity],
    ]
    /// Of each feature the cells that no quantity reaches.
    private static let spareCells = 2

    private static let finder: CellFinder = {
        var finder = CellFinder()
        for thresholds in thresholds {
            finder.addFeature(thresholds: thresholds, cellCount: thresholds.count + 1 + spareCells)
        }
        return finder
    }()

    private static func firstCell(_ feature: Int) -> Int {
        thresholds[..<feature].reduce(0) { $0 + $1.count + 1 + spareCells }
    }

    /// The cell is the feature's first and as many more as there are thresholds that the quantity reaches.
    private static func expectCells(of values: [Double], feature: Int) {
        let first = firstCell(feature)
        for value in values {
            let reached = thresholds[feature].count { $0 <= value }
            #expect(finder.cell(of: value, feature: feature) == first + reached, "\(value)")
        }
    }

    @Test(arguments: thresholds.indices)
    func cellsBeginAtTheirThresholds(feature: Int) {
        let around = Self.thresholds[feature].flatMap { [$0.nextDown, $0, $0.nextUp] }
        Self.expectCells(of: around + around.map { -$0 }, feature: feature)
    }

    @Test(arguments: thresholds.indices)
    func anyQuantityFindsItsCell(feature: Int) {
        var generator = SplitMix64(seed: UInt64(feature))
        let extremes = [0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity]
        let random = (0..<500).map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
        let small = (0..<500).map { _ in Double.random(in: -9...9, using: &generator) }
        Self.expectCells(of: extremes + extremes.map { -$0 } + random + small, feature: feature)
    }

    @Test(arguments: thresholds.indices)
    func whatIsNoNumberFallsIntoAnOuterCell(feature: Int) {
        let first = Self.firstCell(feature)
        #expect(Self.finder.cell(of: .nan, feature: feature) == first + Self.thresholds[feature].count)
        #expect(Self.finder.cell(of: -.nan, feature: feature) == first)
    }
}
