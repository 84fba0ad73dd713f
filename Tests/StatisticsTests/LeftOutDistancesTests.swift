import Synthesis
import Testing

@testable import Statistics

struct LeftOutDistancesTests {
    private let ridge = CholeskyFactor.Ridge(base: 0.1, growth: 0.5)

    /// Fewer rows than columns, as many, and more; a last panel of one to four rows.
    @Test(arguments: [(5, 11), (8, 8), (9, 8), (10, 3), (11, 6), (1, 5)])
    func agreeWithTheFactorOfTheOtherRows(others: Int, dimension: Int) {
        var generator = SplitMix64(seed: UInt64(100 * others + dimension))
        let rows = (0..<(others + 6)).map { _ in (0..<dimension).map { _ in generator.normal() } }
        let matrix = Matrix(rows: rows, columnCount: dimension)
        let leftOut = [0, 3, 4, others + 1, others + 3, others + 5]
        let rest = (0..<matrix.rowCount).filter { !leftOut.contains($0) }
        let factor = CholeskyFactor(secondMomentOf: rest, of: matrix, ridge: ridge)
        var memory = LeftOutMemory()
        // Whatever was in the memory before makes no difference.
        _ = matrix.leftOutDistances(ofRows: rest, inSecondMomentOf: leftOut, ridge: ridge, using: &memory)
        let distances = matrix.leftOutDistances(ofRows: leftOut, inSecondMomentOf: rest, ridge: ridge, using: &memory)
        #expect(distances.count == leftOut.count)
        for (row, distance) in zip(leftOut, distances) {
            #expect(abs(distance - factor.length(ofRow: row, of: matrix)) < 1e-6)
        }
    }

    @Test func needNoRidgeWhereTheRowsVaryInEveryDirection() {
        let matrix = Matrix(rows: [[1, 0], [0, 1], [3, 4]], columnCount: 2)
        var memory = LeftOutMemory()
        let none = CholeskyFactor.Ridge(base: 0, growth: 0)
        let distances = matrix.leftOutDistances(ofRows: [2], inSecondMomentOf: [0, 1], ridge: none, using: &memory)
        #expect(distances.count == 1 && abs(distances[0] - 5) < 1e-9)
    }

    @Test func areFiniteWhereNothingVaries() {
        let matrix = Matrix(rows: [[0, 0], [0, 0], [1, 1]], columnCount: 2)
        var memory = LeftOutMemory()
        let distances = matrix.leftOutDistances(ofRows: [2], inSecondMomentOf: [0, 1], ridge: ridge, using: &memory)
        #expect(distances.allSatisfy { $0.isFinite })
    }
}
