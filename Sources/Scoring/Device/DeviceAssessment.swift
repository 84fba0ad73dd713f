/// Whether a session's pointing device, its settings or its recorder are others than the owner's: beside what the hand says, and
/// no part of it.
public struct DeviceAssessment: Sendable, Equatable, Codable, TailEvidence {
    /// A session of which p is at most this is said to come from another device.
    public static let tailProbabilityOfAnother = 0.001

    /// The evidence, in nats: that of the strongest trait, less ln of how many were compared, because p of the least likely of K
    /// is at most K times its own (Bonferroni).
    public var evidence: Double
    /// With how many of the owner's sessions it was compared.
    public var baselineSessions: Int
    /// What was compared, the most unusual first.
    public var traits: [Trait]

    /// One trait, compared with the owner's.
    public struct Trait: Sendable, Equatable, Codable {
        /// Which one.
        public var trait: DeviceTrait
        /// Its evidence, in nats.
        public var evidence: Double
        /// What the owner's sessions have: of `sampling` ms that the median interval between reports is at least, of `grid` the
        /// share of 1 px among steps across of 1 to 4 px, of `scale` the median length of a step, in px. Without samples `nil`.
        public var usual: Double?
        /// What the session has.
        public var found: Double?
    }

    /// Whether p is so small that the session is said to come from another device.
    public var isAnother: Bool { tailProbability <= Self.tailProbabilityOfAnother }
}
