/// The feature space of each modality.
public struct FeatureSpaces: Sendable {
    /// That of pointer gestures; all others are as shipped.
    public let pointer: FeatureSpace

    /// The spaces that Gait ships.
    public static let shipped = FeatureSpaces(pointer: .pointer)

    /// The spaces that Gait ships, but for that of pointer gestures.
    public init(pointer: FeatureSpace) {
        self.pointer = pointer
    }

    /// The space of a modality.
    public subscript(modality: Modality) -> FeatureSpace {
        modality == .pointer ? pointer : modality.space
    }
}
