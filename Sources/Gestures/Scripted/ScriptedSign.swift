/// A sign that a program is at work in a session: a test that no human's session should pass, and by how much it did.
///
/// It says nothing of how unusual the session is for its owner.
public struct ScriptedSign: Sendable, Equatable {
    /// What was tested.
    public var test: ScriptedTest
    /// What was found; what it is a share or a number of depends on the test.
    public var statistic: Double
    /// From where on the statistic is a sign.
    public var threshold: Double
    /// Of how many gaps, keys, movements, clicks, runs or days it was found.
    public var count: Int
    /// The session that is repeated; `nil` where none is.
    public var original: String?

    /// A sign of its parts.
    public init(_ test: ScriptedTest, _ statistic: Double, threshold: Double, of count: Int, original: String? = nil) {
        self.test = test
        self.statistic = statistic
        self.threshold = threshold
        self.count = count
        self.original = original
    }

    /// That `part` of what was tested is as no human's; `nil` where too few were tested, or that is too small a share of them.
    init?(_ test: ScriptedTest, _ part: Int, of count: Int, atLeast fewest: Int, _ threshold: Double) {
        let share = Double(part) / Double(max(count, 1))
        guard count >= fewest, share >= threshold else { return nil }
        self.init(test, share, threshold: threshold, of: count)
    }
}
