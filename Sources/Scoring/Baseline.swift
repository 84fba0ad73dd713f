public import Profiles
import Statistics

/// One window of an owner's baseline.
public struct BaselineWindow: Sendable {
    /// The samples in their bins.
    public var histogram: SparseHistogram
    /// Which of the owner's sessions, or which stretch of the only one, it is of: numbered from 0.
    public var group: Int
    /// The fold that it is left out with: numbered from 0.
    public var fold: Int

    /// Creates a window from its parts.
    public init(histogram: SparseHistogram, group: Int, fold: Int) {
        self.histogram = histogram
        self.group = group
        self.fold = fold
    }
}

/// What an owner's models are fitted to: the windows that were kept of the owner's sessions, embedded, and the samples
/// that typicality is judged by, both grouped into folds.
///
/// A window is always measured against models that never saw its fold, so that the spread of the owner's own scores is
/// that of sessions yet to come.
struct Baseline: Sendable {
    let embedding: HistogramEmbedding
    /// How many sessions the windows are of.
    let sessionCount: Int
    /// The session, or stretch of the only one, of each window.
    let groups: [Int]
    /// The fold of each window.
    let folds: [Int]
    /// The samples of each fold.
    let foldTotals: [[UInt32]]
    /// The embedding of each window.
    let moments: Matrix
    /// The sample count of each feature in each window.
    let featureSamples: Matrix

    /// - Parameter foldTotals: the samples of each fold, where they are more than those of its windows.
    init(
        _ windows: [BaselineWindow],
        sessionCount: Int,
        foldTotals: [[UInt32]]?,
        embedding: HistogramEmbedding
    ) {
        self.embedding = embedding
        self.sessionCount = sessionCount
        groups = windows.map(\.group)
        folds = windows.map(\.fold)
        var totals = [[UInt32]](repeating: embedding.emptyCounts, count: (folds.max() ?? -1) + 1)
        var moments = Matrix(columnCount: embedding.momentCount, rowCapacity: windows.count)
        var featureSamples = Matrix(columnCount: embedding.featureCount, rowCapacity: windows.count)
        // One window at a time, because decoded cells take more memory than all else.
        for window in windows {
            let cells = window.histogram.cells
            totals[window.fold].addSaturating(cells)
            let embedded = embedding.embed(cells)
            moments.append(embedded.moments)
            featureSamples.append(embedded.sampleCounts)
        }
        self.foldTotals = foldTotals ?? totals
        self.moments = moments
        self.featureSamples = featureSamples
    }

    /// The sample count behind each number of each embedding.
    var momentSamples: SampleCounts {
        SampleCounts(featureSamples, columnsPerCount: HistogramEmbedding.momentsPerFeature)
    }

    /// What each embedding has beyond the mean of the other folds' windows; of the only fold, beyond that of all.
    var residuals: Residuals {
        var means = Matrix(columnCount: embedding.momentCount, rowCapacity: foldCount)
        for fold in 0..<foldCount {
            means.append(moments.columnMeans { !hasSeveralFolds || folds[$0] != fold })
        }
        return Residuals(of: moments, from: means, groups: folds)
    }

    /// How many folds there are.
    var foldCount: Int { foldTotals.count }

    /// Whether a fold can be left out: whether another one is there.
    var hasSeveralFolds: Bool { foldCount > 1 }

    /// The numbers of the windows of `fold`.
    func rows(ofFold fold: Int) -> [Int] { folds.indices.filter { folds[$0] == fold } }

    /// The sum of all folds' histograms.
    var total: [UInt32] {
        foldTotals.reduce(into: embedding.emptyCounts) { $0.addSaturating($1) }
    }

    /// The sum of the histograms of all folds but `fold`; where there is only one, its own.
    func total(without fold: Int) -> [UInt32] {
        foldTotals.enumerated().reduce(into: embedding.emptyCounts) { sum, counts in
            if !hasSeveralFolds || counts.offset != fold { sum.addSaturating(counts.element) }
        }
    }
}
