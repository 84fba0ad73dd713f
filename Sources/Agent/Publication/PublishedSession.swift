public import Gestures
public import Scoring

/// One row of the priority list, as JSON has it: what `gait scan` prints and `priority.json` holds.
///
/// Self-contained: it needs neither the ledger nor a profile to be read, and the score can be computed from `evidence`.
/// Names and paths are escaped for terminals.
public struct PublishedSession: Sendable, Equatable, Codable {
    /// What the row is known by in `priority.json`, unique there and the same as long as the session is; absent in a scan.
    public var key: String?
    /// The place on the list, from 1; absent without a score.
    public var rank: Int?
    /// How far the session has come.
    public var state: State
    /// Where the recording lies below the directory that is watched.
    public var path: String
    /// Whose session it is; absent where nobody is named.
    public var user: String?
    /// What the layout calls the session.
    public var session: String?
    /// What else is known of it, and from where; absent where that is no more than the user's name from the path.
    public var circumstances: [Circumstance]?
    /// When the recording began; absent where that is not known.
    public var start: UTCTime?
    /// When the recording ended, or came to so far; absent where that is not known.
    public var end: UTCTime?
    /// Where both are known from; absent where they are not.
    public var dating: SessionReport.Dating?
    /// ms from the first event to the last.
    public var durationMs: Int64?
    /// How many gestures the session has.
    public var gestures: Int?
    /// 0 to 100: the current score.
    public var score: Double?
    /// The score that the session had when it was scored for the first time; absent in a scan.
    public var firstScore: Double?
    /// The false alarms to expect among 1,000 legal sessions.
    public var band: String?
    /// S of the whole session, in the modality with the most evidence; absent where there is none.
    public var s: Double?
    /// The share of the owner's sessions that look as unusual, in 0…1.
    public var p: Double?
    /// 1/p.
    public var oneIn: Double?
    /// Whether too little of the owner has been learnt to raise an alarm on the score.
    public var isProvisional: Bool?
    /// Whether the session is held back from learning because it stands out.
    public var isQuarantined: Bool?
    /// What of the owner the score stands on.
    public var baseline: Baseline?
    /// Why there is no score, or none of what the hand did.
    public var reason: String?
    /// What stands out most, strongest first.
    public var reasons: [Reason]?
    /// What the score can be recomputed from by hand.
    public var evidence: Evidence?
    /// What is wrong with the recording itself.
    public var remarks: [String]
    /// What is said of the session beside its score; absent where that is nothing.
    public var tags: [SessionTag]?
    /// What was found that somebody wants to be told of; absent where that is nothing.
    public var events: [InterestingEvent]?

