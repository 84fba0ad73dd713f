/// Bounded samples of some sessions of one user: for each numeric feature a hashed sample, for each cell feature the
/// counts of its cells.
struct FeatureSamples: Sendable, Equatable {
    /// For each feature the sampled values; of a cell feature none.
    private(set) var numbers: [HashedSample]
    /// For each feature the counts of its cells; of a numeric feature none.
    private(set) var cells: [[UInt64]]
    /// How many samples were offered, of all features together.
    private(set) var sampleCount: UInt64 = 0

    /// No samples of `features`; at most `limit` values of a numeric one will be kept.
    init(features: [BinTableBuilder.Feature], limit: Int) {
        numbers = Array(repeating: HashedSample(limit: limit), count: features.count)
        cells = features.map { feature in
            if case .cells(let count) = feature.kind { Array(repeating: 0, count: count) } else { [] }
        }
    }

    mutating func insert(_ value: Float, hash: UInt64, of feature: Int) {
        // Zero has one sign, so that an edge never is −0.
        numbers[feature].insert(value == 0 ? 0 : value, hash: hash)
        sampleCount += 1
    }

    /// Counts a cell; one beyond the last counts as the last, as it does in a feature space.
    mutating func count(cell: Int, of feature: Int) {
        cells[feature][min(cell, cells[feature].count - 1)] += 1
        sampleCount += 1
    }

    /// Adds the samples of other sessions.
    mutating func formUnion(_ other: FeatureSamples) {
        for feature in numbers.indices {
            numbers[feature].formUnion(other.numbers[feature])
            for cell in cells[feature].indices { cells[feature][cell] += other.cells[feature][cell] }
        }
        sampleCount += other.sampleCount
    }
}
