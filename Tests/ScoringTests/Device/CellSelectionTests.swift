import Profiles
import Testing

@testable import Scoring

struct CellSelectionTests {
    private let selection = CellSelection([[7], [2, 9], [3]])

    @Test func cellsOfAGroupAreAdded() {
        let cells = [CellCount(cell: 2, count: 5), CellCount(cell: 7, count: 1), CellCount(cell: 9, count: 4)]
        #expect(selection.counts(cells) == [1, 9, 0])
    }

    @Test func othersArePassedOver() {
        let cells = [0, 1, 3, 8, 10, 4000].map { CellCount(cell: $0, count: 2) }
        #expect(selection.counts(cells) == [0, 0, 2])
    }

    @Test func aSumThatDoesNotFitStaysAtTheLargest() {
        let cells = [CellCount(cell: 2, count: .max), CellCount(cell: 9, count: 1)]
        #expect(selection.counts(cells) == [0, .max, 0])
    }

    @Test func nothingIsMadeOfNothing() {
        #expect(selection.counts([]) == [0, 0, 0])
    }
}
