public import Gestures
public import Scoring

extension Reason {
    /// What differs, in a few words.
    ///
    /// - Parameter space: the features that the session was scored with.
    public func words(in space: FeatureSpace) -> String {
        let phrases = space.features[feature].phrases
        return switch direction {
        case .lower: phrases.lower
        case .higher: phrases.higher
        case .different: phrases.different
        }
    }
}

extension NotScored: CustomStringConvertible {
    /// What is missing.
    public var description: String {
        switch self {
        case .littleBaseline(let windows, let needed):
            "too little baseline: \(windows) of \(needed) windows of this owner have been learnt"
        case .notInPopulation: "the owner is not yet in the population that owners are compared in"
        case .tooShort(let gestures, let samples):
            "too short: \(gestures) gestures with \(samples) samples, of which \(SessionReport.fewestSamples) are needed"
        case .withoutPointer(let keys):
            "too short: it has no pointer, and what was typed one by one of \(keys) keys is too little to compare"
        case .outputOnly(let echoes):
            "too short: it is output only, and \(echoes) characters that were shown alone are too few to compare"
        case .namesNobody: "whose session is it? The recording does not say it, and its path does not fit the layout"
        }
    }
}
