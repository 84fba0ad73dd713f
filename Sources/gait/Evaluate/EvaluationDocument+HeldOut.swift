import Experiments
import Scoring
import Statistics

extension EvaluationDocument {
    /// Adds what `study` shows beside the labelled `trials`.
    mutating func add(_ study: HeldOutStudy, beside trials: [LabelledTrial]) {
        let legal = trials.compactMap { trial in
            trial.isIllegal ? nil : trial.assessment.map { (trial.gestureCount, $0) }
        }
        func median(_ gestures: Range<Int>) -> Double? {
            legal.filter { gestures.contains($0.0) }.map(\.1.whole.standardised).median()
        }
        legalMedian = LegalMedian(
            under40: median(0..<40),
            from40To80: median(40..<81),
            over80: median(81..<Int.max),
            heldOut: study.legal.map(\.whole.standardised).median(),
            heldOutTailProbability: study.legal.map(\.tailProbability).median()
        )
        let percentiles = study.takenOver.mapValues { assessments in
            assessments.map { taken in
                Double(legal.count { $0.1.evidence < taken.evidence }) / Double(max(legal.count, 1))
            }
        }.filter { !$0.value.isEmpty }
        guard !percentiles.isEmpty else { return }
        let means = percentiles.mapValues { $0.reduce(0, +) / Double($0.count) }
        takeover = Takeover(
            sessions: percentiles.values.reduce(0) { $0 + $1.count },
            meanPercentile: means.values.reduce(0, +) / Double(means.count),
            percentileByOwner: means
        )
    }
}
