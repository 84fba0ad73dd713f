import Profiles
import Synthesis
import Testing

@testable import Scoring

struct CommandPopulationTests {
    /// An owner who enters each of `commands` in every session.
    private static func owner(_ commands: some Sequence<UInt32>, sessions: Int = 2) -> [[CommandBlock]] {
        let commands = Array(commands)
        return (0..<sessions).map { _ in
            stride(from: 0, to: commands.count, by: CommandBlock.capacity).map { start in
                CommandBlock(index: start, commands: Array(commands[start...].prefix(CommandBlock.capacity)))
            }
        }
    }

    private static func population(_ owners: [[[CommandBlock]]]) -> CommandPopulation {
        var census = CommandCensus()
        for owner in owners { census.add(owner) }
        return CommandPopulation(census)
    }

    @Test func knowsWhatAnyOwnerEnters() {
        let population = Self.population([Self.owner([3, 1, 2]), Self.owner([7])])
        #expect((0..<9 as Range<UInt32>).filter(population.knows) == [1, 2, 3, 7])
        #expect(!Self.population([]).knows(1))
    }

    /// However often the owners enter them.
    @Test func whatMostOwnersEnterIsKept() {
        let most = UInt32(CommandPopulation.mostCommands)
        let often = Self.owner(0..<most + 100, sessions: 5)
        let population = Self.population([often, Self.owner([most + 99]), Self.owner([most + 98])])
        let kept = (0..<most + 200).filter(population.knows)
        // Of those that one owner enters, the lesser ones.
        #expect(kept == Array(0..<most - 2) + [most + 98, most + 99])
    }

    @Test func theOrderOfOwnersDoesNotMatter() {
        var random = Xoshiro256(seed: 5)
        var owners = (0..<6).map { _ in Self.owner((0..<1_500).map { _ in UInt32(random.next() % 5_000) }) }
        let population = Self.population(owners)
        owners.swapAt(0, 4)
        owners.swapAt(1, 3)
        #expect(Self.population(owners) == population)
    }

    /// What others enter is told, and changes nothing else.
    @Test func howMuchIsNewToTheBoxIsTold() throws {
        let own = Self.owner((0..<120).map { $0 % 20 }, sessions: 6)
        let population = Self.population([own, Self.owner(100..<110)])
        let alone = try #require(CommandModel(own))
        let beside = try #require(CommandModel(own, beside: population))
        var session = CommandSketch()
        for number in 0..<60 as Range<UInt32> {
            session.add(number % 4 == 0 ? 95 + number / 4 : number % 20, at: Int64(number))
        }
        let expected = try #require(alone.assess(session))
        var found = try #require(beside.assess(session))
        #expect(found.new == 15 && found.newToBox == 5 && expected.newToBox == nil)
        found.newToBox = nil
        #expect(found == expected)
    }
}
