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
    /// The sample count behind each number of each embedding.
    let momentSamples: Matrix

    /// - Parameters:
    ///   - cells: the cells of each window; they take more memory than all else, and are not kept.
    ///   - foldTotals: the samples of each fold, where they are more than those of its windows.
    init(
        _ windows: [BaselineWindow],
        cells: [[CellCount]],
        sessionCount: Int,
        foldTotals: [[UInt32]]?,
        embedding: HistogramEmbedding
    ) {
        self.embedding = embedding
        self.sessionCount = sessionCount
        groups = windows.map(\.group)
        folds = windows.map(\.fold)
        self.foldTotals = foldTotals ?? Self.totals(of: cells, folds: folds, cellCount: embedding.cellCount)
        let embedded = cells.map(embedding.embed)
        moments = Matrix(rows: embedded.map(\.moments), columnCount: embedding.momentCount)
        featureSamples = Matrix(rows: embedded.map(\.sampleCounts), columnCount: embedding.featureCount)
        momentSamples = Matrix(
            rows: embedded.map { $0.sampleCounts.flatMap { [$0, $0] } },
            columnCount: embedding.momentCount
        )
    }

    private static func totals(of windows: [[CellCount]], folds: [Int], cellCount: Int) -> [[UInt32]] {
        let foldCount = (folds.max() ?? -1) + 1
        return (0..<foldCount).map { fold in
            var total = [UInt32](repeating: 0, count: cellCount)
            for (cells, foldOfWindow) in zip(windows, folds) where foldOfWindow == fold {
                for cell in cells {
                    let (sum, overflow) = total[cell.cell].addingReportingOverflow(cell.count)
                    total[cell.cell] = overflow ? .max : sum
                }
            }
            return total
        }
    }

    /// How many folds there are.
    var foldCount: Int { foldTotals.count }

    /// Whether a fold can be left out: whether another one is there.
    var hasSeveralFolds: Bool { foldCount > 1 }

    /// The numbers of the windows of `fold`.
    func rows(ofFold fold: Int) -> [Int] { folds.indices.filter { folds[$0] == fold } }

    /// The sum of all folds' histograms, but for one.
    func total(without fold: Int? = nil) -> [UInt32] {
        var total = [UInt32](repeating: 0, count: embedding.cellCount)
        for (number, counts) in foldTotals.enumerated() where number != fold {
            total.addSaturating(counts)
        }
        return total
    }
}
