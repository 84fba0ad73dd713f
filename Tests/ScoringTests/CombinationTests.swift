import Gestures
import Snapshots
import Testing

@testable import Scoring

struct CombinationTests {
    @Test func everyVoiceHasAName() {
        for voice in Voice.all { #expect(Voice(named: voice.name) == voice) }
        #expect(Set(Voice.all.map(\.name)).count == Modality.allCases.count + 2)
        #expect(Voice(named: "nobody") == nil)
    }

    @Test(
        arguments: CombinationRule.allCases,
        [[:], [.circumstances: .off, .modality(.pointer): .trust]] as [[Voice: VoiceUse]]
    )
    func aSnapshotIsReadBack(rule: CombinationRule, uses: [Voice: VoiceUse]) throws {
        var combination = Combination(rule: rule, uses: uses)
        combination.days = 31.5
        var writer = SnapshotWriter()
        combination.snapshot(into: &writer)
        var reader = SnapshotReader(writer.bytes)
        #expect(try Combination(from: &reader) == combination)
        try reader.finish()
        for count in writer.bytes.indices {
            var short = SnapshotReader(Array(writer.bytes[..<count]))
            #expect(throws: SnapshotCorruption.self) { try Combination(from: &short) }
        }
    }

    @Test func onlyWhatIsNotOffIsMeasured() {
        let combination = Combination(uses: [
            .modality(.keystrokes): .off, .circumstances: .off, .modality(.pointer): .trust,
        ])
        #expect(combination.measured == [.pointer, .terminalInput, .terminalEcho])
    }
}
