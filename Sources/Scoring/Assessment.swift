/// How unusual one stretch of a session is, be it a segment or the whole.
public struct StretchEvidence: Sendable, Equatable, Codable {
    /// A, calibrated: how far the moments lie from the owner's, less what a `Background` takes off.
    public var moments: Double
    /// B, calibrated: how surprising the samples are.
    public var typicality: Double
    /// C, calibrated: how much nearer somebody else on the box is; `nil` where only the owner's data is used.
    public var population: Double?
    /// S = A + w B + C, where w is the modality's.
    public var sum: Double
    /// T: S standardised for the number of gestures and of baseline sessions; 0 for the median legal stretch.
    public var standardised: Double
    /// E: −ln of the probability that a legal stretch has this T or a larger one.
    public var evidence: Double
}

/// How unusual a session is for its owner in one modality: evidence, and what it comes from.
public struct Assessment: Sendable, Equatable, Codable, TailEvidence {
    /// The session as a whole.
    public var whole: StretchEvidence
    /// The most unusual segment, where there are several.
    public var segment: Segment?
    /// Among how many segments it was chosen; 0 where segments do not count yet.
    public var segmentCount: Int
    /// By how much T of the greatest of as many segments of an owner's own lies above that of one stretch; `nil` where
    /// segments do not count yet.
    public var allowance: Double?
    /// How many sessions of the owner's the evidence stands on.
    public var baselineSessions: Int
    /// The evidence, in nats, of the greater T: the whole's, or the most unusual segment's less what choosing it adds.
    public var evidence: Double
    /// What stands out most, strongest first.
    public var reasons: [Reason]
    /// How much of the moments' squared distance comes from the hand, in 0…1; the rest is the line and the recorder.
    public var handShare: Double
    /// Whether the pointing device is another; `nil` in other modalities, and where too little is known to say it.
    public var device: DeviceAssessment?

    /// Two adjacent windows.
    public struct Segment: Sendable, Equatable, Codable {
        /// The number of the first of the two among the session's windows of 30 gestures, from 0.
        public var firstWindow: Int
        /// How many gestures it has.
        public var gestureCount: Int
        /// When it begins, in ms since the recording's first event.
        public var start: Int64
        /// When it ends, in ms since the recording's first event.
        public var end: Int64
        /// Its evidence.
        public var stretch: StretchEvidence
    }
}

/// How many of 1,000 legal sessions would look as unusual: the false alarms to expect for whoever opens all of a band.
public enum Band: String, Sendable, CaseIterable {
    /// One of 1,000 or fewer.
    case one = "1 in 1000"
    /// Up to ten of 1,000.
    case ten = "10 in 1000"
    /// Up to fifty of 1,000.
    case fifty = "50 in 1000"
    /// More than fifty of 1,000.
    case usual

    /// The band of a session with the given tail probability.
    public init(tailProbability: Double) {
        self =
            tailProbability <= 0.001 ? .one : tailProbability <= 0.01 ? .ten : tailProbability <= 0.05 ? .fifty : .usual
    }
}

/// One feature in which a session differs from its owner's, and which way.
public struct Reason: Sendable, Equatable, Codable {
    /// Which way the feature differs.
    public enum Direction: String, Sendable, Codable {
        /// Smaller values than the owner's.
        case lower
        /// Larger values than the owner's.
        case higher
        /// Other values: more or less spread, or another mix.
        case different
    }

    /// The feature's number in its space.
    public var feature: Int
    /// Which way it differs.
    public var direction: Direction
    /// Its part of S.
    public var contribution: Double
}
