import Glibc
import Profiles
import Statistics

/// B: how surprising a histogram's samples are under the shares of the owner's own samples.
struct TypicalityModel: Sendable {
    /// ln of the owner's share of each cell, with one sample added to every cell.
    let logShares: [Float]
    /// The mean surprise of each feature over the owner's windows, in nats; NaN where no window has it.
    let mean: [Float]
    /// How the surprise's variance depends on the number of samples.
    let variance: VarianceModel

    /// Bytes of memory that it takes beside itself.
    var byteCount: Int { (logShares.count + mean.count) * MemoryLayout<Float>.stride + variance.byteCount }

    /// The standardised surprise of each feature; 0 where missing.
    func standardise(_ cells: [CellCount], in embedding: HistogramEmbedding) -> [Double] {
        let (surprises, samples) = Self.surprises(of: cells, logShares, in: embedding)
        return variance.standardise(zip(surprises, mean).map { $0 - Double($1) }, sampleCounts: samples)
    }

    /// ln of the share of each cell among its feature's, with one sample added to every cell.
    static func logShares(of counts: [UInt32], in embedding: HistogramEmbedding) -> [Float] {
        var shares = counts.map { Double($0) + 1 }
        for feature in 0..<embedding.featureCount {
            let cells = embedding.cells(of: feature)
            let sum = shares[cells].reduce(0, +)
            let least = log(1 / sum)
            for cell in cells { shares[cell] = shares[cell] == 1 ? least : log(shares[cell] / sum) }
        }
        return shares.map { Float($0) }
    }

    /// The mean of −ln share over the samples of each feature (NaN where it has too few), and how many there are.
    static func surprises(
        of cells: [CellCount],
        _ logShares: [Float],
        in embedding: HistogramEmbedding
    ) -> (surprises: [Double], samples: [Double]) {
        var surprises = [Double](repeating: .nan, count: embedding.featureCount)
        var samples = [Double](repeating: 0, count: embedding.featureCount)
        precondition(logShares.count == embedding.cellCount, "a share for each cell")
        let logShares = logShares.span
        var sum = 0.0
        var total = 0.0
        embedding.forEachFeature(of: cells) { cell, count in
            total += count
            // There is a share for each cell of a feature.
            unsafe sum -= count * Double(logShares[unchecked: cell])
        } finish: { feature in
            samples[feature] = total
            if total >= HistogramEmbedding.fewestSamples { surprises[feature] = sum / total }
            sum = 0
            total = 0
        }
        return (surprises, samples)
    }
}

/// The fit of a typicality model, and the surprise of each of the owner's own windows under the shares of the other
/// folds.
struct TypicalityFit {
    let model: TypicalityModel
    /// The mean standardised surprise of each window.
    let surprises: [Double]

    /// - Parameter windows: the windows that `baseline` was made of.
    init(_ baseline: Baseline, _ windows: [BaselineWindow], _ parameters: EngineParameters) {
        let embedding = baseline.embedding
        var surprises = Matrix(missing: windows.count, columnCount: embedding.featureCount)
        for fold in 0..<baseline.foldCount {
            let logShares = TypicalityModel.logShares(of: baseline.total(without: fold), in: embedding)
            for row in baseline.rows(ofFold: fold) {
                surprises[row: row] =
                    TypicalityModel.surprises(of: windows[row].histogram.cells, logShares, in: embedding).surprises
            }
        }
        let mean = surprises.columnMeans()
        let residuals = Residuals(of: surprises, from: mean)
        let samples = SampleCounts(baseline.featureSamples)
        let variance = VarianceModel(residuals: residuals, sampleCounts: samples, limits: parameters.surpriseLimits)
        model = TypicalityModel(
            logShares: TypicalityModel.logShares(of: baseline.total, in: embedding),
            mean: mean.map { Float($0) },
            variance: variance
        )
        let standardised = variance.standardise(residuals, sampleCounts: samples)
        self.surprises = (0..<standardised.rowCount).map {
            standardised[row: $0].reduce(0, +) / Double(embedding.featureCount)
        }
    }
}
