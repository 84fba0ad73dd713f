import Profiles
import Statistics

/// C: whether a histogram lies nearer to somebody else on this box than to the owner, in the metric of how everybody's
/// own windows vary.
///
/// An immutable snapshot of the box's owners.
public struct PopulationModel: Sendable {
    /// The names of the owners, ascending.
    public let owners: [String]

    fileprivate let embedding: HistogramEmbedding
    private let variance: VarianceModel
    private let metric: CholeskyFactor
    private let means: [[Double]]
    private let nearestOtherWeight: Double
    private var calibrations: [Calibration] = []

    /// Pools the owners' residuals; `nil` with fewer than two owners.
    public init?(_ fits: [String: OwnerFit]) {
        guard fits.count > 1 else { return nil }
        owners = fits.keys.sorted()
        let ordered = owners.compactMap { fits[$0] }
        let parameters = ordered[0].parameters
        embedding = ordered[0].model.embedding
        nearestOtherWeight = parameters.nearestOtherWeight
        // A feature that an owner never shows lies at the middle of its scale: left out, it would make an owner of whom
        // little is known near to everybody.
        means = ordered.map { $0.model.moments.mean.map { $0.isNaN ? 0 : Double($0) } }
        var residuals = Matrix(columnCount: embedding.momentCount)
        var featureSamples = Matrix(columnCount: embedding.featureCount)
        for fit in ordered {
            for row in 0..<fit.residuals.rowCount { residuals.append(Self.residuals(of: fit, row: row)) }
            featureSamples.append(contentsOf: fit.baseline.featureSamples)
        }
        let pooled = Residuals(residuals)
        let samples = SampleCounts(featureSamples, columnsPerCount: HistogramEmbedding.momentsPerFeature)
        variance = VarianceModel(residuals: pooled, sampleCounts: samples, limits: parameters.momentLimits)
        let standardised = variance.standardise(pooled, sampleCounts: samples)
        guard let metric = CholeskyFactor(secondMomentOf: standardised, ridge: parameters.ridge) else { return nil }
        self.metric = metric
        var first = 0
        for (owner, fit) in ordered.enumerated() {
            let values = (0..<fit.residuals.rowCount).map { row in
                contrast(
                    residual: residuals[row: first + row],
                    moments: fit.baseline.moments[row: row],
                    samples: fit.baseline.featureSamples[row: row].repeatedForEachMoment,
                    owner: owner
                )
            }
            first += fit.residuals.rowCount
            guard
                let calibration = fit.baseline.calibration(values, prior: parameters.populationPrior, parameters)
            else { return nil }
            calibrations.append(calibration)
        }
    }

    /// Where `owner` stands in the population; `nil` for somebody who is not in it.
    public func place(of owner: String) -> OwnerInPopulation? {
        owners.firstIndex(of: owner).map { OwnerInPopulation(population: self, owner: $0) }
    }

    /// C of a histogram claimed to be the owner's with the given number, calibrated on that owner's own windows.
    func evidence(in histogram: EmbeddedHistogram, owner: Int) -> Double {
        let residual = zip(histogram.moments, means[owner]).map { $0 - $1 }
        let samples = histogram.momentSampleCounts
        return calibrations[owner](
            contrast(residual: residual, moments: histogram.moments, samples: samples, owner: owner)
        )
    }

    /// The residuals of an owner's window; from the middle of the scale where no other fold has the feature.
    private static func residuals(of fit: OwnerFit, row: Int) -> [Double] {
        zip(fit.residuals[row: row], fit.baseline.moments[row: row]).map { $0.isNaN ? $1 : $0 }
    }

    private func contrast(residual: [Double], moments: [Double], samples: [Double], owner: Int) -> Double {
        let deviations = variance.standardDeviations(sampleCounts: samples)
        let residuals = means.indices.map { number in
            variance.standardise(
                number == owner ? residual : zip(moments, means[number]).map { $0 - $1 },
                by: deviations
            )
        }
        var distances = metric.distances(residuals)
        let own = distances.remove(at: owner)
        return own - nearestOtherWeight * (distances.min() ?? 0)
    }
}

/// One owner's place in a population.
public struct OwnerInPopulation: Sendable {
    let population: PopulationModel
    let owner: Int

    /// C of a histogram claimed to be this owner's.
    public func evidence(in counts: [UInt32]) -> Double {
        evidence(in: population.embedding.embed([CellCount](occurringIn: counts)))
    }

    /// C of a histogram as the owner's own model embeds it, which all models of a modality do alike.
    func evidence(in histogram: EmbeddedHistogram) -> Double {
        population.evidence(in: histogram, owner: owner)
    }
}
