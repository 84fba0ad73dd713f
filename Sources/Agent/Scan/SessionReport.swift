import Gestures
import Profiles
import Recordings
public import Scoring

/// What a scan found out about one recording.
public struct SessionReport: Sendable {
    /// A session with fewer samples than this is too short to be scored.
    public static let fewestSamples = SessionWindow.fewestSamples

    /// Where the recording lies below the directory that was scanned.
    public var path: RecordingPath
    /// Whose session it is; `nil` where nobody is named.
    public var user: String?
    /// The session's name; the path where that names no session.
    public var session: String
    /// What else is known of it, and from where.
    public var circumstances: [Circumstance] = []
    /// What came of it.
    public var outcome: Outcome
    /// Why a session that has a score has none of what the hand did; `nil` where it has.
    public var handMissing: NotScored?
    /// What there is to say about the recording itself.
    public var remarks: [String] = []
    /// What is said of the session beside its score.
    public var tags: [SessionTag] = []
    /// What was found that somebody wants to be told of.
    public var events: [InterestingEvent] = []
    /// The name of the recording's format; `nil` where it was not recognised.
    public var format: String?
    /// How many gestures the session has.
    public var gestureCount = 0
    /// ms from the first event to the last.
    public var duration: Int64 = 0
    /// When the recording began; `nil` where that is not known.
    public var start: UTCTime?
    /// When its last event was; `nil` where that is not known.
    public var end: UTCTime?
    /// Where both are known from; `nil` where they are not.
    public var dating: Dating?
    /// Bytes read from the file.
    public var bytesRead: Int64 = 0
    /// Events, after decoding.
    public var eventCount: Int64 = 0

    /// Takes over what was found in the recording itself.
    mutating func take(_ summary: RecordingSummary) {
        format = summary.facts.format?.name
        remarks = summary.remarks
        tags = summary.signs.map { SessionTag($0) }
        events = summary.events
        duration = summary.duration
        bytesRead = summary.facts.bytesRead
        eventCount = summary.facts.rows.total
    }

    /// Remarks on a score that what other recorders wrote of the owner has a part in.
    mutating func compare(with standard: OwnerBook.Standard) {
        guard case .scored(let assessment, _) = outcome else { return }
        let modalities = assessment.modalities.map(\.modality)
        if let remark = modalities.compactMap({ standard[$0].transports.remark(on: format) }).first {
            remarks.append(remark)
        }
    }

    /// Says of a session that is too short what kept it from being longer, if that is known.
    mutating func explainShortness(by reason: NotScored?) {
        if case .notScored(let known) = outcome { outcome = .notScored(known.explained(by: reason)) }
    }

    /// How far a recorder's clock may be ahead of the box's, in ms.
    private static let clockTolerance: Int64 = 86_400_000
    /// ms since 1970 at the beginning of 2000. What is older was written by a clock that had not been set.
    private static let earliest: Int64 = 946_684_800_000

    /// Where it is known from when a recording was.
    public enum Dating: String, Sendable, Codable, CaseIterable {
        /// It says it itself.
        case recording
        /// The file beside it says when it began.
        case sideFile = "side file"
        /// Its times count from the machine's start: it ended when its file was modified last.
        case file
    }

    /// Takes over from when to when the recording was, where its clock says that and can be believed, or its file does: ages in
    /// the list count from the newest end.
    ///
    /// - Precondition: `duration` is known.
    /// - Parameters:
    ///   - names: what is said of the session apart from its rows.
    ///   - changed: when the file was last changed, in ns since 1970, as nobody can set it.
    ///   - modified: when the recording's last file was last modified, likewise, as it may be set.
    mutating func take(
        _ signal: PointerSignal,
        _ facts: RecordingFacts,
        _ names: RecordingNames,
        changed: Int64,
        modified: Int64
    ) {
        var (start, end) = facts.span.map { ($0.first, $0.last) } ?? (signal.first, signal.last)
        let dating: Dating
        switch facts.clock {
        case nil: return
        case .wall: dating = .recording
        case _ where !names.statedStart.isMissing:
            dating = names.statedDating
            start = names.statedStart
            end = Timestamp(milliseconds: start.milliseconds + duration)
        case .monotonic:
            dating = .file
            end = Timestamp(milliseconds: modified / 1_000_000)
            start = Timestamp(milliseconds: end.milliseconds - duration)
        case .session: return
        }
        guard !start.isMissing, !end.isMissing else { return }
        guard Self.canBe(from: start, to: end, changed: changed) else {
            return remarks.append("its times cannot be right: when it was recorded is not known")
        }
        self.start = UTCTime(milliseconds: start.milliseconds)
        self.end = UTCTime(milliseconds: end.milliseconds)
        self.dating = dating
    }

    /// Whether a recording can be from `start` to `end`, in ms since 1970, if its file was last changed at `changed`, in ns
    /// since 1970.
    static func canBe(from start: Timestamp, to end: Timestamp, changed: Int64) -> Bool {
        !start.isMissing && !end.isMissing && earliest <= start.milliseconds && start.milliseconds <= end.milliseconds
            && end.milliseconds - clockTolerance <= changed / 1_000_000
    }

    /// What can come of a recording.
    public enum Outcome: Sendable {
        /// It was scored.
        case scored(SessionAssessment, Standing)
        /// It was read but not scored.
        case notScored(NotScored)
        /// It could not be read.
        case unreadable(UnreadableRecording)
    }

    /// What a score stands on, and what became of the session.
    public struct Standing: Sendable, Equatable, Codable {
        /// How many of the owner's sessions the model was fitted to.
        public var baselineSessions: Int
        /// How many windows of them.
        public var baselineWindows: Int
        /// Whether the session was held back from learning because it stands out.
        public var isQuarantined: Bool

        /// An owner with fewer sessions than this is scored provisionally.
        public static let fewestSessions = 3

        /// Whether the owner's baseline is too small to raise an alarm on.
        public var isProvisional: Bool { baselineSessions < Self.fewestSessions }
    }
}
