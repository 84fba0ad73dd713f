import Testing

@testable import Scoring

struct CellSelectionTests {
    private let selection = CellSelection([[7], [2, 9], [3]])

    @Test func cellsOfAGroupAreAdded() {
        #expect(selection.counts([0, 0, 5, 0, 0, 0, 0, 1, 0, 4]) == [1, 9, 0])
    }

    @Test func othersArePassedOver() {
        #expect(selection.counts([2, 2, 0, 2, 0, 0, 0, 0, 2, 0, 2]) == [0, 0, 2])
    }

    @Test func aSumThatDoesNotFitStaysAtTheLargest() {
        #expect(selection.counts([0, 0, .max, 0, 0, 0, 0, 0, 0, 1]) == [0, .max, 0])
    }

    @Test func nothingIsMadeOfNothing() {
        #expect(selection.counts([UInt32](repeating: 0, count: 10)) == [0, 0, 0])
    }
}
