public import Gestures
import Statistics

/// How unusual a session is for its owner, in all that says something of it: modalities, commands and circumstances.
public struct SessionAssessment: Sendable, Equatable, TailEvidence {
    /// What each modality says, the one with the most evidence first.
    public private(set) var modalities: [ModalityAssessment]
    /// What the circumstances say; `nil` where that is nothing.
    public private(set) var circumstances: CircumstanceAssessment?
    /// What the commands say; `nil` where that is nothing.
    public private(set) var commands: CommandAssessment?
    /// The combined evidence, in nats: that of the only voice, or of all together. The list is ranked by it.
    public private(set) var evidence: Double
    /// How it was made of what several modalities say.
    public private(set) var rule = CombinationRule.evidence
    /// The variance of the sum of the voices' evidence in a legal session; as many as there are where they do not depend on each
    /// other.
    public private(set) var variance: Double

    /// What one modality says.
    public struct ModalityAssessment: Sendable, Equatable {
        /// Which one.
        public var modality: Modality
        /// What it says.
        public var assessment: Assessment
        /// Whether others can make nothing less of what it says.
        public var isTrusted: Bool

        /// What `modality` says.
        public init(_ modality: Modality, _ assessment: Assessment, isTrusted: Bool = false) {
            self.modality = modality
            self.assessment = assessment
            self.isTrusted = isTrusted
        }
    }

    /// The assessment that follows from those of the modalities that vote, and from the context, which beside these has to be
    /// firm; `nil` where nothing votes.
    public init?(
        _ assessments: ModalityMap<Assessment>,
        _ context: ContextAssessment = ContextAssessment(),
        by combination: Combination = Combination()
    ) {
        let found = assessments.modalities.filter { combination[.modality($0)] != .off }.compactMap { modality in
            assessments[modality].map {
                ModalityAssessment(modality, $0, isTrusted: combination[.modality(modality)] == .trust)
            }
        }
        if let commands = context.commands, combination[.commands] != .off, commands.isFirm || found.isEmpty {
            self.commands = commands
            self.commands?.isTrusted = combination[.commands] == .trust ? true : nil
        }
        let isAlone = found.isEmpty && commands == nil
        if let circumstances = context.circumstances, combination[.circumstances] != .off,
            circumstances.isFirm || isAlone
        {
            self.circumstances = circumstances
            self.circumstances?.isTrusted = combination[.circumstances] == .trust
        }
        guard !found.isEmpty || commands != nil || circumstances != nil else { return nil }
        modalities = found.sorted(descendingBy: \.assessment.evidence)
        let voices = Self.voices(modalities, commands, circumstances)
        variance = combination.dependence.variance(of: voices.map(\.voice))
        rule = voices.count > 1 ? combination.rule : .evidence
        evidence = Self.combine(voices, by: rule, variance: variance)
    }

    /// The assessment of a session that has one modality.
    public init(_ assessment: Assessment, of modality: Modality) {
        self.init(only: ModalityAssessment(modality, assessment))
    }

    private init(only assessment: ModalityAssessment) {
        modalities = [assessment]
        evidence = assessment.assessment.evidence
        variance = 1
    }

    /// What each voice says: the modalities, the one with the most evidence first, the commands, and the circumstances.
    public var voices: [VoiceEvidence] { Self.voices(modalities, commands, circumstances) }

    private static func voices(
        _ modalities: [ModalityAssessment],
        _ commands: CommandAssessment?,
        _ circumstances: CircumstanceAssessment?
    ) -> [VoiceEvidence] {
        var voices = modalities.map(\.voiceEvidence)
        if let commands {
            voices.append(VoiceEvidence(.commands, commands.evidence, isTrusted: commands.isTrusted ?? false))
        }
        if let circumstances {
            voices.append(VoiceEvidence(.circumstances, circumstances.evidence, isTrusted: circumstances.isTrusted))
        }
        return voices
    }

