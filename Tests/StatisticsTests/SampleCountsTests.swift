import Testing

@testable import Statistics

struct SampleCountsTests {
    private let counts = Matrix(rows: [[1, 2, 3], [4, 5, 6]], columnCount: 3)

    @Test func eachColumnHasItsOwn() {
        let counts = SampleCounts(counts)
        #expect(counts.columnCount == 3)
        #expect(counts.fourColumns(from: 0, row: 1) == [4, 5, 6, 6])
    }

    @Test func columnsSideBySideShareACount() {
        let counts = SampleCounts(counts, columnsPerCount: 2)
        #expect(counts.columnCount == 6)
        #expect(counts.fourColumns(from: 0, row: 0) == [1, 1, 2, 2])
        #expect(counts.fourColumns(from: 4, row: 1) == [6, 6, 6, 6])
    }
}
