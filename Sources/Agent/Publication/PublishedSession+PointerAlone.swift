import Gestures
import Scoring

// Lists of the version before this know the pointer alone: a reason names no modality, and what a modality says stands in the
// evidence itself.

extension PublishedSession.Reason {
    private enum Key: CodingKey {
        case modality, feature, words, contribution
    }

    /// Reads a reason of this version, or of the one before.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        modality = try container.decodeIfPresent(Voice.self, forKey: .modality) ?? .modality(.pointer)
        feature = try container.decode(String.self, forKey: .feature)
        words = try container.decode(String.self, forKey: .words)
        contribution = try container.decode(Double.self, forKey: .contribution)
    }
}

extension PublishedSession.Evidence {
    private enum Key: CodingKey {
        case combined, modalities, commands, circumstances, variance, rule
    }

    /// Reads the evidence of this version, or of the one before.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        combined = try container.decode(Double.self, forKey: .combined)
        commands = try container.decodeIfPresent(PublishedSession.CommandEvidence.self, forKey: .commands)
        variance = try container.decodeIfPresent(Double.self, forKey: .variance)
        circumstances = try container.decodeIfPresent(
            PublishedSession.CircumstanceEvidence.self,
            forKey: .circumstances
        )
        rule = try container.decodeIfPresent(CombinationRule.self, forKey: .rule)
        let modalities = try container.decodeIfPresent([PublishedSession.ModalityEvidence].self, forKey: .modalities)
        self.modalities = try modalities ?? [PublishedSession.ModalityEvidence(ofPointer: decoder, combined)]
    }
}

extension PublishedSession.ModalityEvidence {
    private enum FormerKey: CodingKey {
        case whole, segment, segments, allowance, baselineSessions, handShare
    }

    fileprivate init(ofPointer decoder: any Decoder, _ evidence: Double) throws {
        let container = try decoder.container(keyedBy: FormerKey.self)
        modality = .pointer
        self.evidence = evidence
        whole = try container.decode(PublishedSession.Stretch.self, forKey: .whole)
        segment = try container.decodeIfPresent(PublishedSession.Segment.self, forKey: .segment)
        segments = try container.decode(Int.self, forKey: .segments)
        allowance = try container.decodeIfPresent(Double.self, forKey: .allowance)
        baselineSessions = try container.decode(Int.self, forKey: .baselineSessions)
        handShare = try container.decode(Double.self, forKey: .handShare)
    }
}
