import Statistics
import Synthesis
import Testing

struct VarianceModelTests {
    private let limits = VarianceModel.Limits(leastBetweenShare: 0.1, leastBetween: 1e-12, clip: 5)

    /// Rows whose squared residual is exactly between + within / n.
    private static func exact(between: Double, within: Double, rows: Int) -> (residuals: Matrix, samples: Matrix) {
        let counts = (0..<rows).map { Double(3 + $0 * 7 % 40) }
        return (
            Matrix(rows: counts.map { [(between + within / $0).squareRoot()] }, columnCount: 1),
            Matrix(rows: counts.map { [$0] }, columnCount: 1)
        )
    }

    @Test func findsTheTwoPartsOfAnExactVariance() {
        let (residuals, samples) = Self.exact(between: 2, within: 5, rows: 30)
        let model = VarianceModel(residuals: Residuals(residuals), sampleCounts: SampleCounts(samples), limits: limits)
        #expect(abs(model.between[0] - 2) < 1e-6)
        #expect(abs(model.within[0] - 5) < 1e-6)
    }

    @Test func holdsTheSpreadBetweenSessionsAtATenth() {
        let (residuals, samples) = Self.exact(between: 0, within: 5, rows: 30)
        let model = VarianceModel(residuals: Residuals(residuals), sampleCounts: SampleCounts(samples), limits: limits)
        let mean = residuals.values.reduce(0.0) { $0 + Double($1 * $1) } / 30
        #expect(abs(Double(model.between[0]) / (mean / 10) - 1) < 1e-6)
    }

    @Test func hasNoNegativeNoise() {
        let counts = (0..<30).map { Double(3 + $0) }
        let residuals = Matrix(rows: counts.map { [$0] }, columnCount: 1)
        let model = VarianceModel(
            residuals: Residuals(residuals),
            sampleCounts: SampleCounts(residuals),
            limits: limits
        )
        #expect(model.within[0] == 0)
    }

    @Test func countsNothingInAColumnOfFewRows() {
        let (residuals, samples) = Self.exact(between: 2, within: 5, rows: VarianceModel.fewestRows - 1)
        let model = VarianceModel(residuals: Residuals(residuals), sampleCounts: SampleCounts(samples), limits: limits)
        #expect(model.standardise([100], sampleCounts: [10]) == [0])
    }

    /// Limits with a prior of 3 + 7 / n that weighs ten rows.
    private var shrinking: VarianceModel.Limits {
        var limits = limits
        limits.prior = VarianceModel.Prior(between: 3, within: 7, rows: 10, sufficientShare: 0.5)
        return limits
    }

    @Test func shrinksBothPartsToThePriorByRows() {
        let (residuals, samples) = Self.exact(between: 2, within: 5, rows: 30)
        let model = VarianceModel(
            residuals: Residuals(residuals),
            sampleCounts: SampleCounts(samples),
            limits: shrinking
        )
        #expect(abs(model.between[0] - (30 * 2 + 10 * 3) / 40) < 1e-6)
        #expect(abs(model.within[0] - (30 * 5 + 10 * 7) / 40) < 1e-6)
    }

    /// Of sixteen rows eight suffice, which are fewer than the twelve that are asked for without a prior.
    @Test(arguments: [(8, true), (7, false)])
    func withAPriorAShareOfTheRowsSuffices(present: Int, isModelled: Bool) {
        var (residuals, samples) = Self.exact(between: 2, within: 5, rows: present)
        for _ in present..<16 {
            residuals.append([.nan])
            samples.append([0])
        }
        let model = VarianceModel(
            residuals: Residuals(residuals),
            sampleCounts: SampleCounts(samples),
            limits: shrinking
        )
        #expect(model.between[0].isFinite == isModelled)
    }

    @Test func aColumnWithoutRowsIsNotModelledWhateverThePrior() {
        let empty = Matrix(rows: [[.nan], [.nan]], columnCount: 1)
        let model = VarianceModel(residuals: Residuals(empty), sampleCounts: SampleCounts(empty), limits: shrinking)
        #expect(model.standardise([100], sampleCounts: [10]) == [0])
    }

    @Test func anAddedVarianceMakesAResidualCountLess() {
        let (residuals, samples) = Self.exact(between: 2, within: 5, rows: 30)
        let model = VarianceModel(residuals: Residuals(residuals), sampleCounts: SampleCounts(samples), limits: limits)
        let standardised = model.standardise([3], sampleCounts: [10], adding: 0.25)
        #expect(abs(standardised[0] - 3 / 2.75.squareRoot()) < 1e-6)
    }

    @Test func skipsMissingValues() {
        let (residuals, samples) = Self.exact(between: 2, within: 5, rows: 30)
        var holed = residuals
        var holedSamples = samples
        holed.append([.nan])
        holedSamples.append([50])
        let model = VarianceModel(residuals: Residuals(holed), sampleCounts: SampleCounts(holedSamples), limits: limits)
        #expect(
            model == VarianceModel(residuals: Residuals(residuals), sampleCounts: SampleCounts(samples), limits: limits)
        )
        #expect(model.standardise([.nan], sampleCounts: [10]) == [0])
    }

    @Test func clips() {
        let (residuals, samples) = Self.exact(between: 2, within: 5, rows: 30)
        let model = VarianceModel(residuals: Residuals(residuals), sampleCounts: SampleCounts(samples), limits: limits)
        #expect(model.standardise([1e9], sampleCounts: [10]) == [limits.clip])
        #expect(model.standardise([-1e9], sampleCounts: [10]) == [-limits.clip])
    }

    @Test(arguments: 1...9)
    func aMatrixIsStandardisedAsItsRowsAre(columns: Int) {
        var generator = SplitMix64(seed: UInt64(columns))
        var residuals = Matrix(columnCount: columns)
        var samples = Matrix(columnCount: columns)
        for row in 0..<30 {
            residuals.append((0..<columns).map { ($0 + row).isMultiple(of: 7) ? .nan : generator.normal() })
            samples.append((0..<columns).map { Double(1 + ($0 + row) % 40) })
        }
        let model = VarianceModel(residuals: Residuals(residuals), sampleCounts: SampleCounts(samples), limits: limits)
        let standardised = model.standardise(Residuals(residuals), sampleCounts: SampleCounts(samples))
        for row in 0..<30 {
            let single = model.standardise(Array(residuals[row: row]), sampleCounts: Array(samples[row: row]))
            #expect(standardised[row: row] == single)
            for column in 0..<columns {
                let residual = residuals[row, column]
                let variance =
                    Double(model.between[column]) + Double(model.within[column]) / max(samples[row, column], 3)
                let clipped = min(max(residual / variance.squareRoot(), -model.clip), model.clip)
                #expect(single[column] == (residual.isNaN ? 0 : clipped))
            }
        }
    }
}
