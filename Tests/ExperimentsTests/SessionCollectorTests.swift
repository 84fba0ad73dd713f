import Agent
import Experiments
import Recordings
import Synthesis
import TestSupport
import Testing

struct SessionCollectorTests {
    private static func collect(
        _ directory: TemporaryDirectory,
        _ cut: SessionCollector.Cut
    ) throws -> SessionCollector.Collection {
        let configuration = SessionScanner.Configuration(layout: try LayoutPattern("{user}/session_{session}"))
        return try SessionCollector(configuration, system: Kernel())
            .collect(RecordingDirectory(directory.path, system: Kernel()), cut: cut)
    }

    @Test func piecesBeginLikeTheSessionAndLeaveItWhole() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 4)
        let inPieces = try Self.collect(synthetic.directory, .pieces(gestures: 40)).sessions
        let begun = try Self.collect(synthetic.directory, .prefixes([40])).sessions
        #expect(inPieces.count == 4)
        for (cut, other) in zip(inPieces, begun) {
            #expect(cut.whole.histogram == other.whole.histogram)
            #expect(cut.whole.windows == other.whole.windows)
            #expect(cut.pieces.count == cut.whole.gestureCount / 40)
            #expect(cut.pieces.allSatisfy { $0.gestureCount == 40 })
            #expect(cut.pieces.first?.histogram == (cut.pieces.isEmpty ? nil : other.prefixes[40]?.histogram))
        }
        #expect(inPieces.contains { $0.pieces.count > 1 })
    }

    @Test func whatCannotBeUsedIsNamed() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 1)
        try synthetic.directory.write(synthetic.corpus[0].csv.joined(), to: "stray")
        try synthetic.directory.write([], to: "user01/session_00000_empty")
        let collection = try Self.collect(synthetic.directory, .none)
        #expect(collection.sessions.count == 1)
        #expect(collection.unusable.map(\.path.description) == ["stray", "user01/session_00000_empty"])
    }
}
