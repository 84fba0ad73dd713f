/// One feature of a modality: what is measured, and what it tells about; not yet how it is binned.
public struct FeatureDefinition: Sendable {
    /// The short identifier in tables of bins and in evidence.
    public var identifier: String
    /// How it is measured.
    public var kind: BinTableBuilder.Feature.Kind
    /// What the feature tells about: the hand, or the line and the recorder.
    public var origin: FeatureOrigin
    /// How a difference from the owner's is told to an auditor.
    public var phrases: FeaturePhrases

    /// The feature with the bins of `table`.
    ///
    /// - Throws: `BinTable.Fault` where the table does not serve it.
    func binned(by table: BinTable) throws(BinTable.Fault) -> FeatureSpace.Feature {
        let binning: FeatureSpace.Binning =
            switch kind {
            case .numeric(let transform): .numeric(transform, edges: try table.edges(of: identifier))
            case .cells(let count): .cells(shares: try table.cellShares(of: identifier, count: count))
            }
        return FeatureSpace.Feature(identifier: identifier, origin: origin, phrases: phrases, binning: binning)
    }
}

extension FeatureSpace {
    /// The space of `definitions` with the bins of `table`.
    ///
    /// - Throws: `BinTable.Fault` where the table does not serve a feature.
    public init(_ definitions: [FeatureDefinition], bins table: BinTable) throws(BinTable.Fault) {
        var features: [Feature] = []
        for definition in definitions { features.append(try definition.binned(by: table)) }
        self.init(features: features)
    }

    /// The space of `definitions` with bins that are known to serve them.
    init(_ definitions: [FeatureDefinition], shippedBins table: BinTable) {
        do throws(BinTable.Fault) {
            try self.init(definitions, bins: table)
        } catch {
            preconditionFailure("the shipped bins serve every feature: \(error)")
        }
    }
}
