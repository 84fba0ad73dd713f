import Profiles
import Recordings
import Testing

@testable import Agent

/// Commands of a recording, of which hashes are kept under a key.
struct PipelineKeyTests {
    private static let key = NameKey(low: 8, high: 9)
    private static let recording: [UInt8] = {
        var text = #"{"format":"gait-jsonl","version":1}"# + "\n"
        for number in 0..<200 {
            text +=
                #"{"t":\#(1_700_000_000_000 + number),"kind":"command","command":"tool\#(number * number % 17)"}"#
                + "\n"
        }
        return Array(text.utf8)
    }()

    private static func read(_ bytes: ArraySlice<UInt8>, with pipeline: inout SamplePipeline) throws {
        var memory = PipelineMemory()
        try pipeline.read(Array(bytes).span, using: &memory) { _, _ in }
    }

    @Test func noHashIsKeptAsItIsWithoutTheKey() throws {
        var pipeline = SamplePipeline(key: Self.key)
        try Self.read(Self.recording[...], with: &pipeline)
        let raw = (0..<17).flatMap { CommandWords.commands(in: Array("tool\($0)".utf8)) }
            .map { UInt32(truncatingIfNeeded: $0.command) }
        let found = Set(pipeline.commands.blocks.flatMap(\.commands))
        #expect(found.isSubset(of: raw.map { Self.key($0) }) && found.count > 5)
        #expect(found.isDisjoint(with: raw) && found.isDisjoint(with: raw.map { NameKey.open($0) }))
    }
}
