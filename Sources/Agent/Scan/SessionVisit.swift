import Gestures
import Profiles
import Recordings
import Scoring
import SystemPackage

/// One session's way through a scan: decoded at once, scored and learnt when its turn comes.
///
/// Windows wait until all earlier sessions are done, because what these taught decides what the session is scored
/// against. A session with more windows than may wait goes on only in its turn, window by window, so that memory does
/// not depend on its length.
struct SessionVisit {
    private static let mostWaiting = 256

    private let number: Int
    private let entry: RecordingDirectory.Entry
    private let configuration: Scanner.Configuration
    private let purpose: Scanner.Purpose
    private let turns: Turns<ScanState>

    private let user: String?
    private let session: String?
    private var waiting: [SessionWindow] = []
    private var sketch: SessionSketch
    private var scorer: Result<SessionScorer, NotScored>?
    private var confidence = OwnerBook.Confidence(sessions: 0, windows: 0)

    init(
        _ number: Int,
        _ entry: RecordingDirectory.Entry,
        _ configuration: Scanner.Configuration,
        _ purpose: Scanner.Purpose,
        _ turns: Turns<ScanState>
    ) {
        self.number = number
        self.entry = entry
        self.configuration = configuration
        self.purpose = purpose
        self.turns = turns
        let names = configuration.layout.match(bytes: entry.path.bytes)
        user = names?.user?.description
        session = names?.session?.description
        sketch = SessionSketch(session: session ?? entry.path.description)
    }

    /// Reads, scores and learns the session, and leaves its report.
    mutating func run(in directory: RecordingDirectory, _ system: any SystemCalls, _ reader: inout RecordingFileReader)
    {
        var report = SessionReport(path: entry.path, user: user, session: session, outcome: .notScored(.namesNobody))
        do throws(UnreadableRecording) {
            if let refusal = entry.refusal { throw refusal }
            let file = try directory.open(entry.path)
            defer { system.close(file.descriptor) }
            var sketcher = SessionSketcher(space: configuration.space)
            let pipeline = SamplePipeline(format: configuration.format)
            let (summary, remarks) = try reader.read(file, through: pipeline) { samples in
                sketcher.add(samples) { take($0) }
            }
            sketcher.finish { take($0) }
            report.remarks = remarks
            report.gestureCount = sketcher.gestureCount
            report.duration = summary.duration
            report.bytesRead = summary.facts.bytesRead
            report.eventCount = summary.facts.rows.total
            beginTurn()
            report.outcome = close(sketcher)
        } catch {
            report.outcome = .unreadable(error)
        }
        turns.take(number) { $0.reports.append(report) }
    }

    private mutating func take(_ window: SessionWindow) {
        if scorer != nil {
            follow(window)
        } else {
            waiting.append(window)
            if waiting.count >= Self.mostWaiting { beginTurn() }
        }
    }

    /// Waits for the session's turn, and catches up with the windows that waited for it.
    private mutating func beginTurn() {
        guard scorer == nil else { return }
        (scorer, confidence) = turns.take(number) { state in
            guard let user, purpose != .learning else { return (.failure(.namesNobody), confidence) }
            return (state.book.scorer(for: user), state.book.confidence(in: user))
        }
        for window in waiting { follow(window) }
        waiting = []
    }

    private mutating func follow(_ window: SessionWindow) {
        if purpose != .scoring { sketch.add(window) }
        guard case .success(var scorer) = scorer else { return }
        self.scorer = nil
        scorer.add(window)
        self.scorer = .success(scorer)
    }

    private mutating func close(_ session: SessionSketcher) -> SessionReport.Outcome {
        sketch.gestureCount = session.gestureCount
        var outcome = SessionReport.Outcome.notScored(.namesNobody)
        switch scorer {
        case nil: break
        case .failure(let reason): outcome = .notScored(reason)
        case .success(let scorer):
            if session.sampleCount < SessionReport.fewestSamples {
                outcome = .notScored(.tooShort(gestures: session.gestureCount, samples: session.sampleCount))
            } else {
                let assessment = scorer.assess(session.total, gestureCount: session.gestureCount)
                let standing = SessionReport.Standing(
                    baselineSessions: confidence.sessions,
                    baselineWindows: confidence.windows,
                    isQuarantined: purpose == .scoringAndLearning
                        && assessment.tailProbability < configuration.policy.threshold
                )
                outcome = .scored(assessment, standing)
            }
        }
        learn(outcome)
        return outcome
    }

    private mutating func learn(_ outcome: SessionReport.Outcome) {
        guard let user, purpose != .scoring else { return }
        var standsOut = false
        if case .scored(_, let standing) = outcome { standsOut = standing.isQuarantined }
        let sketch = sketch
        turns.take(number) { $0.book.close(sketch, of: user, standsOut: standsOut) }
    }
}
