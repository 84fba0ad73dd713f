/// What one voice said of a session, as far as it is kept of that.
public struct SketchedEvidence: Sendable, Equatable {
    /// The most that is kept, in thousandths of nats.
    static let most = 1 << 20

    /// The voice's name.
    public var voice: String
    /// Its evidence, in thousandths of nats, from 0 on.
    public let thousandths: Int

    /// So much evidence, in nats.
    public init(voice: String, evidence: Double) {
        self.voice = voice
        thousandths = Int((min(max(evidence, 0), Double(Self.most) / 1_000) * 1_000).rounded())
    }

    init(voice: String, thousandths: Int) {
        self.voice = voice
        self.thousandths = thousandths
    }
}
