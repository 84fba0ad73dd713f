import Gestures

/// One trait as a feature space of its own, made of cells of the pointer's.
struct DeviceTraitSpace: Sendable {
    let trait: DeviceTrait
    /// That of the trait's features, whose cells lie at even distances.
    let embedding: HistogramEmbedding
    /// Where its cells come from in a histogram of the pointer.
    let selection: CellSelection
    /// How the trait is put in one number.
    let measure: DeviceMeasure

    /// The traits that `space` measures: all of the pointer's, none of another.
    static func traits(in space: FeatureSpace) -> [DeviceTraitSpace] {
        DeviceTrait.allCases.compactMap { DeviceTraitSpace($0, in: space) }
    }

    private init?(_ trait: DeviceTrait, in space: FeatureSpace) {
        var features: [[[Int]]]
        switch trait {
        case .sampling:
            guard let interval = space.feature(named: "e_dt"), let variation = space.feature(named: "dt_cv")
            else { return nil }
            let intervals = Self.intervals(interval, in: space)
            features = [intervals.map { [$0] }, space.cells(of: variation).map { [$0] }]
            measure = .median(intervals.map { Self.range(ofCell: $0, of: interval, in: space).lowerBound.rounded(.up) })
        case .grid:
            guard let right = space.feature(named: "r_dx"), let down = space.feature(named: "r_dy") else { return nil }
            features = [Self.shortSteps(right, in: space), Self.shortSteps(down, in: space)]
            measure = .shareOfFirst(among: features[0].count)
        case .scale:
            guard let length = space.feature(named: "r_ds") else { return nil }
            let cells = space.cells(of: length)
            features = [cells.map { [$0] }]
            measure = .median(
                cells.map { cell in
                    let range = Self.range(ofCell: cell, of: length, in: space)
                    return (range.lowerBound + range.upperBound) / 2
                }
            )
        }
        // A table of other bins may be too coarse.
        features.removeAll { $0.count < 2 }
        guard !features.isEmpty else { return nil }
        self.trait = trait
        selection = CellSelection(features.flatMap(\.self))
        let space = FeatureSpace(
            features: features.enumerated().map { number, cells in
                FeatureSpace.Feature(
                    identifier: "\(trait.rawValue)-\(number)",
                    origin: .transport,
                    phrases: FeaturePhrases(always: trait.rawValue),
                    binning: .cells(shares: [Double](repeating: 1 / Double(cells.count), count: cells.count))
                )
            }
        )
        embedding = HistogramEmbedding(space)
    }

    /// The cells of intervals between reports, without those that lines make of reports that they delay: several at once.
    private static func intervals(_ feature: Int, in space: FeatureSpace) -> [Int] {
        space.cells(of: feature).filter { $0 > space.cell(ofNumber: 0, feature: feature) }
    }

    /// The cells of steps of 1, 2, 3 and 4 px along one axis, both ways together; lengths that share a bin become one.
    private static func shortSteps(_ feature: Int, in space: FeatureSpace) -> [[Int]] {
        var groups: [Set<Int>] = []
        for length in [1.0, 2, 3, 4] {
            let cells = Set([length, -length].map { space.cell(ofNumber: $0, feature: feature) })
            if let last = groups.last, !last.isDisjoint(with: cells) {
                groups[groups.count - 1].formUnion(cells)
            } else {
                groups.append(cells)
            }
        }
        let none = space.cell(ofNumber: 0, feature: feature)
        return groups.filter { !$0.contains(none) }.map { $0.sorted() }
    }

    /// From where on values fall into a cell, and up to where; the first and the last have only one end.
    private static func range(ofCell cell: Int, of feature: Int, in space: FeatureSpace) -> ClosedRange<Double> {
        guard case .numeric(let transform, let edges) = space.features[feature].binning, !edges.isEmpty
        else { return 0...0 }
        let bin = cell - space.cells(of: feature).lowerBound
        let lower = bin > 0 ? transform.threshold(forEdge: edges[bin - 1]) : 0
        let upper = bin < edges.count ? transform.threshold(forEdge: edges[bin]) : lower
        return min(lower, upper)...upper
    }
}
