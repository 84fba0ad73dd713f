public import Gestures

/// What is said of a session beside its score, which it changes as little as what is learnt.
public struct SessionTag: Sendable, Equatable, Codable {
    /// What it says.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A program may be at work, and no human.
        case scripted
    }

    /// What it says.
    public var tag: Kind
    /// The test that shows it.
    public var test: ScriptedTest
    /// What was found, in words.
    public var words: String
    /// What was found; what it is a share or a number of depends on the test.
    public var statistic: Double
    /// From where on the statistic shows it.
    public var threshold: Double
    /// Of how many gaps, keys, movements, clicks, runs or days it was found.
    public var count: Int

    /// That a program may be at work.
    init(_ sign: ScriptedSign) {
        tag = .scripted
        test = sign.test
        words = sign.words
        statistic = sign.statistic
        threshold = sign.threshold
        count = sign.count
    }
}

extension [SessionTag] {
    /// All of them in a few words; `nil` where there are none.
    public var mark: String? {
        guard let first else { return nil }
        let tests = map { $0.test.rawValue.split(separator: "-").joined(separator: " ") }
        return "\(first.tag.rawValue)? " + tests.joined(separator: ", ")
    }
}
