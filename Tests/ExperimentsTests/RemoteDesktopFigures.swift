import Agent
import Evaluation
import Experiments
import Foundation
import Scoring
import SystemPackage
import Testing

/// What detection has to reach on labelled sessions of remote desktops: five users, 33 sessions as baseline.
@Suite(.enabled(if: RealRecordings.areThere, RealRecordings.absence), .serialized)
struct RemoteDesktopFigures {
    private static let balabit = RealRecordings.data.appending(path: "balabit")

    private static func study() throws -> LabelledStudy {
        let labels = try SessionLabels(csv: [UInt8](Data(contentsOf: balabit.appending(path: "labels.csv"))).span)
        let study = LabelledStudy(
            baseline: try RealRecordings.collect(balabit.appending(path: "training_files"), .whole(prefixes: [])),
            sessions: try RealRecordings.collect(
                balabit.appending(path: "test_files"),
                .whole(prefixes: LabelledStudy.prefixes)
            ),
            labels: labels
        )
        return try #require(study)
    }

    @Test func ownData() throws {
        let study = try Self.study()
        let experiment = RealRecordings.experiment(.own)
        let trials = study.trials(experiment)
        let curve = try #require(try ROCCurve(trials.scores))
        #expect(trials.count == 465)
        #expect(trials.allSatisfy { $0.assessment != nil })
        #expect(curve.areaUnderCurve >= 0.988)
        #expect(curve.equalErrorRate <= 0.055)
        #expect(curve.truePositiveRate(atFalsePositiveRate: 0.01) >= 0.79)
        #expect(try study.aucByGestures(experiment)[20] ?? 0 >= 0.965)
        let distance = try kolmogorovSmirnovDistanceFromUniform(trials.legalTailProbabilities) ?? 1
        #expect(distance <= 0.1)
        withKnownIssue("tail probabilities are conservative: later sessions spread less than those left out") {
            #expect(distance <= 0.08)
        }

        let single = try #require(try study.byBaselineSessions(experiment)[1])
        #expect(single.auc >= 0.96)
        #expect(single.falsePositiveRate <= 0.15)
    }

    @Test func withPopulation() throws {
        let trials = try Self.study().trials(RealRecordings.experiment(.population))
        let curve = try #require(try ROCCurve(trials.scores))
        #expect(trials.allSatisfy { $0.assessment != nil })
        #expect(curve.areaUnderCurve >= 0.9915)
        #expect(curve.equalErrorRate <= 0.04)
        #expect(curve.truePositiveRate(atFalsePositiveRate: 0.01) >= 0.85)
        #expect(try kolmogorovSmirnovDistanceFromUniform(trials.legalTailProbabilities) ?? 1 <= 0.08)
    }

    /// Sixty gestures of somebody else in the middle of an owner's session; and legal medians whatever the length.
    @Test func takeoverAndLength() throws {
        let study = try Self.study()
        let experiment = RealRecordings.experiment(.own)
        let directory = RecordingDirectory(
            FilePath(Self.balabit.appending(path: "training_files").path),
            system: Kernel()
        )
        let reader = TakeoverReader(RealRecordings.configuration, in: directory, system: Kernel())
        let heldOut = try HeldOutStudy(study.baseline, experiment, takeover: (reader, 60))
        let legal = study.trials(experiment).filter { !$0.isIllegal }
        let evidence = legal.compactMap { $0.assessment?.evidence }
        let percentiles = heldOut.takenOver.values.map { assessments in
            assessments.reduce(0.0) { sum, taken in
                sum + Double(evidence.count { $0 < taken.evidence }) / Double(evidence.count)
            } / Double(assessments.count)
        }
        #expect(percentiles.reduce(0, +) / Double(percentiles.count) >= 0.95)

        let medians =
            [0..<40, 40..<81, 81..<Int.max].map { range in
                Self.median(
                    legal.filter { range.contains($0.gestureCount) }.compactMap { $0.assessment?.whole.standardised }
                )
            } + [Self.median(heldOut.legal.map(\.whole.standardised))]
        let spread = (medians.max() ?? 0) - (medians.min() ?? 0)
        #expect(spread <= 0.3)
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .infinity : sorted[sorted.count / 2]
    }
}
