import Scoring

extension PublishedSession.DeviceEvidence {
    /// The evidence of a trait that is worth telling, in nats: one in twenty of the owner's sessions has it.
    private static let leastEvidence = 3.0

    /// What a row says of a device.
    init(_ assessment: DeviceAssessment) {
        evidence = assessment.evidence
        p = assessment.tailProbability
        isAnother = assessment.isAnother
        traits = assessment.traits.prefix { $0.evidence >= Self.leastEvidence }.map { trait in
            PublishedSession.DeviceTraitEvidence(
                trait: trait.trait,
                evidence: trait.evidence,
                usual: trait.usual,
                found: trait.found,
                words: trait.words
            )
        }
    }
}

extension DeviceAssessment.Trait {
    /// Medians that differ by less than this factor are as good as the same: a bin is about as wide.
    private static let leastRatio = 1.25
    /// A share that falls to less than this part of what it was has all but vanished.
    private static let vanishingPart = 0.1

    /// What differs, in a few words.
    var words: String {
        switch trait {
        case .sampling: samplingWords
        case .grid: gridWords
        case .scale: scaleWords
        }
    }

    private var samplingWords: String {
        guard let usual, let found, usual != found else { return "the pointer reports at other intervals" }
        return "the pointer reports mostly \(Int(found)) ms or more apart, before \(Int(usual)) ms or more"
    }

    private var gridWords: String {
        guard let usual, let found else { return "other short steps" }
        let shares = "\(Self.percent(found)) of short steps lead 1 px, before \(Self.percent(usual))"
        return found < usual * Self.vanishingPart
            ? "positions lie on a coarser grid: \(shares)" : "positions lie on another grid: \(shares)"
    }

    private var scaleWords: String {
        guard let usual, let found, usual > 0 else { return "steps of other lengths" }
        let ratio = found / usual
        guard ratio >= Self.leastRatio || ratio * Self.leastRatio <= 1 else { return "steps of other lengths" }
        return "steps are about \(Self.oneDecimal(ratio)) times as long"
    }

    private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

    private static func oneDecimal(_ value: Double) -> String {
        let tenths = (10 * value).rounded()
        return tenths.remainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
    }
}
