import Foundation
import Glibc
import Profiles
import Synthesis
import Testing

@testable import Scoring

struct CommandModelTests {
    /// Somebody who enters a command after another with habits of their own.
    private struct Person {
        var random: Xoshiro256
        let habits: [[UInt32]]
        var current = 0

        init(_ seed: UInt64) {
            var random = Xoshiro256(seed: seed)
            habits = (0..<20).map { _ in (0..<3).map { _ in UInt32(random.next() % 40) } }
            self.random = random
        }

        mutating func session(_ count: Int) -> CommandSketch {
            var sketch = CommandSketch()
            for number in 0..<count {
                let next = habits[current % habits.count]
                let command = next[Int(random.next() % 3)]
                current = Int(command)
                sketch.add(command, at: Int64(number) * 5_000)
            }
            return sketch
        }
    }

    private static func model(_ person: inout Person, sessions: Int, of count: Int) -> CommandModel? {
        CommandModel((0..<sessions).map { _ in person.session(count).learnable })
    }

    @Test func othersAreMoreUnusual() throws {
        var owner = Person(1)
        let model = try #require(Self.model(&owner, sessions: 30, of: 90))
        let own = (0..<40).compactMap { _ in model.assess(owner.session(90))?.evidence }.sorted()
        let others = (2..<42).compactMap { seed in
            var other = Person(UInt64(seed))
            return model.assess(other.session(90))?.evidence
        }.sorted()
        #expect(own.count == 40 && others.count == 40)
        #expect(others[4] > own[35], "\(others[4]) \(own[35])")
        // Legal sessions are about as unusual as that should be, or less: what is learnt now is more than what was before each.
        #expect((0.1...1.5).contains(own[20]), "\(own[20])")
    }

    /// To the last bit: no sum depends on the order of hashes, nor which ones are counted where there are too many.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func nothingDependsOnTheKeyOfTheHashes(seed: UInt64) throws {
        let key = NameKey(low: seed, high: 5)
        var owner = Person(seed)
        let sessions = (0..<24).map { number in
            var session = owner.session(90)
            for place in 90..<150 { session.add(UInt32(1_000 + number * 60 + place), at: Int64(place) * 5_000) }
            return session
        }
        let keyed = sessions.map { session in
            var keyed = CommandSketch()
            for (number, command) in session.blocks.flatMap(\.commands).enumerated() {
                keyed.add(key(command), at: Int64(number) * 5_000)
            }
            return keyed
        }
        let model = try #require(CommandModel(sessions.dropLast(4).map(\.learnable)))
        let same = try #require(CommandModel(keyed.dropLast(4).map(\.learnable)))
        for (one, other) in zip(sessions, keyed) { #expect(model.assess(one) == same.assess(other)) }
    }

    /// A minute of somebody else in a long session is found, with its time.
    @Test func theMostUnusualWindowIsNamed() throws {
        var owner = Person(1)
        let model = try #require(Self.model(&owner, sessions: 30, of: 240))
        var session = owner.session(180)
        for number in 180..<210 { session.add(UInt32(10_000 + number), at: Int64(number) * 5_000) }
        for command in owner.session(90).blocks.flatMap(\.commands) { session.add(command, at: 2_000_000) }
        let assessment = try #require(model.assess(session))
        #expect(assessment.segment?.firstCommand == 180)
        #expect(assessment.segment?.start == 900_000)
        #expect(assessment.new == 30 && assessment.different == 30)
        #expect(assessment.parts.first?.part == .rarity)
        #expect(assessment.windowCount == 10)
    }

    @Test func evidenceCanBeRecomputed() throws {
        var owner = Person(1)
        let model = try #require(Self.model(&owner, sessions: 12, of: 150))
        let found = try #require(model.assess(owner.session(150)))
        let whole = found.whole
        let p = (Double(whole.asUnusual) + 16 / (1 + exp(whole.sum))) / (Double(whole.compared) + 16)
        #expect(abs(p - whole.tailProbability) < 1e-12)
        let segment = try #require(found.segment?.stretch.tailProbability)
        let most = 1 - pow(1 - segment, Double(found.windowCount))
        let least = min(p, most)
        #expect(abs(found.evidence + log(1 - (1 - least) * (1 - least))) < 1e-9)
        #expect(try JSONDecoder().decode(CommandAssessment.self, from: JSONEncoder().encode(found)) == found)
    }

    @Test(arguments: [(2, 200), (3, 39), (0, 0)])
    func tooLittleSaysNothing(sessions: Int, count: Int) {
        var owner = Person(1)
        #expect(Self.model(&owner, sessions: sessions, of: count) == nil)
    }

    @Test func tooFewCommandsAreNotCompared() throws {
        var owner = Person(1)
        let model = try #require(Self.model(&owner, sessions: 12, of: 60))
        #expect(model.assess(owner.session(4)) == nil)
        #expect(model.assess(owner.session(5)) != nil)
        #expect(model.assess(CommandSketch()) == nil)
    }

    @Test func aMillionDifferentCommandsAreUnusual() throws {
        var owner = Person(1)
        let model = try #require(Self.model(&owner, sessions: 12, of: 60))
        var session = CommandSketch()
        for number in 0..<1_000_000 { session.add(UInt32(1 << 20 + number), at: 0) }
        let found = try #require(model.assess(session))
        #expect(found.evidence > 3 && found.evidence.isFinite)
    }

    /// Sessions of one command over and over leave nothing to vary.
    @Test func somebodyWithoutVariationHasAModel() throws {
        let blocks = (0..<20).map { _ in [CommandBlock(index: 0, commands: [UInt32](repeating: 7, count: 60))] }
        let model = try #require(CommandModel(blocks))
        var same = CommandSketch()
        var other = CommandSketch()
        for _ in 0..<60 {
            same.add(7, at: 0)
            other.add(8, at: 0)
        }
        let found = try #require(model.assess(same))
        #expect(found.evidence.isFinite)
        #expect(try #require(model.assess(other)).evidence > found.evidence)
    }

    @Test func whatIsKnownOfFewSessionsIsNotFirm() throws {
        var owner = Person(1)
        for (sessions, isFirm) in [(7, false), (8, true)] {
            let model = try #require(Self.model(&owner, sessions: sessions, of: 100))
            #expect(model.assess(owner.session(60))?.isFirm == isFirm)
        }
    }
}
