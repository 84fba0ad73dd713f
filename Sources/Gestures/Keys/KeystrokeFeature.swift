/// What is measured of typing. Times are whole ms; identifiers are those of the tables of bins.
enum KeystrokeFeature: Equatable {
    /// From one key's press to the next one's, where that is at most `KeystrokeExtractor.longestInterval`; `nil` for any two
    /// keys.
    case pressToPress(KeyPair?)
    /// A longer time from one key's press to the next one's.
    case pause
    /// How many keys follow one another without a pause.
    case burst
    /// Which groups of keys follow each other: a cell for each `KeyPair`.
    case groupPair
    /// How long a key is held; `nil` for any key.
    case hold(KeyGroup?)
    /// From one key's release to the next one's press; negative where that comes first. `nil` for any two keys.
    case releaseToPress(KeyPair?)
    /// How many other keys are down when a key goes down: a cell each for none, 1, 2, and 3 or more.
    case rollover

    /// All of them; those of characters alone come first.
    static let all = ofCharacters + ofKeys

    /// What there is of characters that come by themselves.
    static let ofCharacters: [Self] =
        [.pressToPress(nil)] + pairs.filter { !$0.hasModifier }.map { .pressToPress($0) } + [
            .pause, .burst, .groupPair,
        ]

    /// What takes keys that are not characters, or keys' releases.
    private static let ofKeys: [Self] =
        pairs.filter(\.hasModifier).map { .pressToPress($0) } + [.hold(nil)] + KeyGroup.allCases.map { .hold($0) }
        + [.releaseToPress(nil)] + pairs.map { .releaseToPress($0) } + [.rollover]

    /// The pairs that running text has enough of.
    static let pairs: [KeyPair] =
        [
            (.leftLetter, [.leftLetter, .rightLetter, .space, .erase, .other]),
            (.rightLetter, [.leftLetter, .rightLetter, .space, .erase, .other]),
            (.space, [.leftLetter, .rightLetter, .space, .erase, .modifier]),
            (.erase, [.leftLetter, .rightLetter, .erase]),
            (.modifier, [.leftLetter, .rightLetter, .other]),
            (.other, [.leftLetter, .space, .other]),
        ].flatMap { (first: KeyGroup, seconds: [KeyGroup]) in seconds.map { KeyPair(first: first, second: $0) } }

    /// The key in a table of bins.
    var identifier: String {
        switch self {
        case .pressToPress(let pair): "pp" + (pair?.identifier ?? "")
        case .pause: "pause"
        case .burst: "burst"
        case .groupPair: "pair"
        case .hold(let group): "hold" + (group.map { "_\($0.identifier)" } ?? "")
        case .releaseToPress(let pair): "rp" + (pair?.identifier ?? "")
        case .rollover: "rollover"
        }
    }

    /// The feature as its modalities have it. Quantiles divide whole ms as they divide their logarithms.
    var definition: FeatureDefinition {
        let kind: BinTableBuilder.Feature.Kind =
            switch self {
            case .groupPair: .cells(count: KeyPair.count)
            case .rollover: .cells(count: 4)
            default: .numeric(.identity)
            }
        return FeatureDefinition(identifier: identifier, kind: kind, origin: .hand, phrases: phrases)
    }
}

extension KeyPair {
    fileprivate var hasModifier: Bool { first == .modifier || second == .modifier }
    fileprivate var identifier: String { "_\(first.identifier)_\(second.identifier)" }
}

extension KeyGroup {
    fileprivate var identifier: String {
        switch self {
        case .leftLetter: "left"
        case .rightLetter: "right"
        case .space: "space"
        case .erase: "erase"
        case .modifier: "mod"
        case .other: "other"
        }
    }
}
