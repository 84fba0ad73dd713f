/// What one voice says of a session.
public struct VoiceEvidence: Sendable, Equatable {
    /// Which one.
    public var voice: Voice
    /// Its evidence, in nats.
    public var evidence: Double
    /// Whether others can make nothing less of it.
    public var isTrusted: Bool

    /// What `voice` says.
    public init(_ voice: Voice, _ evidence: Double, isTrusted: Bool = false) {
        self.voice = voice
        self.evidence = evidence
        self.isTrusted = isTrusted
    }
}
