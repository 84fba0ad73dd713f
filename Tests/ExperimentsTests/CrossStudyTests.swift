import Agent
import Experiments
import Recordings
import Scoring
import TestSupport
import Testing

struct CrossStudyTests {
    private static let configuration = SessionScanner.Configuration(
        layout: try! LayoutPattern("{user}/session_{session}")
    )

    private static func sessions(_ synthetic: SyntheticDirectory, pieces: Int) throws -> [CollectedSession] {
        try SessionCollector(configuration, system: Kernel())
            .collect(RecordingDirectory(synthetic.directory.path, system: Kernel()), cut: .pieces(gestures: pieces))
            .sessions
    }

    /// How many sessions of each user there are, and how many of them are no baseline.
    @Test(arguments: [(4, 1), (6, 2)])
    func everyLaterPieceIsClaimedByEveryUserOnce(count: Int, laterCount: Int) throws {
        let synthetic = try SyntheticDirectory(users: 2, sessions: count)
        let sessions = try Self.sessions(synthetic, pieces: 20)
        let study = try #require(CrossStudy(sessions))
        let trials = study.trials(Experiment(mode: .own, threads: 2))
        let later = Dictionary(grouping: sessions, by: \.user).values.flatMap { $0.suffix(laterCount) }
        #expect(trials.count == 2 * later.reduce(0) { $0 + $1.pieces.count })
        #expect(trials.count { $0.isIllegal } * 2 == trials.count)
        #expect(Set(trials.map(\.path)) == Set(later.filter { !$0.pieces.isEmpty }.map(\.path.description)))
        #expect(trials.allSatisfy { $0.gestureCount == 20 && $0.assessment != nil })
    }

    @Test func noPieceIsNoStudy() throws {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 4)
        #expect(try CrossStudy(Self.sessions(synthetic, pieces: 100_000)) == nil)
    }
}
