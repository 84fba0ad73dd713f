public import Gestures

/// What can say how unusual a session is.
public enum Voice: Sendable, Hashable {
    /// How somebody's hand moves or types.
    case modality(Modality)
    /// What was entered in a terminal.
    case commands
    /// When, where and how long the session was.
    case circumstances

    /// All that there are.
    public static let all = Modality.allCases.map { Voice.modality($0) } + [.commands, .circumstances]

    /// The voice of that name; `nil` where there is none.
    public init?(named name: String) {
        guard let voice = Self.all.first(where: { $0.name == name }) else { return nil }
        self = voice
    }

    /// The modality; `nil` where it is none.
    public var modality: Modality? {
        if case .modality(let modality) = self { modality } else { nil }
    }

    /// The name in configurations and lists.
    public var name: String {
        switch self {
        case .modality(let modality): modality.rawValue
        case .commands: "commands"
        case .circumstances: "circumstances"
        }
    }
}

extension Voice: Codable {
    /// Reads a name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let voice = Voice(named: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no voice has that name")
        }
        self = voice
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

/// What a voice counts for.
public enum VoiceUse: String, Sendable, CaseIterable, Codable {
    /// Nothing: it is not heard, and neither a modality nor commands are learnt.
    case off
    /// It is one among all voices.
    case use
    /// It is one among all voices, and others cannot make less of what it says: a session's evidence is at least its own.
    case trust
}

/// How a session's evidence is made of what its modalities, its commands and its circumstances say.
public struct Combination: Sendable, Equatable {
    /// How several voices become one.
    public var rule: CombinationRule
    /// What voices count for, where that is not `use`.
    public var uses: [Voice: VoiceUse]
    /// Circumstances of sessions count for so many days.
    public var days = CircumstanceModel.days
    /// How the voices depend on each other.
    public var dependence = Dependence()

    /// By default every voice is used, as evidence.
    public init(rule: CombinationRule = .evidence, uses: [Voice: VoiceUse] = [:]) {
        self.rule = rule
        self.uses = uses
    }

    /// What a voice counts for.
    public subscript(voice: Voice) -> VoiceUse { uses[voice] ?? .use }

    /// The modalities that are measured.
    public var measured: [Modality] { Modality.allCases.filter { self[.modality($0)] != .off } }
}
