import Experiments

extension EvaluationDocument {
    /// Adds what `study` shows beside the labelled `trials`.
    mutating func add(_ study: HeldOutStudy, beside trials: [LabelledTrial]) {
        let medians = study.legalMedians(beside: trials)
        legalMedian = LegalMedian(
            under40: medians.under40,
            from40To80: medians.from40To80,
            over80: medians.over80,
            heldOut: medians.heldOut,
            heldOutTailProbability: medians.heldOutTailProbability
        )
        takeover = study.takeoverPercentiles(among: trials).map { percentiles in
            Takeover(
                sessions: percentiles.sessionCount,
                meanPercentile: percentiles.mean,
                percentileByOwner: percentiles.byOwner
            )
        }
    }
}
