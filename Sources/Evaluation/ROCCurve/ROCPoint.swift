/// What one threshold of the score does: sessions that score `threshold` or more are called illegal.
public struct ROCPoint: Sendable, Equatable {
    /// The least score that is called illegal; +∞ for the point where nothing is.
    public let threshold: Double
    /// Legal sessions called illegal.
    public let falsePositives: Int
    /// Illegal sessions called illegal.
    public let truePositives: Int
    /// `falsePositives` as a share of all legal sessions, 0 to 1.
    public let falsePositiveRate: Double
    /// `truePositives` as a share of all illegal sessions, 0 to 1.
    public let truePositiveRate: Double

    /// The share of illegal sessions that are not called illegal, 0 to 1.
    public var falseNegativeRate: Double { 1 - truePositiveRate }
}
