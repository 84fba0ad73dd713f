/// The constants that a feature space is made of: bin edges of numeric features and reference shares of cell features,
/// by the features' identifiers.
///
/// Made by `gait edges` from a directory of recordings, and shipped with the product for each modality.
public struct BinTable: Sendable, Equatable, Codable {
    /// How the table was made, in a sentence.
    public var provenance: String
    /// Ascending edges on the transformed value, at most 31 for each numeric feature.
    public var edges: [String: [Double]]
    /// For each cell feature the mean share of each cell, which add up to 1.
    public var cellShares: [String: [Double]]

    /// Creates a table from its parts.
    public init(provenance: String, edges: [String: [Double]], cellShares: [String: [Double]]) {
        self.provenance = provenance
        self.edges = edges
        self.cellShares = cellShares
    }

    private enum CodingKeys: String, CodingKey {
        case provenance
        case edges
        case cellShares = "cellshare"
    }

    /// Reads a table; one without a provenance has an empty one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        provenance = try container.decodeIfPresent(String.self, forKey: .provenance) ?? ""
        edges = try container.decode([String: [Double]].self, forKey: .edges)
        cellShares = try container.decode([String: [Double]].self, forKey: .cellShares)
    }

    /// Why a table cannot serve a feature.
    public struct Fault: Error, Equatable, CustomStringConvertible {
        /// The identifier of the feature.
        public var feature: String
        /// What is wrong, and what would be right.
        public var description: String
    }

    /// The edges of `feature`.
    ///
    /// - Throws: `Fault` where they are absent, more than 31, not finite, or do not ascend.
    func edges(of feature: String) throws(Fault) -> [Double] {
        guard let edges = edges[feature] else {
            throw Fault(feature: feature, description: "no bin edges for \(feature): make the table anew")
        }
        guard edges.count <= 31, edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy(<) else {
            throw Fault(
                feature: feature,
                description: "the bin edges of \(feature) must be at most 31 ascending numbers"
            )
        }
        return edges
    }

    /// The reference shares of the `count` cells of `feature`.
    ///
    /// - Throws: `Fault` where they are absent, of another number, or not shares.
    func cellShares(of feature: String, count: Int) throws(Fault) -> [Double] {
        guard let shares = cellShares[feature] else {
            throw Fault(feature: feature, description: "no cell shares for \(feature): make the table anew")
        }
        guard shares.count == count, shares.allSatisfy({ (0...1).contains($0) }), shares.contains(where: { $0 > 0 })
        else {
            throw Fault(
                feature: feature,
                description: "the cell shares of \(feature) must be \(count) numbers in 0...1"
            )
        }
        return shares
    }
}
