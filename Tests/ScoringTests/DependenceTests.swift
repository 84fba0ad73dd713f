import Gestures
import Glibc
import Profiles
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

    /// Evidence as legal sessions have it, of which a share is the same for both; those that stand out together are not learnt.
    private static func learn(_ count: Int, shared: Double, threshold: Double = 0) -> Double {
        var random = Xoshiro256(seed: 5)
        func uniform() -> Double { (Double(random.next() >> 11) + 0.5) / 9_007_199_254_740_992 }
        var sessions: [[SketchedEvidence]] = []
        while sessions.count < count {
            let one = -log(uniform())
            let other = uniform() < shared ? one : -log(uniform())
            if exp(-CombinedEvidence.combine([one, other], variance: 2 + 2 * shared)) < threshold { continue }
            sessions.append([
                SketchedEvidence(VoiceEvidence(.commands, one)),
                SketchedEvidence(VoiceEvidence(.modality(.pointer), other)),
            ])
        }
        return Dependence(in: sessions)[.modality(.pointer), .commands]
    }

    @Test(arguments: [0, 0.25, 0.5, 1], [0, 0.05])
    func whatGoesTogetherIsLearnt(shared: Double, threshold: Double) {
        let learnt = Self.learn(5_000, shared: shared, threshold: threshold)
        // What stands out is not learnt, so that a little is missing.
        #expect((-0.14...0.05).contains(learnt - shared), "\(learnt)")
    }

    @Test func aFewSessionsChangeLittle() {
        #expect(Self.learn(5, shared: 1) < 0.25)
    }

    @Test func oneSessionDecidesNothing() {
        let said = [VoiceEvidence(.commands, 1e6), VoiceEvidence(.circumstances, 1e6)].map(SketchedEvidence.init)
        #expect(Dependence(in: [said])[.commands, .circumstances] < 0.1)
    }

    @Test func whatIsNoVoiceIsPassedOver() {
        let said = ["pointer", "pointer", "none", ""].map { SketchedEvidence(voice: $0, evidence: 2) }
        #expect(Dependence(in: [said]) == Dependence())
    }
}
