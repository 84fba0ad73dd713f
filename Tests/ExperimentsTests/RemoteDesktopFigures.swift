import Agent
import Evaluation
import Experiments
import Foundation
import Scoring
import SystemPackage
import TestSupport
import Testing

/// What detection has to reach on labelled sessions of remote desktops: five users, 33 sessions as baseline.
///
/// Which windows of a session are kept depends on how it is called, and figures on that; so they are means over ways to call the
/// same sessions.
@Suite(.enabled(if: RealData.isPresent, RealData.absence), .serialized)
struct RemoteDesktopFigures {
    private static let prefixesOfNames = (0..<24).map { "\($0)-" }

    /// A study for each of `prefixes`, which the names of all the baseline's sessions begin with.
    private static func studies(_ prefixes: [String] = prefixesOfNames) throws -> [LabelledStudy] {
        let labels = try SessionLabels(contentsOf: FilePath(RealData.balabitLabels.path))
        let baseline = try RealRecordings.collect(RealData.balabitTraining, .none).sessions
        let recordings = try RealRecordings.collect(RealData.balabitTest, .prefixes(LabelledStudy.prefixes))
        return try prefixes.map { prefix in
            let baseline = baseline.called(withPrefix: prefix)
            return try #require(LabelledStudy(baseline: baseline, recordings: recordings, labels: labels))
        }
    }

    /// What there is to say of the scores of one study.
    private struct Figures {
        var area: Double
        var equalErrorRate: Double
        var truePositiveRate: Double
        var distance: Double

        init(_ trials: [LabelledTrial]) throws {
            #expect(trials.count == 465)
            #expect(trials.allSatisfy { $0.assessment != nil })
            let curve = try #require(try ROCCurve(trials.scores))
            area = curve.areaUnderCurve
            equalErrorRate = curve.equalErrorRate
            truePositiveRate = curve.truePositiveRate(atFalsePositiveRate: 0.01)
            distance = try #require(try kolmogorovSmirnovDistanceFromUniform(trials.legalTailProbabilities))
        }
    }

    @Test func ownData() throws {
        let studies = try Self.studies()
        let experiment = RealRecordings.experiment(.own)
        let figures = try studies.map { try Figures($0.trials(experiment)) }
        #expect(figures.map(\.area).mean >= 0.988)
        #expect(figures.map(\.equalErrorRate).mean <= 0.055)
        #expect(figures.map(\.truePositiveRate).mean >= 0.79)
        #expect(figures.map(\.distance).mean <= 0.08)
        #expect(try studies.map { try $0.aucByGestures(experiment)[20] ?? 0 }.mean >= 0.965)

        let single = try studies.prefix(4).map { try #require(try $0.byBaselineSessions(experiment)[1]) }
        #expect(single.map(\.auc).mean >= 0.96)
        #expect(single.map(\.falsePositiveRate).mean <= 0.15)
    }

    @Test func withPopulation() throws {
        let experiment = RealRecordings.experiment(.population)
        let figures = try Self.studies().map { try Figures($0.trials(experiment)) }
        #expect(figures.map(\.area).mean >= 0.9915)
        #expect(figures.map(\.equalErrorRate).mean <= 0.04)
        #expect(figures.map(\.truePositiveRate).mean >= 0.85)
        #expect(figures.map(\.distance).mean <= 0.08)
    }

    /// Sixty gestures of somebody else in the middle of an owner's session; and legal medians whatever the length.
    @Test func takeoverAndLength() throws {
        let study = try #require(try Self.studies([""]).first)
        let experiment = RealRecordings.experiment(.own)
        let directory = RecordingDirectory(
            FilePath(RealData.balabitTraining.path),
            system: Kernel()
        )
        let reader = TakeoverReader(RealRecordings.configuration, in: directory, system: Kernel())
        let heldOut = try HeldOutStudy(study.baseline, experiment, takeover: (reader, 60))
        let trials = study.trials(experiment)
        #expect(try #require(heldOut.takeoverPercentiles(among: trials)).mean >= 0.95)

        let medians = heldOut.legalMedians(beside: trials)
        let byLength = try [medians.under40, medians.from40To80, medians.over80, medians.heldOut].map {
            try #require($0)
        }
        let spread = try #require(byLength.max()) - #require(byLength.min())
        #expect(spread <= 0.3)
    }
}
