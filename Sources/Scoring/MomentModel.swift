import Statistics

/// A: how far a histogram's moments lie from the owner's mean, in the metric of how the owner's own windows vary.
struct MomentModel: Sendable {
    /// The mean embedding; NaN for a column that no window has.
    let mean: [Float]
    /// How the residuals' variance depends on the number of samples.
    let variance: VarianceModel
    /// The metric of standardised residuals.
    let metric: CholeskyFactor
    /// What is common among people; `nil` where that does not count.
    let background: Background?

    /// Bytes of memory that it takes beside itself.
    var byteCount: Int { mean.count * MemoryLayout<Float>.stride + variance.byteCount + metric.byteCount }

    /// How far a histogram lies from the owner, and from what is common where there is a background.
    ///
    /// - Parameter amongOthers: whether C compares with others on the box, who then take the background's place.
    func deviation(_ histogram: EmbeddedHistogram, amongOthers: Bool) -> MomentDeviation {
        let common = amongOthers ? nil : background
        return MomentDeviation(
            own: MomentDeviation.Residual(standardise(histogram), in: metric),
            common: common.map { MomentDeviation.Residual(standardise(histogram, from: $0), in: metric) },
            weight: common?.weight ?? 0
        )
    }

    /// Standardised residuals of an embedding; 0 where missing.
    private func standardise(_ histogram: EmbeddedHistogram) -> [Double] {
        variance.standardise(
            zip(histogram.moments, mean).map { $0 - Double($1) },
            sampleCounts: histogram.momentSampleCounts
        )
    }

    /// An embedding standardised as one of anybody: its moments have the mean 0, and vary from person to person besides.
    private func standardise(_ histogram: EmbeddedHistogram, from background: Background) -> [Double] {
        variance.standardise(
            histogram.moments,
            sampleCounts: histogram.momentSampleCounts,
            adding: background.spread
        )
    }
}

/// The fit of a moment model, with what only the fit can know: the residuals and distances of the owner's own windows,
/// each measured by the other folds.
struct MomentFit {
    /// Fewer windows than this outside a fold do not make a metric for it.
    static let fewestNestedWindows = 20

    let model: MomentModel
    /// Residual of each window from the mean of the other folds' windows.
    let residuals: Residuals
    /// The distance of each window.
    let distances: [Double]

    /// `nil` where no column varies enough to be measured.
    init?(_ baseline: Baseline, _ parameters: EngineParameters) {
        residuals = baseline.residuals
        let samples = baseline.momentSamples
        let variance = VarianceModel(residuals: residuals, sampleCounts: samples, limits: parameters.momentLimits)
        let standardised = variance.standardise(residuals, sampleCounts: samples)
        guard let metric = CholeskyFactor(secondMomentOf: standardised, ridge: parameters.ridge) else { return nil }
        model = MomentModel(
            mean: baseline.moments.columnMeans().map { Float($0) },
            variance: variance,
            metric: metric,
            background: parameters.background
        )
        var distances = [Double](repeating: 0, count: residuals.rowCount)
        var memory = LeftOutMemory()
        for fold in 0..<baseline.foldCount {
            let rows = baseline.rows(ofFold: fold)
            guard baseline.isEnoughWithout(fold: fold) else {
                for row in rows { distances[row] = metric.distance(ofRow: row, of: standardised) }
                continue
            }
            let left = Self.distances(ofFold: fold, of: baseline, residuals, samples, parameters, &memory)
            for (row, distance) in zip(rows, left) { distances[row] = distance }
        }
        self.distances = distances
    }

    /// The distances of the windows of `fold` by scales and a metric that never saw it.
    private static func distances(
        ofFold fold: Int,
        of baseline: Baseline,
        _ residuals: Residuals,
        _ samples: SampleCounts,
        _ parameters: EngineParameters,
        _ memory: inout LeftOutMemory
    ) -> [Double] {
        let variance = VarianceModel(
            residuals: residuals,
            sampleCounts: samples,
            limits: parameters.momentLimits,
            including: { baseline.folds[$0] != fold }
        )
        return variance.standardise(residuals, sampleCounts: samples).distances(
            ofRows: baseline.rows(ofFold: fold),
            inSecondMomentOf: baseline.folds.indices.filter { baseline.folds[$0] != fold },
            ridge: parameters.ridge,
            using: &memory
        )
    }
}

extension Baseline {
    /// Whether the windows outside `fold` make a metric.
    fileprivate func isEnoughWithout(fold: Int) -> Bool {
        hasSeveralFolds && folds.count(where: { $0 != fold }) >= MomentFit.fewestNestedWindows
    }
}
