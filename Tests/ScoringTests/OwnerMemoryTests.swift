import Gestures
import Glibc
import Profiles
import Synthesis
import Testing

@testable import Scoring

/// What the models of one owner take in memory, for all modalities together.
struct OwnerMemoryTests {
    private static let budget = 96 << 10

    /// Windows with some samples in every feature of the shipped bins.
    private static func windows(of modality: Modality) -> [BaselineWindow] {
        var generator = SplitMix64(seed: 1)
        let space = modality.space
        return (0..<72).map { number in
            var counts = [UInt32](repeating: 0, count: space.cellCount)
            for feature in space.features.indices {
                for _ in 0..<20 { counts[Int.random(in: space.cells(of: feature), using: &generator)] += 1 }
            }
            return BaselineWindow(histogram: SparseHistogram(counts), group: number % 8, fold: number % 8)
        }
    }

    private static func model(of modality: Modality) -> OwnerModel? {
        OwnerFit(
            windows(of: modality),
            sessionCount: 8,
            space: .shipped(for: modality),
            parameters: modality.parameters
        )?.model
    }

    private static func byteCount(of modalities: [Modality]) throws -> Int {
        try modalities.reduce(0) { $0 + (try #require(model(of: $1)).byteCount) }
    }

    /// Of somebody who enters 300 different commands.
    private static func context() -> ContextModel {
        var generator = SplitMix64(seed: 2)
        let sessions = (0..<64).map { _ in
            let commands = (0..<120).map { _ in
                // Few of them often, as people do.
                UInt32(300 * pow(Double.random(in: 0..<1, using: &generator), 3))
            }
            return [CommandBlock(index: 0, commands: commands)]
        }
        let circumstances = [SessionCircumstances](
            repeating: SessionCircumstances(),
            count: OwnerProfile.mostCircumstances
        )
        return ContextModel(CircumstanceModel(circumstances), CommandModel(sessions))
    }

    @Test func theModelsOfAnOwnerFitTheBudget() throws {
        let typed = try Self.byteCount(of: [.pointer, .keystrokes, .terminalInput])
        let context = Self.context().byteCount
        #expect(typed + context <= Self.budget)
    }

    /// However many of them are different.
    @Test func commandsWithoutEndAreBounded() throws {
        let sessions = (0..<64).map { session in
            [CommandBlock(index: 0, commands: (0..<120).map { UInt32(session * 120 + $0) })]
        }
        #expect(CommandModel(sessions).map(\.byteCount) ?? .max <= 64 << 10)
    }
}
