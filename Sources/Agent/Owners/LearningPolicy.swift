/// Which sessions are learnt.
public struct LearningPolicy: Sendable {
    /// A session with a smaller tail probability than this stands out: it is quarantined, not learnt.
    public var threshold: Double

    /// A policy. By default nothing is learnt that lies in a band above `usual`.
    public init(threshold: Double = 0.05) {
        self.threshold = threshold
    }

    /// Learns whatever comes, as from a directory that is known to be the owners' own.
    public static let everything = LearningPolicy(threshold: 0)
}
