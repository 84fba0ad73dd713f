import Agent
import Evaluation
import Glibc
import Scoring

/// Whether a session came from another pointing device than its owner's, in words, and what that makes of its score.
struct DeviceExplanation {
    /// The lines of text, an empty one first.
    let lines: [String]

    /// - Parameter evidence: what the hand says.
    init(_ device: PublishedSession.DeviceEvidence, beside evidence: PublishedSession.Evidence) {
        let rarity = String(fixedPoint: 1 / device.p, decimals: device.p > 0.1 ? 1 : 0)
        let subject =
            device.isAnother ? "Another pointing device, other settings or another recorder" : "The pointing device"
        lines =
            ["", "\(subject): of the owner's own sessions one in \(rarity) differs as much."]
            + device.traits.map(Self.line) + (device.isAnother ? [Self.meaning(evidence)] : [])
    }

    private static func line(_ trait: PublishedSession.DeviceTraitEvidence) -> String {
        "  e = \(String(fixedPoint: trait.evidence, decimals: 2))  \(trait.words) (\(trait.trait.rawValue))"
    }

    /// Steps and speeds are the device's as much as the hand's.
    private static func meaning(_ evidence: PublishedSession.Evidence) -> String {
        let ofHand = evidence.modalities.first { $0.device != nil }?.evidence ?? 0
        return Band(tailProbability: exp(-ofHand)) == .usual
            ? "What the hand did is as usual even so."
            : "What differs above may be the device's, and the hand the owner's."
    }
}
