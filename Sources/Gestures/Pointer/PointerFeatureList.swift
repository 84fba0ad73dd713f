extension [BinTableBuilder.Feature] {
    /// The features of pointer gestures, in the order of their numbers.
    public static let pointer: Self = PointerFeature.allCases.map { feature in
        BinTableBuilder.Feature(
            identifier: feature.identifier,
            kind: feature.transform.map { .numeric($0) } ?? .cells(count: feature.cellCount ?? 0)
        )
    }
}
