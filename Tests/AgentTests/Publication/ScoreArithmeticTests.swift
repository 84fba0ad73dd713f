import Agent
import AgentSupport
import Gestures
import Recordings
import TestSupport
import Testing

struct ScoreArithmeticTests {
    /// Holds the arithmetic that people are told to what the scorer does.
    @Test(arguments: ScoringMode.allCases)
    func theEvidenceGivesTheScoreByHand(mode: ScoringMode) throws {
        let synthetic = try SyntheticDirectory(users: 3, sessions: 8)
        let configuration = SessionScanner.Configuration(
            layout: try LayoutPattern("{user}/session_{session}"),
            mode: mode
        )
        let reports = try SessionScanner(configuration, system: Kernel())
            .scan(RecordingDirectory(synthetic.directory.path, system: Kernel())).sessions
        var withSegments = 0
        for row in reports.map({ PublishedSession($0) }) {
            guard let evidence = row.evidence, let score = row.score, let p = row.p else { continue }
            let steps = ScoreArithmetic(evidence)
            for (found, steps) in zip(evidence.modalities, steps.modalities) {
                #expect(abs(steps.s - found.whole.s) < 1e-9)
                if steps.t == found.whole.t { #expect(abs(found.whole.e - found.evidence) < 1e-9) }
                if let segment = found.segment, steps.t > found.whole.t {
                    #expect((found.whole.e...max(segment.stretch.e, found.whole.e)).contains(found.evidence))
                }
                if steps.ofSegments != nil { withSegments += 1 }
            }
            #expect(abs(steps.combined - evidence.combined) < 1e-9)
            #expect(abs(steps.p - p) < 1e-9)
            #expect(abs(steps.score - score) < 1e-6)
        }
        #expect(withSegments > 0)
    }

    @Test func extremeEvidenceHasAScoreAllTheSame() throws {
        var evidence = try #require(PublishedSession.example("u/1", evidence: 1).evidence)
        evidence.combined = 4000
        #expect((99...100).contains(ScoreArithmetic(evidence).score))
    }
}
