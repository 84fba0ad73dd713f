/// A number that no evaluation can be made of.
public enum EvaluationError: Error, Sendable, Equatable {
    /// The score at `index` is infinite or not a number, so it has no place in a ranking.
    case nonFiniteScore(index: Int)
    /// The probability at `index` is outside 0 to 1, or not a number.
    case probabilityOutOfRange(index: Int)
}

extension EvaluationError: CustomStringConvertible {
    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .nonFiniteScore(let index):
            "score \(index) (from 0) is not a finite number; list that session as not scored instead"
        case .probabilityOutOfRange(let index):
            "probability \(index) (from 0) is not between 0 and 1; leave out sessions without a tail probability"
        }
    }
}
