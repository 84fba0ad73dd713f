public import Gestures

/// What the models of all owners in one feature space share: made once for each space.
public struct ScoringSpace: Sendable {
    let embedding: HistogramEmbedding
    /// By what pointing devices are told apart; none in other spaces than the pointer's.
    let deviceTraits: [DeviceTraitSpace]

    /// For models of histograms over the cells of `space`.
    public init(_ space: FeatureSpace) {
        embedding = HistogramEmbedding(space)
        deviceTraits = DeviceTraitSpace.traits(in: space)
    }

    /// For a trait of the pointing device.
    init(_ trait: DeviceTraitSpace) {
        embedding = trait.embedding
        deviceTraits = []
    }

    /// That of the shipped bins of pointer gestures.
    public static let pointer = ScoringSpace(.pointer)
    private static let keystrokes = ScoringSpace(.keystrokes)
    private static let characters = ScoringSpace(.characters)

    /// That of the shipped bins of a modality.
    public static func shipped(for modality: Modality) -> ScoringSpace {
        switch modality {
        case .pointer: pointer
        case .keystrokes: keystrokes
        case .terminalInput, .terminalEcho: characters
        }
    }
}

/// The scoring space of each modality.
public struct ScoringSpaces: Sendable {
    private let pointer: ScoringSpace

    /// Those of `spaces`.
    public init(_ spaces: FeatureSpaces) { pointer = ScoringSpace(spaces.pointer) }

    /// The space of a modality.
    public subscript(modality: Modality) -> ScoringSpace {
        modality == .pointer ? pointer : .shipped(for: modality)
    }
}
