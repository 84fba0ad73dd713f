import Glibc

/// How unusual a session's commands are for its owner.
public struct CommandAssessment: Sendable, Equatable, Codable, TailEvidence {
    /// A session's most unusual window counts once there are so many.
    public static let fewestWindows = 4
    /// A shorter window, at the end of a block, is none among which the most unusual one is chosen.
    public static let fewestOfWindow = 15

    /// With how many of the owner's sessions they were compared.
    public var sessions: Int
    /// How many commands these have.
    public var baselineCommands: Int
    /// The session as a whole.
    public var whole: Stretch
    /// The most unusual window; `nil` where there are too few.
    public var segment: Segment?
    /// Of how many windows it is the most unusual; 0 where there are too few.
    public var windowCount = 0
    /// How many different commands there are in what the evidence is of, the session or its most unusual window.
    public var different = 0
    /// How many of these the owner has not been known to enter.
    public var new = 0
    /// How many of the new ones no owner of the box is known to enter; `nil` where it is not known what others enter.
    public var newToBox: Int?
    /// What the sum is made of, besides `parts`: it makes that of the owner's median 0.
    public var usual: Double
    /// What makes that unusual, the most unusual first.
    public var parts: [Part] = []
    /// Whether other evidence can make nothing less of it; absent where it can.
    public var isTrusted: Bool?

    /// How unusual some commands are.
    public struct Stretch: Sendable, Equatable, Codable {
        /// How many they are.
        public var commands: Int
        /// How many standard deviations they are more unusual than most of the owner's.
        public var sum: Double
        /// How many of the owner's own windows of about that length were as unusual, measured by what was known before each.
        public var asUnusual: Int
        /// Of how many.
        public var compared: Int

        /// What was found of so many commands.
        public init(commands: Int, sum: Double, asUnusual: Int, compared: Int) {
            self.commands = commands
            self.sum = sum
            self.asUnusual = asUnusual
            self.compared = compared
        }

        /// The share of the owner's windows that are as unusual: as it was with those that are known, together with
        /// `priorWindows` of a logistic distribution, whose tail is heavy.
        public var tailProbability: Double {
            (Double(asUnusual) + Self.priorWindows / (1 + exp(sum))) / (Double(compared) + Self.priorWindows)
        }

        /// So many windows the logistic distribution counts for.
        public static let priorWindows = 16.0
    }

    /// Some commands in the midst of a session.
    public struct Segment: Sendable, Equatable, Codable {
        /// How many commands there were before.
        public var firstCommand: Int
        /// When the first was entered, in ms since the recording's first event.
        public var start: Int64
        /// When the next after the last was entered, likewise.
        public var end: Int64
        /// How unusual they are.
        public var stretch: Stretch

        /// Commands behind `firstCommand` others.
        public init(firstCommand: Int, start: Int64, end: Int64, stretch: Stretch) {
            self.firstCommand = firstCommand
            self.start = start
            self.end = end
            self.stretch = stretch
        }
    }

    /// A part of how unusual they are.
    public struct Part: Sendable, Equatable, Codable {
        /// Which.
        public var part: CommandPart
        /// Its part of the sum.
        public var contribution: Double

        /// What `part` adds.
        public init(part: CommandPart, contribution: Double) {
            self.part = part
            self.contribution = contribution
        }
    }

    /// An assessment of a session as a whole.
    public init(sessions: Int, baselineCommands: Int, whole: Stretch, usual: Double) {
        self.sessions = sessions
        self.baselineCommands = baselineCommands
        self.whole = whole
        self.usual = usual
    }

    /// The tail probability of the most unusual of all windows: 1 − (1 − p)^k; `nil` where there are too few.
    public var segmentProbability: Double? {
        segment.map { -expm1(Double(windowCount) * log1p(-$0.stretch.tailProbability)) }
    }

    /// −ln p, where p is that of the whole session, or 1 − (1 − p)² with the less of that and of its most unusual window.
    public var evidence: Double {
        guard let segmentProbability else { return max(-log(whole.tailProbability), EvidenceScale.leastEvidence) }
        let least = min(whole.tailProbability, segmentProbability)
        return max(-log(-expm1(2 * log1p(-least))), EvidenceScale.leastEvidence)
    }

    /// Whether so much is known of the owner that it has a say beside what the hand did.
    public var isFirm: Bool {
        sessions >= CommandModel.fewestSessionsBesideHand && baselineCommands >= CommandModel.fewestCommandsBesideHand
    }

    /// Lets times count from `start`, in ms on the recorder's clock.
    mutating func begin(at start: Int64) {
        segment?.start -= start
        segment?.end -= start
    }
}
