import Synthesis
import Testing

@testable import Statistics

struct CholeskyFactorTests {
    private let ridge = CholeskyFactor.Ridge(base: 0.1, growth: 1)

    /// Distances by Gauss-Jordan elimination on the full ridged matrix.
    private static func oracle(_ matrix: Matrix, _ z: [Double]) -> Double {
        let p = matrix.columnCount
        let n = Double(matrix.rowCount)
        var full = [[Double]](repeating: [Double](repeating: 0, count: p + 1), count: p)
        for i in 0..<p {
            for j in 0..<p {
                full[i][j] = (0..<matrix.rowCount).reduce(0) { $0 + matrix[$1, i] * matrix[$1, j] } / n
            }
        }
        let trace = (0..<p).reduce(0) { $0 + full[$1][$1] }
        for i in 0..<p {
            full[i][i] += (0.1 + Double(p) / n) * trace / Double(p)
            full[i][p] = z[i]
        }
        for pivot in 0..<p {
            for row in 0..<p where row != pivot {
                let factor = full[row][pivot] / full[pivot][pivot]
                for column in pivot...p { full[row][column] -= factor * full[pivot][column] }
            }
        }
        let solution = (0..<p).map { full[$0][p] / full[$0][$0] }
        return (zip(z, solution).reduce(0) { $0 + $1.0 * $1.1 } / Double(p)).squareRoot()
    }

    /// Rows are taken 32 at a time.
    @Test(arguments: [1, 2, 3, 7, 12], [20, 32, 33, 70])
    func agreesWithElimination(dimension: Int, rowCount: Int) {
        var generator = SplitMix64(seed: UInt64(dimension))
        let rows = (0..<rowCount).map { _ in (0..<dimension).map { _ in generator.normal() } }
        let matrix = Matrix(rows: rows, columnCount: dimension)
        let factor = CholeskyFactor(secondMomentOf: Array(0..<rowCount), of: matrix, ridge: ridge)
        let z = (0..<dimension).map { _ in generator.normal() }
        #expect(abs(factor.distance(z) - Self.oracle(matrix, z)) < 1e-7)
    }

    @Test func theSolutionGivesTheDistance() {
        var generator = SplitMix64(seed: 9)
        let rows = (0..<20).map { _ in (0..<6).map { _ in generator.normal() } }
        let matrix = Matrix(rows: rows, columnCount: 6)
        let factor = CholeskyFactor(secondMomentOf: Array(0..<20), of: matrix, ridge: ridge)
        let z = (0..<6).map { _ in generator.normal() }
        let product = zip(z, factor.solve(factor.whiten(z))).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs((product / 6).squareRoot() - factor.distance(z)) < 1e-12)
    }

    @Test(arguments: [1, 4, 6, 9])
    func manyDistancesAreThoseOfEach(dimension: Int) {
        var generator = SplitMix64(seed: 13)
        let rows = (0..<20).map { _ in (0..<dimension).map { _ in generator.normal() } }
        let factor = CholeskyFactor(
            secondMomentOf: Array(0..<20),
            of: Matrix(rows: rows, columnCount: dimension),
            ridge: ridge
        )
        #expect(factor.distances(Array(rows.prefix(5))) == rows.prefix(5).map { factor.distance($0) })
        #expect(factor.distances([]) == [])
    }

    @Test func leavesOutTheRowsThatDoNotTakePart() {
        var generator = SplitMix64(seed: 5)
        let rows = (0..<20).map { _ in (0..<4).map { _ in generator.normal() } }
        let matrix = Matrix(rows: rows, columnCount: 4)
        let rest = Matrix(rows: rows.suffix(12), columnCount: 4)
        let part = CholeskyFactor(secondMomentOf: Array(8..<20), of: matrix, ridge: ridge)
        let alone = CholeskyFactor(secondMomentOf: Array(0..<12), of: rest, ridge: ridge)
        #expect(part.distance([1, 2, 3, 4]) == alone.distance([1, 2, 3, 4]))
    }

    @Test func isNothingWithoutRows() {
        let none = Matrix(columnCount: 2)
        let variance = VarianceModel(
            residuals: Residuals(none),
            sampleCounts: SampleCounts(none),
            limits: VarianceModel.Limits(leastBetweenShare: 0.1, leastBetween: 1, clip: 5)
        )
        let standardised = variance.standardise(Residuals(none), sampleCounts: SampleCounts(none))
        #expect(CholeskyFactor(secondMomentOf: standardised, ridge: ridge) == nil)
    }

    @Test func isFiniteWhereNothingVaries() {
        let matrix = Matrix(rows: [[0, 0], [0, 0]], columnCount: 2)
        let factor = CholeskyFactor(secondMomentOf: [0, 1], of: matrix, ridge: ridge)
        #expect(factor.distance([1, 1]).isFinite)
    }
}
