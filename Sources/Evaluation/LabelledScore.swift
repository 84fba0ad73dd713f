/// The score of one session together with the truth about it.
public struct LabelledScore: Sendable, Equatable {
    /// How unusual the session looked: higher is more unusual. Any finite number, in any unit.
    public var score: Double
    /// Whether somebody other than the account's owner sat at it.
    public var isIllegal: Bool

    /// Creates a labelled score.
    public init(score: Double, isIllegal: Bool) {
        self.score = score
        self.isIllegal = isIllegal
    }
}
