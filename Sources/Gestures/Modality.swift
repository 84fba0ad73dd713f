/// A sense by which sessions are compared with their owners': an extractor, and a feature space. What one modality measures
/// is never compared with what another does.
public enum Modality: String, Sendable, CaseIterable, Codable {
    /// The pointer: movements, clicks, wheel.
    case pointer
    /// Keys as they go down and come up.
    case keystrokes
    /// Characters as they reach a terminal: when a key came up is not known.
    case terminalInput = "terminal-input"
    /// Single characters as a terminal shows them: what was typed, as far as it was echoed and as late as it was.
    case terminalEcho = "terminal-echo"

    /// What is measured, in the order of the features' numbers.
    public var definitions: [FeatureDefinition] {
        switch self {
        case .pointer: PointerFeature.allCases.map(\.definition)
        case .keystrokes: KeystrokeFeature.all.map(\.definition)
        case .terminalInput, .terminalEcho: KeystrokeFeature.ofCharacters.map(\.definition)
        }
    }

    /// What is measured, in the shipped bins.
    public var space: FeatureSpace {
        switch self {
        case .pointer: .pointer
        case .keystrokes: .keystrokes
        case .terminalInput, .terminalEcho: .characters
        }
    }
}

extension FeatureSpace {
    /// The feature space of pointer gestures: 61 features.
    public static let pointer = FeatureSpace(Modality.pointer.definitions, shippedBins: .pointer)

    /// The feature space of keys that go down and come up: 61 features.
    public static let keystrokes = FeatureSpace(Modality.keystrokes.definitions, shippedBins: .keystrokes)

    /// The feature space of characters that come by themselves: 25 features.
    public static let characters = FeatureSpace(Modality.terminalInput.definitions, shippedBins: .characters)
}
