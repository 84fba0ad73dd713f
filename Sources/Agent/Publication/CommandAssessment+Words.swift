import Scoring

extension CommandAssessment {
    /// A part that adds less than this to how unusual they are is not worth telling, in standard deviations.
    private static let leastContribution = 0.5

    /// What is unusual, the most unusual first.
    var reasons: [PublishedSession.Reason] {
        parts.prefix { $0.contribution >= Self.leastContribution }.map { part in
            PublishedSession.Reason(
                modality: .commands,
                feature: part.part.rawValue,
                words: words(of: part.part),
                contribution: part.contribution
            )
        }
    }

    /// How much of what is new for the owner is so for the box, too; nothing where that is not known.
    private var wordsOfBox: String {
        switch newToBox {
        case nil: ""
        case 0?: "; all of them others on this box are known to enter"
        case new?: "; nobody on this box is known to enter any of them"
        case let count?: "; \(count) of them nobody on this box is known to enter"
        }
    }

    private func words(of part: CommandPart) -> String {
        switch part {
        case .rarity where new > 0:
            "\(new) of \(different) different commands were never entered before, in \(baselineCommands) that are known"
                + wordsOfBox
        case .rarity: "commands that are seldom entered"
        case .order: "commands in an order in which they are seldom entered"
        case .missedHabits: "what is mostly entered is missing"
        }
    }
}
