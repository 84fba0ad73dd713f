extension FeatureSpace {
    /// The feature space of pointer gestures with the shipped bins: 61 features.
    public static let pointer: FeatureSpace = {
        do {
            return try pointer(bins: .pointer)
        } catch {
            preconditionFailure("the shipped bins serve every pointer feature: \(error)")
        }
    }()

    /// The feature space of pointer gestures with other bins.
    ///
    /// - Throws: `BinTable.Fault` where `bins` does not serve a feature.
    public static func pointer(bins: BinTable) throws(BinTable.Fault) -> FeatureSpace {
        var features: [Feature] = []
        for feature in PointerFeature.allCases {
            let binning: Binning
            if let transform = feature.transform {
                binning = .numeric(transform, edges: try bins.edges(of: feature.identifier))
            } else {
                let count = feature.cellCount ?? 0
                binning = .cells(shares: try bins.cellShares(of: feature.identifier, count: count))
            }
            features.append(
                Feature(
                    identifier: feature.identifier,
                    origin: feature.origin,
                    phrases: feature.phrases,
                    binning: binning
                )
            )
        }
        return FeatureSpace(features: features)
    }
}
