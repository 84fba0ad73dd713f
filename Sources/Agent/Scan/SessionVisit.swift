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
    private static let mostWaiting = 64

    private let number: Int
    private let entry: RecordingDirectory.Entry
    private let configuration: SessionScanner.Configuration
    private let purpose: SessionScanner.Purpose
    private let turns: Turns<ScanState>

    /// What the ledger knows of the recording.
    var known: SessionRecord.Finding?

    private let user: String?
    private let session: String
    private var waiting: [SessionWindow] = []
    private var sketch: SessionSketch
    private var scorer: Result<SessionScorer, NotScored>?
    private var confidence = OwnerBook.Confidence(sessions: 0, windows: 0)

    init(
        _ number: Int,
        _ entry: RecordingDirectory.Entry,
        _ configuration: SessionScanner.Configuration,
        _ purpose: SessionScanner.Purpose,
        _ turns: Turns<ScanState>
    ) {
        self.number = number
        self.entry = entry
        self.configuration = configuration
        self.purpose = purpose
        self.turns = turns
        let names = configuration.layout.match(bytes: entry.path.bytes)
        user = names?.user?.description
        session = names?.session?.description ?? entry.path.description
        sketch = SessionSketch(session: session)
    }

    /// Reads, scores and learns the session, and leaves its report.
    mutating func run(in directory: RecordingDirectory, _ system: any SystemCalls, _ reader: inout RecordingFileReader)
    {
        var report = SessionReport(path: entry.path, user: user, session: session, outcome: .notScored(.namesNobody))
        do throws(UnreadableRecording) {
            if let refusal = entry.refusal { throw refusal }
            let file = try directory.open(entry.path)
            defer { system.close(file.descriptor) }
            if let known, known.fileSize == file.size {
                report.restore(known)
            } else {
                try read(file, &reader, &report)
                close(&report, fileSize: file.size)
            }
        } catch {
            report.outcome = .unreadable(error)
        }
        turns.take(number) { $0.reports.append(report) }
    }

    private mutating func read(
        _ file: OpenRecording,
        _ reader: inout RecordingFileReader,
        _ report: inout SessionReport
    ) throws(UnreadableRecording) {
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
        sketch.gestureCount = sketcher.gestureCount
        report.outcome = outcome(of: sketcher)
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

    private func outcome(of session: SessionSketcher) -> SessionReport.Outcome {
        switch scorer {
        case nil: return .notScored(.namesNobody)
        case .failure(let reason): return .notScored(reason)
        case .success(let scorer):
            guard session.sampleCount >= SessionReport.fewestSamples else {
                return .notScored(.tooShort(gestures: session.gestureCount, samples: session.sampleCount))
            }
            let assessment = scorer.assess(session.total, gestureCount: session.gestureCount)
            var standing = SessionReport.Standing(
                baselineSessions: confidence.sessions,
                baselineWindows: confidence.windows,
                isQuarantined: false
            )
            standing.isQuarantined =
                purpose == .scoringAndLearning
                && configuration.policy.holdsBack(
                    tailProbability: assessment.tailProbability,
                    isProvisional: standing.isProvisional
                )
            return .scored(assessment, standing)
        }
    }

    /// Learns the session, or holds it back, and writes it into the ledger.
    private func close(_ report: inout SessionReport, fileSize: Int64) {
        guard let user, purpose != .scoring else { return }
        var isLearnt = true
        if case .scored(_, let standing) = report.outcome { isLearnt = !standing.isQuarantined }
        let name = SessionName(user: user, session: session)
        let finding = SessionRecord.Finding(report, name: name, fileSize: fileSize, isLearnt: isLearnt)
        turns.take(number) { state in
            state.book.close(sketch, of: user, standsOut: !isLearnt)
            state.append(SessionRecord(finding: finding, sketch: sketch))
        }
    }
}

extension SessionRecord.Finding {
    fileprivate init(_ report: SessionReport, name: SessionName, fileSize: Int64, isLearnt: Bool) {
        self.init(
            name: name,
            path: report.path.description,
            fileSize: fileSize,
            gestureCount: report.gestureCount,
            duration: report.duration,
            bytesRead: report.bytesRead,
            eventCount: report.eventCount,
            remarks: report.remarks,
            isLearnt: isLearnt
        )
        switch report.outcome {
        case .scored(let assessment, let standing): scored = .init(assessment: assessment, standing: standing)
        case .notScored(let reason): notScored = reason
        case .unreadable: break
        }
    }
}

extension SessionReport {
    /// Takes over what the ledger knows.
    fileprivate mutating func restore(_ finding: SessionRecord.Finding) {
        gestureCount = finding.gestureCount
        duration = finding.duration
        bytesRead = finding.bytesRead
        eventCount = finding.eventCount
        remarks = finding.remarks
        if let scored = finding.scored {
            outcome = .scored(scored.assessment, scored.standing)
        } else {
            outcome = .notScored(finding.notScored ?? .namesNobody)
        }
    }
}
