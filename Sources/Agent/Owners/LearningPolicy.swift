/// Which sessions are learnt.
public struct LearningPolicy: Sendable {
    /// A session with a smaller tail probability than this stands out: it is quarantined, not learnt.
    public var threshold: Double

    /// A policy. By default nothing is learnt that lies in a band above `usual`.
    public init(threshold: Double = 0.05) {
        self.threshold = threshold
    }

    /// Whether a session stands out too much to be learnt.
    ///
    /// Of an owner of whom little is known, as is said beside the score, only what is far out is held back: otherwise
    /// one odd first session would keep all later ones from being learnt.
    func holdsBack(tailProbability: Double, isProvisional: Bool) -> Bool {
        tailProbability < (isProvisional ? threshold / Self.leniency : threshold)
    }

    /// How many times smaller the threshold is while a score is provisional.
    private static let leniency = 50.0

    /// Learns whatever comes, as from a directory that is known to be the owners' own.
    public static let everything = LearningPolicy(threshold: 0)
}
