public import Gestures

/// How unusual a session is for its owner, in all modalities and circumstances that say something of it.
public struct SessionAssessment: Sendable, Equatable, TailEvidence {
    /// What each modality says, the one with the most evidence first.
    public private(set) var modalities: [ModalityAssessment]
    /// What the circumstances say; `nil` where that is nothing.
    public private(set) var circumstances: CircumstanceAssessment?
    /// The combined evidence, in nats: that of the only modality, or of all together. The list is ranked by it.
    public private(set) var evidence: Double
    /// How it was made of what several modalities say.
    public private(set) var rule = CombinationRule.evidence

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

    /// The assessment that follows from those of the modalities that vote, and from the circumstances, which beside these have to
    /// be firm; `nil` where nothing votes.
    public init?(
        _ assessments: ModalityMap<Assessment>,
        _ circumstances: CircumstanceAssessment? = nil,
        by combination: Combination = Combination()
    ) {
        let found = assessments.modalities.filter { combination[.modality($0)] != .off }.compactMap { modality in
            assessments[modality].map {
                ModalityAssessment(modality, $0, isTrusted: combination[.modality(modality)] == .trust)
            }
        }
        if let circumstances, combination[.circumstances] != .off, circumstances.isFirm || found.isEmpty {
            self.circumstances = circumstances
            self.circumstances?.isTrusted = combination[.circumstances] == .trust
        }
        guard !found.isEmpty || self.circumstances != nil else { return nil }
        modalities = found.enumerated()
            .sorted { ($1.element.assessment.evidence, $0.offset) < ($0.element.assessment.evidence, $1.offset) }
            .map(\.element)
        let voices = found.count + (self.circumstances == nil ? 0 : 1)
        rule = voices > 1 ? combination.rule : .evidence
        evidence = Self.combine(found, self.circumstances, by: rule)
    }

    /// The assessment of a session that has one modality.
    public init(_ assessment: Assessment, of modality: Modality) {
        self.init(only: ModalityAssessment(modality, assessment))
    }

    private init(only assessment: ModalityAssessment) {
        modalities = [assessment]
        evidence = assessment.assessment.evidence
    }

    private static func combine(
        _ modalities: [ModalityAssessment],
        _ circumstances: CircumstanceAssessment?,
        by rule: CombinationRule
    ) -> Double {
        var trusted = modalities.filter(\.isTrusted).map(\.assessment.evidence)
        if let circumstances, circumstances.isTrusted { trusted.append(circumstances.evidence) }
        return trusted.reduce(rule.combine(modalities.map(\.assessment.evidence), circumstances?.evidence), max)
    }

    /// What the modality with the most evidence says; `nil` where there are circumstances alone.
    public var strongest: ModalityAssessment? { modalities.first }

    /// The evidence of what the hand did, without the circumstances; `nil` where there are these alone.
    public var ofHand: (any TailEvidence)? {
        modalities.isEmpty ? nil : BareEvidence(evidence: Self.combine(modalities, nil, by: rule))
    }

    /// What `modality` says; `nil` where it says nothing.
    public subscript(modality: Modality) -> Assessment? {
        modalities.first { $0.modality == modality }?.assessment
    }
}

extension SessionAssessment: Codable {
    private enum Key: CodingKey {
        case modality
        case others
        case combined
        case rule
        case isTrusted
        case circumstances
        case whole
    }

    /// Reads what the strongest modality says, beside it what others do and the circumstances, and the combined evidence. What
    /// was written before there were others is of the pointer.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        circumstances = try container.decodeIfPresent(CircumstanceAssessment.self, forKey: .circumstances)
        rule = try container.decodeIfPresent(CombinationRule.self, forKey: .rule) ?? .evidence
        if let circumstances, !container.contains(.whole) {
            modalities = []
            evidence = circumstances.evidence
            return
        }
        let name = try container.decodeIfPresent(String.self, forKey: .modality)
        let strongest = ModalityAssessment(
            name.flatMap(Modality.init) ?? .pointer,
            try Assessment(from: decoder),
            isTrusted: try container.decodeIfPresent(Bool.self, forKey: .isTrusted) ?? false
        )
        let others = try container.decodeIfPresent([SessionAssessment].self, forKey: .others) ?? []
        modalities = [strongest] + others.flatMap(\.modalities)
        evidence =
            try container.decodeIfPresent(Double.self, forKey: .combined) ?? strongest.assessment.evidence
    }

    /// Writes what `init(from:)` reads; of the pointer alone, what was written before there was anything else.
    public func encode(to encoder: any Encoder) throws {
        try strongest?.assessment.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(circumstances, forKey: .circumstances)
        guard let strongest else { return }
        if strongest.modality != .pointer { try container.encode(strongest.modality.rawValue, forKey: .modality) }
        if strongest.isTrusted { try container.encode(true, forKey: .isTrusted) }
        guard modalities.count > 1 || circumstances != nil else { return }
        if rule != .evidence { try container.encode(rule, forKey: .rule) }
        let others = modalities.dropFirst().map { SessionAssessment(only: $0) }
        if !others.isEmpty { try container.encode(others, forKey: .others) }
        try container.encode(evidence, forKey: .combined)
    }
}
