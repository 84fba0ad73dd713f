public import ArgumentParser
import Gestures
public import Scoring

/// How a session's evidence is made of what its modalities and its circumstances say.
struct CombinationOptions: ParsableArguments {
    @Option(
        name: .customLong("off"),
        help: ArgumentHelp(
            "What is not to be heard; may be given again for others.",
            discussion: """
                One of \(Voice.all.map(\.name).joined(separator: ", ")). A modality that is off is not learnt either.
                """,
            valueName: "voice"
        )
    )
    var off: [Voice] = []

    @Option(
        name: .customLong("trust"),
        help: ArgumentHelp("Of what others can make nothing less; may be given again for others.", valueName: "voice")
    )
    var trusted: [Voice] = []

    @Option(
        name: .customLong("combine"),
        help: ArgumentHelp(
            "How several voices' evidence becomes one.",
            discussion: """
                evidence, as that of tests that may depend on each other, or trimmed-mean, as the average of the scores \
                without the highest and the lowest.
                """,
            valueName: "rule"
        )
    )
    var rule = CombinationRule.evidence

    @Option(help: "For how many days it counts when and where a session was.")
    var circumstancesAge = CircumstanceModel.days

    func validate() throws {
        guard (1...36_500).contains(circumstancesAge) else {
            throw ValidationError("--circumstances-age is between 1 and 36500 days.")
        }
        let named = off + trusted
        guard Set(named).count == named.count else {
            throw ValidationError("--off and --trust name the same only once.")
        }
        guard !combination.measured.isEmpty else { throw ValidationError("Not all modalities can be off.") }
    }

    /// What the options say.
    var combination: Combination {
        var uses: [Voice: VoiceUse] = [:]
        for voice in off { uses[voice] = .off }
        for voice in trusted { uses[voice] = .trust }
        var combination = Combination(rule: rule, uses: uses)
        combination.days = circumstancesAge
        return combination
    }
}

extension CombinationRule: ExpressibleByArgument {}

extension Voice: ExpressibleByArgument {
    /// The voice that is called `argument`.
    public init?(argument: String) { self.init(named: argument) }

    /// The names of all voices.
    public static var allValueStrings: [String] { all.map(\.name) }
}
