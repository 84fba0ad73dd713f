/// What is common among people, as far as the bins say it: all people together fill them evenly, so that the mean of every
/// number of an embedding is 0.
///
/// A session that is unlike its owner's speaks for another hand only as far as it is more likely from another hand. The distance
/// from the owner is therefore lessened by part of the distance a₀ from the middle, which is great where a session is unlike
/// everybody's: so a background model is used in telling speakers apart (D. A. Reynolds, T. F. Quatieri, R. B. Dunn, "Speaker
/// Verification Using Adapted Gaussian Mixture Models", 2000). With a weight below 1 even what is unlike everybody's, such as
/// a program's, keeps evidence.
///
/// It takes no data of others on the box. Where these are known, C compares with them instead.
public struct Background: Sendable, Equatable {
    /// How much a moment varies from person to person: a variance, in the squared units of an embedding, greater than 0.
    public var spread: Double
    /// What the distance a₀ from the middle weighs against the distance from the owner, from 0 to less than 1.
    public var weight: Double

    /// Creates a background from its parts.
    public init(spread: Double, weight: Double) {
        self.spread = spread
        self.weight = weight
    }
}
