import Statistics

/// A: how far a histogram's moments lie from the owner's mean, in the metric of how the owner's own windows vary.
struct MomentModel: Sendable {
    /// The mean embedding; NaN for a column that no window has.
    let mean: [Double]
    /// How the residuals' variance depends on the number of samples.
    let variance: VarianceModel
    /// The metric of standardised residuals.
    let metric: CholeskyFactor

    /// The distance a = √(zᵀΣ⁻¹z / p).
    func distance(_ histogram: EmbeddedHistogram) -> Double {
        metric.distance(standardise(histogram))
    }

    /// Standardised residuals of an embedding; 0 where missing.
    func standardise(_ histogram: EmbeddedHistogram) -> [Double] {
        mean.indices.map { column in
            variance.standardise(
                histogram.moments[column] - mean[column],
                sampleCount: histogram.sampleCounts[column / HistogramEmbedding.momentsPerFeature],
                column: column
            )
        }
    }
}

/// The fit of a moment model, with what only the fit can know: the residuals and distances of the owner's own windows,
/// each measured by the other folds.
struct MomentFit {
    /// Fewer windows than this outside a fold do not make a metric for it.
    static let fewestNestedWindows = 20

    let model: MomentModel
    /// Residual of each window from the mean of the other folds' windows.
    let residuals: Matrix
    /// The distance of each window.
    let distances: [Double]

    /// `nil` where no column varies enough to be measured.
    init?(_ baseline: Baseline, _ parameters: EngineParameters) {
        let limits = parameters.momentLimits
        let residuals = Self.residuals(of: baseline)
        let variance = VarianceModel(
            residuals: residuals,
            sampleCounts: baseline.momentSamples,
            limits: limits
        )
        let standardised = variance.standardise(residuals, sampleCounts: baseline.momentSamples)
        guard let metric = CholeskyFactor(secondMomentOf: standardised) else { return nil }
        model = MomentModel(mean: baseline.moments.columnMeans(), variance: variance, metric: metric)
        self.residuals = residuals
        var distances = (0..<standardised.rowCount).map { metric.distance(ofRow: $0, of: standardised) }
        if baseline.hasSeveralFolds {
            for fold in 0..<baseline.foldCount {
                Self.measureNested(fold, of: baseline, residuals, limits, into: &distances)
            }
        }
        self.distances = distances
    }

    private static func residuals(of baseline: Baseline) -> Matrix {
        var residuals = baseline.moments
        for fold in 0..<baseline.foldCount {
            let mean = baseline.moments.columnMeans { !baseline.hasSeveralFolds || baseline.folds[$0] != fold }
            residuals.subtract(mean, fromRows: baseline.folds.indices.filter { baseline.folds[$0] == fold })
        }
        return residuals
    }

    /// Measures the windows of `fold` with scales and a metric that never saw it.
    private static func measureNested(
        _ fold: Int,
        of baseline: Baseline,
        _ residuals: Matrix,
        _ limits: VarianceModel.Limits,
        into distances: inout [Double]
    ) {
        let own = baseline.folds.indices.filter { baseline.folds[$0] == fold }
        guard !own.isEmpty, baseline.folds.count - own.count >= fewestNestedWindows else { return }
        let isOther = { (row: Int) in baseline.folds[row] != fold }
        let samples = baseline.momentSamples
        let variance = VarianceModel(residuals: residuals, sampleCounts: samples, limits: limits, including: isOther)
        let standardised = variance.standardise(residuals, sampleCounts: samples)
        guard let metric = CholeskyFactor(secondMomentOf: standardised, including: isOther) else { return }
        for row in own { distances[row] = metric.distance(ofRow: row, of: standardised) }
    }
}
