extension KeystrokeFeature {
    /// How an auditor is told that the feature differs from the owner's.
    var phrases: FeaturePhrases {
        switch self {
        case .pressToPress(let pair):
            let keys = pair.map { "typing \($0.words)" } ?? "typing"
            return FeaturePhrases(
                lower: "faster \(keys)",
                higher: "slower \(keys)",
                different: "other rhythm of \(keys)"
            )
        case .pause:
            return FeaturePhrases(
                lower: "shorter pauses in typing",
                higher: "longer pauses in typing",
                different: "other mix of pauses in typing"
            )
        case .burst:
            return FeaturePhrases(
                lower: "fewer keys without a pause",
                higher: "more keys without a pause",
                different: "other mix of keys without a pause"
            )
        case .groupPair: return FeaturePhrases(always: "other mix of keys that follow each other")
        case .hold(let group):
            let keys = group?.words ?? "keys"
            return FeaturePhrases(
                lower: "shorter holds of \(keys)",
                higher: "longer holds of \(keys)",
                different: "other mix of holds of \(keys)"
            )
        case .releaseToPress(let pair):
            let keys = pair.map { "typing \($0.words)" } ?? "typing"
            return FeaturePhrases(
                lower: "more overlap when \(keys)",
                higher: "less overlap when \(keys)",
                different: "other overlap when \(keys)"
            )
        case .rollover:
            return FeaturePhrases(
                lower: "fewer keys down at once",
                higher: "more keys down at once",
                different: "other mix of keys down at once"
            )
        }
    }
}

extension KeyPair {
    fileprivate var words: String { "\(first.words) before \(second.words)" }
}

extension KeyGroup {
    fileprivate var words: String {
        switch self {
        case .leftLetter: "left-hand letters"
        case .rightLetter: "right-hand letters"
        case .space: "the space bar"
        case .erase: "corrections"
        case .modifier: "shift and its like"
        case .other: "digits and marks"
        }
    }
}
