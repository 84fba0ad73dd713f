import Statistics
import Testing

struct ResidualsTests {
    /// Five columns, so that one lies beyond the four that are read at once.
    private let values = Matrix(rows: [[1, 2, 3, 4, 5], [2, 4, .nan, 8, 10], [0, 0, 0, 0, 0]], columnCount: 5)

    @Test func areWhatARowHasBeyondTheMeanOfItsGroup() {
        let means = Matrix(rows: [[1, 1, 1, 1, 1], [2, 2, 2, .nan, 2]], columnCount: 5)
        let residuals = Residuals(of: values, from: means, groups: [0, 1, 0])
        #expect(residuals[row: 0] == [0, 1, 2, 3, 4])
        #expect(residuals[row: 2] == [-1, -1, -1, -1, -1])
    }

    @Test func areMissingWhereTheValueOrTheMeanIs() {
        let residuals = Residuals(of: values, from: [0, 1, 0, .nan, 0])
        #expect(residuals[row: 1].map(\.isNaN) == [false, false, true, true, false])
    }

    @Test func ofValuesThatAreResidualsAlreadyAreThese() {
        #expect(Residuals(values)[row: 0] == [1, 2, 3, 4, 5])
    }
}
