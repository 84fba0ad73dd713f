import Profiles
import Testing

@testable import Scoring

struct CommandLanguageTests {
    private static func block(_ text: String) -> CommandBlock {
        CommandBlock(index: 0, commands: text.split(separator: " ").map { UInt32($0.utf8.first ?? 0) })
    }

    /// Recomputed by hand: 6 commands of 3 kinds; a → b twice, b → a, a → c, c → a.
    @Test func isWhatWittenAndBellSay() {
        let language = CommandLanguage([Self.block("a b a c a b")])
        let parts = language.measure(CommandWindow(Self.block("a b b d a").commands))
        #expect(abs(parts[.rarity] - 3.535_519_626) < 1e-9)
        #expect(abs(parts[.order] - 0.149_765_797) < 1e-9)
        #expect(abs(parts[.missedHabits] - 0.260_847_43) < 1e-7)
    }

    @Test func whatWasLearntIsLessUnusual() {
        let language = CommandLanguage([Self.block("l c v l c v m g l c v")])
        let own = language.measure(CommandWindow(Self.block("l c v m g").commands))
        let reversed = language.measure(CommandWindow(Self.block("g m v c l").commands))
        let foreign = language.measure(CommandWindow(Self.block("1 2 3 4 5").commands))
        #expect(own[.rarity] == reversed[.rarity])
        #expect(own[.order] < reversed[.order])
        #expect(own[.rarity] < foreign[.rarity] && own[.missedHabits] < foreign[.missedHabits])
    }

    @Test func whatIsTooRareToBeCountedIsKnownAndAsRareAsCanBe() {
        let blocks = (0..<64).map { block in
            CommandBlock(index: block, commands: (0..<120).map { UInt32($0 < 60 ? $0 : block * 1_000 + $0) })
        }
        let language = CommandLanguage(blocks)
        #expect(language.isKnown(59) && language.isKnown(63_119) && !language.isKnown(63_120))
        let rarities = [59, 63_119, 60, 1 << 30].map { language.measure(CommandWindow([UInt32($0)]))[.rarity] }
        // Of what occurs once, what occurred last is counted.
        #expect(rarities[0] < rarities[1] && rarities[1] < rarities[2] && rarities[2] == rarities[3])
    }

    @Test func nothingLearntIsFinite() {
        let language = CommandLanguage([])
        let parts = language.measure(CommandWindow(Self.block("a b").commands))
        #expect(parts[.order].isFinite && parts[.missedHabits].isFinite)
    }
}
