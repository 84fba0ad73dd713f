import Gestures
import Glibc
import Snapshots
import Synthesis
import Testing

@testable import Scoring

struct DependenceTests {
    private static let voices = [Voice.modality(.pointer), .modality(.keystrokes), .commands, .circumstances]

    @Test func beforeAnythingIsLearntTheHandAlonePartlyGoesTogether() {
        let dependence = Dependence()
        #expect(dependence[Self.voices[0], Self.voices[1]] == 0.25)
        #expect(dependence[Self.voices[0], .commands] == 0)
        #expect(dependence[.commands, .circumstances] == 0)
        #expect(dependence.variance(of: Self.voices) == 4.5)
        #expect(dependence.variance(of: [.commands]) == 1)
    }

    /// Evidence as legal sessions have it, of which a share is the same for both.
    private static func learn(_ count: Int, shared: Double) -> Dependence {
        var dependence = Dependence()
        var random = Xoshiro256(seed: 5)
        func exponential() -> Double { -log(Double(random.next() >> 11) / 9_007_199_254_740_992 + 1e-18) }
        for _ in 0..<count {
            let same = exponential()
            let isSame = Double(random.next() >> 11) / 9_007_199_254_740_992 < shared
            let one = VoiceEvidence(.commands, same)
            dependence.learn([VoiceEvidence(.modality(.pointer), isSame ? same : exponential()), one])
        }
        return dependence
    }

    @Test(arguments: [0, 0.5, 1])
    func whatGoesTogetherIsLearnt(shared: Double) {
        let learnt = Self.learn(3_000, shared: shared)[.commands, .modality(.pointer)]
        // The share, but for what is cut off and what is assumed.
        #expect(abs(learnt - shared * 0.9) < 0.12, "\(learnt)")
    }

    @Test func aFewSessionsChangeLittle() {
        #expect(Self.learn(5, shared: 1)[.commands, .modality(.pointer)] < 0.25)
    }

    @Test func oneSessionDecidesNothing() {
        var dependence = Dependence()
        dependence.learn([VoiceEvidence(.commands, 1e6), VoiceEvidence(.circumstances, 1e6)])
        #expect(dependence[.commands, .circumstances] < 0.2)
    }

    @Test func whatWasLearntBeforeIsNotLearntAgain() {
        var dependence = Self.learn(10, shared: 1)
        let before = dependence
        dependence.learn([VoiceEvidence(.commands, 3), VoiceEvidence(.circumstances, 3)]) { _ in false }
        #expect(dependence == before)
    }

    @Test func whatWasLongAgoCountsForLess() {
        let sums = Self.learn(10_000, shared: 1).sums
        #expect(sums.values.allSatisfy { $0.sessions < Dependence.Sum.mostSessions })
    }

    @Test func isInTheSnapshotOfTheCombination() throws {
        var combination = Combination(rule: .trimmedMean, uses: [.commands: .trust])
        combination.dependence = Self.learn(100, shared: 0.5)
        var writer = SnapshotWriter()
        combination.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        #expect(try Combination(from: &reader) == combination)
        try reader.finish()
    }
}