    private static func combine(_ voices: [VoiceEvidence], by rule: CombinationRule, variance: Double) -> Double {
        voices.filter(\.isTrusted).map(\.evidence)
            .reduce(rule.combine(voices.map(\.evidence), variance: variance), max)
    }

    /// What the modality with the most evidence says; `nil` where there is none.
    public var strongest: ModalityAssessment? { modalities.first }

    /// The evidence of what the hand did alone, by the combination that the assessment was made by; `nil` where there is none.
    public func ofHand(by combination: Combination) -> (any TailEvidence)? {
        let voices = modalities.map(\.voiceEvidence)
        guard !voices.isEmpty else { return nil }
        let variance = combination.dependence.variance(of: voices.map(\.voice))
        return BareEvidence(evidence: Self.combine(voices, by: rule, variance: variance))
    }

    /// What `modality` says; `nil` where it says nothing.
    public subscript(modality: Modality) -> Assessment? {
        modalities.first { $0.modality == modality }?.assessment
    }

    /// Lets the times of commands count from `start`, in ms on the recorder's clock.
    public mutating func beginCommands(at start: Int64) { commands?.begin(at: start) }
}

extension SessionAssessment.ModalityAssessment {
    fileprivate var voiceEvidence: VoiceEvidence {
        VoiceEvidence(.modality(modality), assessment.evidence, isTrusted: isTrusted)
    }
}

extension SessionAssessment: Codable {
    private enum Key: CodingKey {
        case modality
        case others
        case combined
        case rule
        case variance
        case isTrusted
        case commands
        case circumstances
        case whole
    }

    /// Reads what the strongest modality says, beside it what others do, the commands and the circumstances, and the combined
    /// evidence. What was written before there were others is of the pointer.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        commands = try container.decodeIfPresent(CommandAssessment.self, forKey: .commands)
        circumstances = try container.decodeIfPresent(CircumstanceAssessment.self, forKey: .circumstances)
        rule = try container.decodeIfPresent(CombinationRule.self, forKey: .rule) ?? .evidence
        var modalities: [ModalityAssessment] = []
        if container.contains(.whole) || commands == nil && circumstances == nil {
            let name = try container.decodeIfPresent(String.self, forKey: .modality)
            let strongest = ModalityAssessment(
                name.flatMap(Modality.init) ?? .pointer,
                try Assessment(from: decoder),
                isTrusted: try container.decodeIfPresent(Bool.self, forKey: .isTrusted) ?? false
            )
            let others = try container.decodeIfPresent([SessionAssessment].self, forKey: .others) ?? []
            modalities = [strongest] + others.flatMap(\.modalities)
        }
        self.modalities = modalities
        let voices = Self.voices(modalities, commands, circumstances)
        // Before it was written it was what is assumed.
        variance =
            try container.decodeIfPresent(Double.self, forKey: .variance)
            ?? Dependence().variance(of: voices.map(\.voice))
        evidence = try container.decodeIfPresent(Double.self, forKey: .combined) ?? voices[0].evidence
    }

    /// Writes what `init(from:)` reads; of the pointer alone, what was written before there was anything else.
    public func encode(to encoder: any Encoder) throws {
        try strongest?.assessment.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(commands, forKey: .commands)
        try container.encodeIfPresent(circumstances, forKey: .circumstances)
        if let strongest {
            if strongest.modality != .pointer { try container.encode(strongest.modality.rawValue, forKey: .modality) }
            if strongest.isTrusted { try container.encode(true, forKey: .isTrusted) }
        }
        guard voices.count > 1 else { return }
        if rule != .evidence { try container.encode(rule, forKey: .rule) }
        let others = modalities.dropFirst().map { SessionAssessment(only: $0) }
        if !others.isEmpty { try container.encode(others, forKey: .others) }
        try container.encode(evidence, forKey: .combined)
        try container.encode(variance, forKey: .variance)
    }
}