    /// How far a session has come.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// It is still being recorded.
        case open
        /// It is over, scored, and was learnt if learning is on.
        case closed
        /// It is over and scored, and is held back from learning because it stands out.
        case quarantined
        /// It is over and has no score.
        case notScored = "not scored"
        /// Its recording could not be read.
        case unreadable
    }

    /// What of the owner a score stands on.
    public struct Baseline: Sendable, Equatable, Codable {
        /// Sessions that the owner's model was fitted to.
        public var sessions: Int
        /// Windows of them.
        public var windows: Int
    }

    /// One feature or circumstance in which the session differs from its owner's.
    public struct Reason: Sendable, Equatable, Codable {
        /// In which modality, or in the commands or the circumstances.
        public var modality: Voice
        /// The feature's short identifier.
        public var feature: String
        /// What differs, in a few words.
        public var words: String
        /// The feature's part of s, or of the circumstances' surprise.
        public var contribution: Double
    }

    /// All that the score can be recomputed from by hand.
    public struct Evidence: Sendable, Equatable, Codable {
        /// The combined evidence, in nats: what the list is ranked by.
        public var combined: Double
        /// What each modality says, the one with the most evidence first.
        public var modalities: [ModalityEvidence]
        /// What the commands say; absent where that is nothing.
        public var commands: CommandEvidence?
        /// What the circumstances say; absent where that is nothing.
        public var circumstances: CircumstanceEvidence?
        /// The variance of the sum of the voices' evidence in a legal session; absent where there is one.
        public var variance: Double?
        /// How the evidence of several voices became one; absent where there is one, or where it is `evidence`.
        public var rule: CombinationRule?

        /// What the modality with the most evidence says.
        public var strongest: ModalityEvidence? { modalities.first }

        /// From when to when the most unusual stretch is of the voice with the most evidence that has one, in ms since the
        /// recording's first event.
        public var mostUnusualPeriod: ClosedRange<Int64>? {
            let ofHand = strongest?.segment.map { $0.startMs...max($0.startMs, $0.endMs) }
            let ofCommands = commands?.segment.map { $0.startMs...max($0.startMs, $0.endMs) }
            return (commands?.evidence ?? 0) > (strongest?.evidence ?? 0) ? ofCommands ?? ofHand : ofHand ?? ofCommands
        }

        /// What is known of the pointing device; `nil` where that is nothing.
        public var device: DeviceEvidence? { modalities.lazy.compactMap(\.device).first }

        /// What each voice says: the modalities, the commands, and the circumstances.
        public var voices: [VoiceEvidence] {
            var voices = modalities.map { said in
                VoiceEvidence(.modality(said.modality), said.evidence, isTrusted: said.isTrusted ?? false)
            }
            if let said = commands {
                voices.append(VoiceEvidence(.commands, said.evidence, isTrusted: said.isTrusted ?? false))
            }
            if let said = circumstances {
                voices.append(VoiceEvidence(.circumstances, said.evidence, isTrusted: said.isTrusted ?? false))
            }
            return voices
        }
    }

    /// What the commands say of a session.
    public struct CommandEvidence: Sendable, Equatable, Codable {
        /// The evidence of the commands alone, in nats.
        public var evidence: Double
        /// That the session's evidence is at least this one's; absent where it need not be.
        public var isTrusted: Bool?
        /// With how many of the owner's sessions they were compared.
        public var sessions: Int
        /// How many commands these have.
        public var baselineCommands: Int
        /// The session as a whole.
        public var whole: CommandStretch
        /// The most unusual window, where there are several.
        public var segment: CommandSegment?
        /// K: among how many windows it was chosen; 0 where windows do not count yet.
        public var windows: Int
        /// How many different commands there are in what the evidence is of, the session or its most unusual window.
        public var different: Int
        /// How many of these the owner has not been known to enter.
        public var new: Int
        /// How many of the new ones nobody on the box is known to enter; absent where it is not known what others enter.
        public var newToBox: Int?
        /// What s of that is made of besides `usual`, the most unusual first.
        public var parts: [CommandAssessment.Part]
        /// What makes s of the owner's median 0.
        public var usual: Double
    }

    /// How unusual some commands are.
    public struct CommandStretch: Sendable, Equatable, Codable {
        /// How many they are.
        public var commands: Int
        /// How many standard deviations they are more unusual than most of the owner's.
        public var s: Double
        /// How many of the owner's own windows of about that length were as unusual.
        public var asUnusual: Int
        /// Of how many.
        public var compared: Int
        /// The share of the owner's windows that are as unusual: (asUnusual + 16 / (1 + e^s)) / (compared + 16).
        public var p: Double
    }

    /// Some commands in the midst of a session.
    public struct CommandSegment: Sendable, Equatable, Codable {
        /// How many commands there were before.
        public var firstCommand: Int
        /// When it begins, in ms since the recording's first event.
        public var startMs: Int64
        /// When it ends, in ms since the recording's first event.
        public var endMs: Int64
        /// Its evidence.
        public var stretch: CommandStretch
    }

    /// What the circumstances say of a session.
    public struct CircumstanceEvidence: Sendable, Equatable, Codable {
        /// The evidence of the circumstances alone, in nats: −ln((1 + moreUnusual + asUnusual / 2) / (1 + sessions)).
        public var evidence: Double
        /// That the session's evidence is at least this one's; absent where it need not be.
        public var isTrusted: Bool?
        /// With how many of the owner's sessions they were compared.
        public var sessions: Int
        /// How many of these are more surprising among the others.
        public var moreUnusual: Int
        /// How many of these are as surprising among the others.
        public var asUnusual: Int
        /// The sum of all parts, in nats.
        public var surprise: Double
        /// What it is made of, the most surprising first.
        public var parts: [CircumstanceAssessment.Part]
    }

    /// What one modality says of a session.
    public struct ModalityEvidence: Sendable, Equatable, Codable {
        /// Which one.
        public var modality: Modality
        /// The evidence, in nats, of the session in this modality alone.
        public var evidence: Double
        /// That the session's evidence is at least this one's; absent where it need not be.
        public var isTrusted: Bool?
        /// The session as a whole.
        public var whole: Stretch
        /// The most unusual segment, where there are several.
        public var segment: Segment?
        /// K: among how many segments it was chosen; 0 where segments do not count yet.
        public var segments: Int
        /// By how much t of the most unusual of as many segments of an owner's own lies above that of one stretch; absent
        /// where segments do not count yet.
        public var allowance: Double?
        /// How many of the owner's sessions the evidence stands on.
        public var baselineSessions: Int
        /// How much of the moments' squared distance comes from the hand, in 0…1.
        public var handShare: Double
        /// Whether the pointing device is another, beside the evidence and no part of it; absent where nothing can be said.
        public var device: DeviceEvidence?
    }

    /// What the traits of the pointing device, its settings and its recorder say of a session.
    public struct DeviceEvidence: Sendable, Equatable, Codable {
        /// The evidence, in nats, that they are not those of the owner's sessions.
        public var evidence: Double
        /// The share of the owner's sessions that come so unlike, in 0…1: exp(−evidence).
        public var p: Double
        /// Whether p is small enough to speak of another device.
        public var isAnother: Bool
        /// In what it differs, the most unusual first; none where all is as usual.
        public var traits: [DeviceTraitEvidence]
    }

    /// One trait of the pointing device in which a session differs from its owner's.
    public struct DeviceTraitEvidence: Sendable, Equatable, Codable {
        /// Which one.
        public var trait: DeviceTrait
        /// Its evidence, in nats.
        public var evidence: Double
        /// What the owner's sessions have, as `DeviceAssessment.Trait` says; absent without samples.
        public var usual: Double?
        /// What the session has.
        public var found: Double?
        /// What differs, in a few words.
        public var words: String
    }

    /// How unusual a stretch of the session is.
    public struct Stretch: Sendable, Equatable, Codable {
        /// How far the averages of its features lie from the owner's.
        public var a: Double
        /// How surprising its samples are.
        public var b: Double
        /// How much nearer somebody else is; absent where only the owner's data is used.
        public var c: Double?
        /// s = a + w b + c, where w is 0.7 for the pointer, and 0.3 for what is typed.
        public var s: Double
        /// s made comparable for any length and any number of baseline sessions.
        public var t: Double
        /// −ln of the share of owners' own stretches with such a t.
        public var e: Double
    }

    /// Two adjacent windows.
    public struct Segment: Sendable, Equatable, Codable {
        /// The number of the first of the two among the session's windows of 30 gestures, from 0.
        public var firstWindow: Int
        /// How many gestures it has.
        public var gestures: Int
        /// When it begins, in ms since the recording's first event.
        public var startMs: Int64
        /// When it ends, in ms since the recording's first event.
        public var endMs: Int64
        /// Its evidence.
        public var stretch: Stretch
    }
}
