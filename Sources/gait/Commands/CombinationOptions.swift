public import ArgumentParser
import Gestures
public import Scoring

/// How a session's evidence is made of what its modalities say.
struct CombinationOptions: ParsableArguments {
    @Option(
        name: .customLong("off"),
        help: "A modality that is neither scored nor learnt; may be given again for others."
    )
    var off: [Modality] = []

    @Option(
        name: .customLong("trust"),
        help: "A modality of which others can make nothing less; may be given again for others."
    )
    var trusted: [Modality] = []

    @Option(
        name: .customLong("combine"),
        help: ArgumentHelp(
            "How several modalities' evidence becomes one.",
            discussion: """
                evidence, as that of tests that depend on each other, or trimmed-mean, as the average of the scores without \
                the highest and the lowest.
                """
        )
    )
    var rule = CombinationRule.evidence

    func validate() throws {
        let named = off + trusted
        guard Set(named).count == named.count else {
            throw ValidationError("A modality is named once with --off or --trust.")
        }
        guard off.count < Modality.allCases.count else { throw ValidationError("Not all modalities can be off.") }
    }

    /// What the options say.
    var combination: Combination {
        var uses = ModalityMap(off) { _ in ModalityUse.off }
        for modality in trusted { uses[modality] = .trust }
        return Combination(rule: rule, uses: uses)
    }
}

extension CombinationRule: ExpressibleByArgument {}
