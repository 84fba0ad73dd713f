import Gestures
import Profiles

/// The map from a histogram to two numbers a feature: the first two Legendre moments of its samples' positions on
/// [−1, 1], √3·E[u] and √5·E[(3u² − 1)/2], each of mean 0 and variance 1 where u is spread evenly.
///
/// Bin b of a numeric feature of B bins lies at u = 2(b + ½)/B − 1; a cell lies at the middle of its reference share when
/// the cells' shares are laid side by side from −1 to 1.
struct HistogramEmbedding: Sendable {
    /// A feature with fewer samples than this is missing.
    static let fewestSamples = 3.0
    /// Numbers in an embedding for each feature.
    static let momentsPerFeature = 2

    /// How many features are embedded.
    let featureCount: Int

    /// How many numbers an embedding has.
    var momentCount: Int { featureCount * Self.momentsPerFeature }
    /// How many cells a histogram has.
    var cellCount: Int { polynomials.count }

    /// A histogram without samples.
    var emptyCounts: [UInt32] { [UInt32](repeating: 0, count: cellCount) }

    /// What each feature tells about.
    let origins: [FeatureOrigin]

    private let offsets: [UInt32]
    /// The first and second Legendre polynomial at each cell's position, normalised.
    private let polynomials: [SIMD2<Double>]

    init(_ space: FeatureSpace) {
        featureCount = space.features.count
        offsets = space.offsets.map(UInt32.init)
        origins = space.features.map(\.origin)
        let positions = space.features.flatMap { Self.positions($0.binning) }
        polynomials = positions.map { SIMD2(3.0.squareRoot() * $0, 5.0.squareRoot() * (3 * $0 * $0 - 1) / 2) }
    }

    private static func positions(_ binning: FeatureSpace.Binning) -> [Double] {
        switch binning {
        case .numeric(_, let edges):
            let count = Double(edges.count + 1)
            return (0...edges.count).map { (Double($0) + 0.5) / count * 2 - 1 }
        case .cells(let shares):
            // A cell that never occurs in the reference still has a place of its own.
            let raised = shares.map { $0 + 1e-9 }
            let sum = raised.reduce(0, +)
            var cumulative = 0.0
            return raised.map { share in
                cumulative += share / sum
                return 2 * (cumulative - share / sum / 2) - 1
            }
        }
    }

    /// The cells of feature number `feature` within a histogram.
    func cells(of feature: Int) -> Range<Int> { Int(offsets[feature])..<Int(offsets[feature + 1]) }

    /// Calls `add` with each of a histogram's `cells`, which ascend, and `finish` with each feature once all cells of it
    /// have been added. Cells beyond the last feature's are passed over.
    @inline(__always)
    func forEachFeature(
        of cells: [CellCount],
        add: (_ cell: Int, _ count: Double) -> Void,
        finish: (_ feature: Int) -> Void
    ) {
        let cells = cells.span
        var index = 0
        for feature in 0..<featureCount {
            let end = Int(offsets[feature + 1])
            while index < cells.count {
                // Within bounds, as was just checked.
                let cell = unsafe cells[unchecked: index]
                guard cell.cell < end else { break }
                add(cell.cell, Double(cell.count))
                index &+= 1
            }
            finish(feature)
        }
    }

    /// The embedding of a histogram's `cells`, which ascend.
    func embed(_ cells: [CellCount]) -> EmbeddedHistogram {
        var result = EmbeddedHistogram(
            sampleCounts: [Double](repeating: 0, count: featureCount),
            moments: [Double](repeating: .nan, count: featureCount * Self.momentsPerFeature)
        )
        let polynomials = polynomials.span
        var samples = 0.0
        var sums = SIMD2<Double>.zero
        forEachFeature(of: cells) { cell, count in
            samples += count
            // There is a polynomial for each cell of a feature.
            unsafe sums += count * polynomials[unchecked: cell]
        } finish: { feature in
            result.sampleCounts[feature] = samples
            if samples >= Self.fewestSamples {
                result.moments[feature * 2] = sums[0] / samples
                result.moments[feature * 2 + 1] = sums[1] / samples
            }
            samples = 0
            sums = .zero
        }
        return result
    }
}

/// A histogram as the engine sees it.
struct EmbeddedHistogram: Sendable {
    /// How many samples each feature has.
    var sampleCounts: [Double]
    /// The first and second moment of each feature in turn; NaN where the feature is missing.
    var moments: [Double]

    /// How many samples each moment is of.
    var momentSampleCounts: [Double] { sampleCounts.repeatedForEachMoment }
}

extension Sequence<Double> {
    /// What each feature has, for each of its moments.
    var repeatedForEachMoment: [Double] {
        flatMap { repeatElement($0, count: HistogramEmbedding.momentsPerFeature) }
    }
}
