import Statistics
import Testing

struct MatrixTests {
    /// Five columns, so that one lies beyond the four that are summed at once.
    private let matrix = Matrix(
        rows: [
            [1, .nan, 3, .nan, 5],
            [3, .nan, .nan, 8, 7],
            [8, .nan, 5, .nan, .nan],
        ],
        columnCount: 5
    )

    @Test func columnMeansSkipWhatIsMissing() {
        let means = matrix.columnMeans()
        #expect(means[0] == 4)
        #expect(means[1].isNaN)
        #expect(Array(means[2...]) == [4, 8, 6])
    }

    @Test func columnMeansAreThoseOfTheRowsThatTakePart() {
        let means = matrix.columnMeans { $0 != 1 }
        #expect(means[0] == 4.5)
        #expect(means[1].isNaN)
        #expect(means[2] == 4)
        #expect(means[3].isNaN)
        #expect(means[4] == 5)
    }

    @Test func withoutRowsEveryColumnIsMissing() {
        #expect(Matrix(columnCount: 3).columnMeans().count { $0.isNaN } == 3)
    }
}
