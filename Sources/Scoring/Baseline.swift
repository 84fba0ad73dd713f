public import Profiles
import Statistics

/// Some of an owner's sessions, taken together.
public struct BaselineFold: Sendable {
    /// The sum of the sessions' whole histograms.
    public var total: [UInt32]
    /// The windows kept of them.
    public var windows: [SparseHistogram]

    /// Creates a fold from its parts.
    public init(total: [UInt32], windows: [SparseHistogram]) {
        self.total = total
        self.windows = windows
    }
}

/// What an owner's models are fitted to: the windows that were kept of the owner's sessions, embedded, and the
/// sessions' whole histograms, both grouped into folds.
///
/// A window is always measured against models that never saw its fold, so that the spread of the owner's own scores is
/// that of sessions yet to come.
struct Baseline {
    let embedding: HistogramEmbedding
    /// The summed histograms of each fold's sessions.
    let foldTotals: [[UInt32]]
    /// The windows of all folds.
    let windows: [SparseHistogram]
    /// The fold of each window.
    let folds: [Int]
    /// The embedding of each window.
    let moments: Matrix
    /// The sample count of each feature in each window.
    let featureSamples: Matrix
    /// The sample count behind each number of each embedding.
    let momentSamples: Matrix

    init(_ folds: [BaselineFold], embedding: HistogramEmbedding) {
        self.embedding = embedding
        foldTotals = folds.map(\.total)
        windows = folds.flatMap(\.windows)
        self.folds = folds.enumerated().flatMap { number, fold in fold.windows.map { _ in number } }
        let embedded = windows.map { embedding.embed($0.counts()) }
        moments = Matrix(rows: embedded.map(\.moments), columnCount: embedding.momentCount)
        featureSamples = Matrix(rows: embedded.map(\.sampleCounts), columnCount: embedding.featureCount)
        momentSamples = Matrix(
            rows: embedded.map { $0.sampleCounts.flatMap { [$0, $0] } },
            columnCount: embedding.momentCount
        )
    }

    /// How many folds there are.
    var foldCount: Int { foldTotals.count }

    /// Whether a fold can be left out: whether another one is there.
    var hasSeveralFolds: Bool { foldCount > 1 }

    /// The sum of all folds' histograms, but for one.
    func total(without fold: Int? = nil) -> [UInt32] {
        var total = [UInt32](repeating: 0, count: embedding.cellCount)
        for (number, counts) in foldTotals.enumerated() where number != fold {
            total.addSaturating(counts)
        }
        return total
    }
}
