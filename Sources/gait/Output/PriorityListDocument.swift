import Agent
import Gestures
import Scoring

/// The priority list as JSON: what `gait scan` prints in a pipe.
///
/// Entries are made one at a time as they are printed; `sessions` is only their place in the frame.
struct PriorityListDocument: Encodable {
    /// The version of this schema; grows when a key changes its meaning or goes.
    static let version = 1

    var version = Self.version
    var mode: ScoringMode
    var summary: Summary
    private var sessions: [Entry] = []
    private let ranked: [Int]
    private let result: ScanResult
    private let space: FeatureSpace

    private enum CodingKeys: String, CodingKey {
        case version, mode, summary, sessions
    }

    struct Summary: Encodable {
        var recordings = 0
        var scored = 0
        var provisional = 0
        var quarantined = 0
        var notScored = 0
        var unreadable = 0
        var withRemarks = 0
        var bytes: Int64 = 0
        var events: Int64 = 0
    }

    struct Entry: Encodable {
        var rank: Int?
        var state: State
        var path: String
        var user: String?
        var session: String?
        var durationMs: Int64?
        var gestures: Int?
        var score: Double?
        var band: String?
        var s: Double?
        var p: Double?
        var oneIn: Double?
        var isProvisional: Bool?
        var isQuarantined: Bool?
        var baseline: Baseline?
        var reason: String?
        var reasons: [ReasonEntry]?
        var evidence: Evidence?
        var remarks: [String]
    }

    enum State: String, Encodable {
        case scored
        case notScored = "not scored"
        case unreadable
    }

    struct Baseline: Encodable {
        var sessions: Int
        var windows: Int
    }

    struct ReasonEntry: Encodable {
        var feature: String
        var words: String
        var contribution: Double
    }

    /// All that the score can be recomputed from by hand.
    struct Evidence: Encodable {
        var combined: Double
        var whole: Stretch
        var segment: Segment?
        var segments: Int
        var baselineSessions: Int
        var handShare: Double
    }

    struct Stretch: Encodable {
        var a: Double
        var b: Double
        var c: Double?
        var s: Double
        var t: Double
        var e: Double
    }

    struct Segment: Encodable {
        var firstWindow: Int
        var gestures: Int
        var startMs: Int64
        var endMs: Int64
        var stretch: Stretch
    }
}

extension PriorityListDocument {
    /// The list of `result`, its first `top` sessions; all of them for `nil`.
    init(_ result: ScanResult, mode: ScoringMode, space: FeatureSpace, top: Int?) {
        self.mode = mode
        self.result = result
        self.space = space
        summary = Summary(result.sessions)
        ranked = Array(result.ranking.prefix(top ?? result.sessions.count))
    }

    /// The entries in order of rank.
    var entries: some Collection<Entry> {
        ranked.indices.lazy.map { Entry(result.sessions[ranked[$0]], rank: $0 + 1, space: space) }
    }
}

extension PriorityListDocument.Summary {
    init(_ reports: [SessionReport]) {
        for report in reports {
            recordings += 1
            bytes += report.bytesRead
            events += report.eventCount
            if !report.remarks.isEmpty { withRemarks += 1 }
            switch report.outcome {
            case .scored(_, let standing):
                scored += 1
                if standing.isProvisional { provisional += 1 }
                if standing.isQuarantined { quarantined += 1 }
            case .notScored: notScored += 1
            case .unreadable: unreadable += 1
            }
        }
    }
}

extension PriorityListDocument.Entry {
    init(_ report: SessionReport, rank: Int, space: FeatureSpace) {
        path = report.path.description
        user = report.user
        session = report.session
        remarks = report.remarks
        state = .unreadable
        switch report.outcome {
        case .unreadable(let error): reason = error.description
        case .notScored(let cause):
            state = .notScored
            reason = cause.description
        case .scored(let assessment, let standing):
            state = .scored
            self.rank = rank
            score = assessment.score
            band = assessment.band.rawValue
            s = assessment.whole.sum
            p = assessment.tailProbability
            oneIn = 1 / assessment.tailProbability
            isProvisional = standing.isProvisional
            isQuarantined = standing.isQuarantined
            baseline = .init(sessions: standing.baselineSessions, windows: standing.baselineWindows)
            reasons = assessment.reasons.map { .init($0, space) }
            evidence = .init(assessment)
        }
        if state != .unreadable {
            durationMs = report.duration
            gestures = report.gestureCount
        }
    }
}

extension PriorityListDocument.ReasonEntry {
    init(_ reason: Reason, _ space: FeatureSpace) {
        feature = space.features[reason.feature].identifier
        words = reason.words(in: space)
        contribution = reason.contribution
    }
}

extension PriorityListDocument.Evidence {
    init(_ assessment: Assessment) {
        combined = assessment.evidence
        whole = .init(assessment.whole)
        segment = assessment.segment.map { segment in
            .init(
                firstWindow: segment.firstWindow,
                gestures: segment.gestureCount,
                startMs: segment.start,
                endMs: segment.end,
                stretch: .init(segment.stretch)
            )
        }
        segments = assessment.segmentCount
        baselineSessions = assessment.baselineSessions
        handShare = assessment.handShare
    }
}

extension PriorityListDocument.Stretch {
    init(_ stretch: StretchEvidence) {
        a = stretch.moments
        b = stretch.typicality
        c = stretch.population
        s = stretch.sum
        t = stretch.standardised
        e = stretch.evidence
    }
}
