import Agent
import Evaluation
import Experiments
import Recordings
import Scoring
import Synthesis
import TestSupport
import Testing

struct LabelledStudyTests {
    private static let configuration = SessionScanner.Configuration(
        layout: try! LayoutPattern("{user}/session_{session}")
    )

    /// One user's sessions, the first three of which are the baseline as well; `labels` gets the paths of the others.
    private static func study(_ labels: ([String]) -> String) throws -> LabelledStudy? {
        let synthetic = try SyntheticDirectory(users: 1, sessions: 5)
        try synthetic.directory.write([], to: "user01/session_empty")
        let collection = try SessionCollector(configuration, system: Kernel())
            .collect(RecordingDirectory(synthetic.directory.path, system: Kernel()), cut: .prefixes([10]))
        return LabelledStudy(
            baseline: Array(collection.sessions.prefix(3)),
            recordings: collection,
            labels: try SessionLabels(csv: Array(labels(synthetic.corpus.suffix(2).map(\.path)).utf8).span)
        )
    }

    @Test func labelsThatStandForNoRecordingAreCounted() throws {
        let study = try #require(
            Self.study { paths in
                "filename,is_illegal\n\(paths[0]),0\nuser02/session_1,1\nsession_empty,0\nanother,1\n"
            }
        )
        // An empty recording is there, although it cannot be read.
        #expect(study.unmatchedLabels == ["another", "user02/session_1"])
    }

    @Test func noLabelForARecordingIsNoStudy() throws {
        #expect(try Self.study { _ in "filename,is_illegal\nanother,1\n" } == nil)
    }

    @Test func withoutOwnersOwnSessionsThereIsNoFalsePositiveRate() throws {
        let study = try #require(
            Self.study { paths in "filename,is_illegal\n" + paths.map { "\($0),1\n" }.joined() }
        )
        let experiment = Experiment(mode: .own, threads: 2)
        let trials = study.trials(experiment)
        #expect(trials.count == 2)
        #expect(trials.falsePositiveRate(atTailProbability: 0.05) == nil)
        #expect(try study.byBaselineSessions(experiment).isEmpty)
    }
}
