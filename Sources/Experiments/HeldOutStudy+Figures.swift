import Scoring
import Statistics

extension HeldOutStudy {
    /// The medians of owners' own sessions, which should be the same whatever the length.
    public struct LegalMedians: Sendable, Equatable {
        /// The median standardised score T of sessions of fewer than 40 gestures; `nil` where there are none.
        public var under40: Double?
        /// The same of 40 to 80 gestures.
        public var from40To80: Double?
        /// The same of more than 80 gestures.
        public var over80: Double?
        /// The same of the baseline sessions, each held out in turn.
        public var heldOut: Double?
        /// The median tail probability of the baseline sessions held out, which should be 0.5.
        public var heldOutTailProbability: Double?
    }

    /// The medians of the owners' own among the labelled `trials`, by length, and of the sessions held out.
    public func legalMedians(beside trials: [LabelledTrial]) -> LegalMedians {
        func median(_ gestures: Range<Int>) -> Double? {
            trials.filter { !$0.isIllegal && gestures.contains($0.gestureCount) }
                .compactMap { $0.assessment?.strongest?.assessment.whole.standardised }.median()
        }
        return LegalMedians(
            under40: median(0..<40),
            from40To80: median(40..<81),
            over80: median(81..<Int.max),
            heldOut: legal.map(\.whole.standardised).median(),
            heldOutTailProbability: legal.map(\.tailProbability).median()
        )
    }

    /// How sessions that somebody else takes over in the middle rank among owners' own labelled sessions.
    public struct TakeoverPercentiles: Sendable, Equatable {
        /// How many sessions were taken over.
        public var sessionCount: Int
        /// The share of owners' own sessions ranked below an owner's sessions taken over, on average, 0 to 1.
        public var byOwner: [String: Double]
        /// The same, on average over owners.
        public var mean: Double
    }

    /// The ranks of the sessions taken over among the owners' own of `trials`; `nil` where one of both is missing.
    public func takeoverPercentiles(among trials: [LabelledTrial]) -> TakeoverPercentiles? {
        let legal = trials.compactMap { $0.isIllegal ? nil : $0.assessment?.evidence }
        let takenOver = takenOver.filter { !$0.value.isEmpty }
        guard !legal.isEmpty, !takenOver.isEmpty else { return nil }
        let byOwner = takenOver.mapValues { assessments in
            let below = assessments.reduce(0) { sum, taken in sum + legal.count { $0 < taken.evidence } }
            return Double(below) / Double(legal.count * assessments.count)
        }
        return TakeoverPercentiles(
            sessionCount: takenOver.values.reduce(0) { $0 + $1.count },
            byOwner: byOwner,
            // In order of name, so that the sum is rounded the same each time.
            mean: byOwner.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } / Double(byOwner.count)
        )
    }
}
