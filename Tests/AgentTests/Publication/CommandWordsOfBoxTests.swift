import Scoring
import Testing

@testable import Agent

struct CommandWordsOfBoxTests {
    @Test(arguments: [
        (nil, "in 900 that are known"),
        (0, "in 900 that are known; all of them others on this box are known to enter"),
        (2, "in 900 that are known; 2 of them nobody on this box is known to enter"),
        (7, "in 900 that are known; nobody on this box is known to enter any of them"),
    ])
    func saysHowMuchIsNewToTheBox(newToBox: Int?, ending: String) {
        var commands = CommandAssessment(
            sessions: 12,
            baselineCommands: 900,
            whole: .init(commands: 150, sum: 3, asUnusual: 0, compared: 8),
            usual: 0
        )
        commands.different = 20
        commands.new = 7
        commands.newToBox = newToBox
        commands.parts = [.init(part: .rarity, contribution: 3)]
        #expect(
            commands.reasons.map(\.words) == ["7 of 20 different commands were never entered before, " + ending]
        )
    }
}
