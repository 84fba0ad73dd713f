/// How an auditor is told, in a few words, that a feature differs from the owner's.
public struct FeaturePhrases: Sendable, Equatable {
    /// Smaller values than usual.
    public var lower: String
    /// Larger values than usual.
    public var higher: String
    /// Other values than usual, in spread or in mix.
    public var different: String

    /// Creates phrases for the three ways to differ.
    public init(lower: String, higher: String, different: String) {
        self.lower = lower
        self.higher = higher
        self.different = different
    }

    /// One phrase for a feature in which lower and higher mean nothing to a person.
    public init(always phrase: String) {
        self.init(lower: phrase, higher: phrase, different: phrase)
    }
}
