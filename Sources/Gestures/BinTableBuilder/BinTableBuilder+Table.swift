import Statistics

extension BinTableBuilder {
    /// Edges lie at the quantiles k/32 for k = 1…31.
    private static let quantileCount = 32

    /// The table of the sessions so far; its provenance says how it was made.
    ///
    /// Every user who has samples of a feature has the same weight in it, however many there are; the others have no say
    /// in it.
    ///
    /// - Throws: `BinTable.Fault` naming the first feature of which nobody has a sample.
    public func table() throws(BinTable.Fault) -> BinTable {
        // In order of name, because sums of floating-point numbers depend on the order.
        let users = users.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value.samples)
        var table = BinTable(provenance: provenance, edges: [:], cellShares: [:])
        for (number, feature) in features.enumerated() {
            switch feature.kind {
            case .numeric:
                let samples = users.map { $0.numbers[number].sortedValues() }.filter { !$0.isEmpty }
                guard !samples.isEmpty else { throw .nobodyHas(feature.identifier) }
                table.edges[feature.identifier] = Self.edges(of: samples)
            case .cells:
                let counts = users.map { $0.cells[number] }.filter { $0.contains { $0 > 0 } }
                guard !counts.isEmpty else { throw .nobodyHas(feature.identifier) }
                table.cellShares[feature.identifier] = Self.shares(of: counts)
            }
        }
        return table
    }

    /// How a table of the sessions so far is made, in words.
    private var provenance: String {
        """
        Made by gait edges from \(sampleCount) samples of \(sessionCount) recordings of \(userCount) users. \
        Edges of a numeric feature: the quantiles k/\(Self.quantileCount) of its transformed values in single precision, \
        of which up to \(valuesPerUser) a user are chosen by keyed hash, all users with the same weight; \
        each edge is half-way between the value at the quantile and the next lower value that occurs, to 6 significant \
        digits, once, and there is none below the lowest value. \
        A value that lies on an edge belongs to the bin above it. \
        Shares of a cell feature: the mean of the users' shares, to 6 significant digits.
        """
    }

    /// The edges that divide values of several users into bins of equal weight.
    ///
    /// - Parameter samples: the values of each user in ascending order, never none.
    private static func edges(of samples: [[Float]]) -> [Double] {
        let values = samples.joined().sorted().uniqued()
        var edges: [Double] = []
        for quantile in 1..<quantileCount {
            let weight = Double(quantile) / Double(quantileCount)
            let index = values.partitioningIndex { value in
                let shares = samples.map { Double($0.partitioningIndex { $0 > value }) / Double($0.count) }
                return shares.reduce(0, +) / Double(samples.count) >= weight
            }
            // Nothing lies below the lowest value, so an edge there would divide nothing.
            guard index > 0, index < values.count else { continue }
            let edge = ((Double(values[index - 1]) + Double(values[index])) / 2).rounded(toSignificantDigits: 6)
            if edges.last.map({ $0 < edge }) ?? true { edges.append(edge) }
        }
        return edges
    }

    /// The mean of the users' shares of each cell.
    ///
    /// - Parameter counts: the counts of each user, not all of them 0.
    private static func shares(of counts: [[UInt64]]) -> [Double] {
        let totals = counts.map { Double($0.reduce(0, +)) }
        return counts[0].indices.map { cell in
            let sum = zip(counts, totals).reduce(0) { $0 + Double($1.0[cell]) / $1.1 }
            return (sum / Double(counts.count)).rounded(toSignificantDigits: 6)
        }
    }
}

extension BinTable.Fault {
    fileprivate static func nobodyHas(_ feature: String) -> Self {
        Self(feature: feature, description: "no recording has a sample of \(feature): add recordings that have some")
    }
}

extension [Float] {
    /// The elements of an ascending array, each of them once.
    fileprivate func uniqued() -> [Float] {
        var unique: [Float] = []
        for value in self where value != unique.last { unique.append(value) }
        return unique
    }
}
