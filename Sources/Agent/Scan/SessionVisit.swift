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
    /// Whether what is found out is written down.
    var hasLedger = false

    private let user: String?
    private let session: String
    private var waiting: [SessionWindow] = []
    private var sketch: SessionSketch
    private var scorer: Result<SessionScorer, NotScored>?
    /// Decides whether a session is learnt that has no score only because the population lacks its owner.
    private var ownScorer: SessionScorer?
    private var isHeldBack = false
    /// What the turn began with, taken back if the recording cannot be read after all.
    private var mark: OwnerBook.Mark?
    private var confidence = OwnerBook.Confidence(sessions: 0, windows: 0)
    private var closing: Closing?

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
        sketch = SessionSketch(session: SessionName.session(at: entry.path))
    }

    /// Reads, scores and learns the session, and leaves its report.
    mutating func run(in directory: RecordingDirectory, _ system: any SystemCalls, _ reader: inout RecordingFileReader)
    {
        var report = SessionReport(path: entry.path, user: user, session: session, outcome: .notScored(.namesNobody))
        do throws(UnreadableRecording) {
            if let refusal = entry.refusal { throw refusal }
            let file = try directory.open(entry.path)
            defer { system.close(file.descriptor) }
            let fingerprint = hasLedger ? try fingerprint(of: file, system) : 0
            if let known, known.name.user == user, known.fileSize == file.size, known.fingerprint == fingerprint {
                report.restore(known)
            } else {
                try read(file, &reader, &report)
                mark = nil
                close(&report, fileSize: file.size, fingerprint: fingerprint)
            }
        } catch {
            if let mark {
                turns.take(number) { state in
                    state.attempt { (state) throws(StateError) in try state.book.restore(mark) }
                }
            }
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
        turns.take(number) { state in
            scorer = .failure(.namesNobody)
            guard let user, purpose != .learning else { return }
            state.attempt { (state) throws(StateError) in
                mark = try state.book.mark(user)
                try state.withdraw(SessionName(user: user, path: entry.path))
                scorer = try state.book.scorer(for: user)
                if case .failure(.notInPopulation) = scorer { ownScorer = try state.book.ownScorer(for: user) }
                confidence = try state.book.confidence(in: user)
                closing = state.openingAtRest
            }
        }
        for window in waiting { follow(window) }
        waiting = []
    }

    private mutating func follow(_ window: SessionWindow) {
        if purpose != .scoring { sketch.add(window) }
        ownScorer?.add(window)
        guard case .success(var scorer) = scorer else { return }
        self.scorer = nil
        scorer.add(window)
        self.scorer = .success(scorer)
    }

    private mutating func outcome(of session: SessionSketcher) -> SessionReport.Outcome {
        let isLongEnough = session.sampleCount >= SessionReport.fewestSamples
        switch scorer {
        case nil: return .notScored(.namesNobody)
        case .failure(let reason):
            if isLongEnough, let ownScorer {
                judge(ownScorer.assess(session.total, gestureCount: session.gestureCount))
            }
            return .notScored(reason)
        case .success(let scorer):
            guard isLongEnough else {
                return .notScored(.tooShort(gestures: session.gestureCount, samples: session.sampleCount))
            }
            let assessment = scorer.assess(session.total, gestureCount: session.gestureCount)
            judge(assessment)
            return .scored(assessment, standing)
        }
    }

    private var standing: SessionReport.Standing {
        SessionReport.Standing(
            baselineSessions: confidence.sessions,
            baselineWindows: confidence.windows,
            isQuarantined: isHeldBack
        )
    }

    /// Decides whether the session is held back from learning.
    private mutating func judge(_ assessment: Assessment) {
        isHeldBack =
            purpose == .scoringAndLearning
            && configuration.policy.holdsBack(
                tailProbability: assessment.tailProbability,
                isProvisional: standing.isProvisional
            )
    }

    /// Learns the session, or holds it back, and writes it into the ledger.
    private func close(_ report: inout SessionReport, fileSize: Int64, fingerprint: UInt64) {
        guard let user, purpose != .scoring else { return }
        let name = SessionName(user: user, path: entry.path)
        turns.take(number) { state in
            let isLearnt = state.decision(about: name) ?? !isHeldBack
            report.setQuarantined(!isLearnt)
            var finding = SessionRecord.Finding(report, name: name, session: session, isLearnt: isLearnt)
            finding.fileSize = fileSize
            finding.fingerprint = fingerprint
            finding.closing = closing
            state.close(SessionRecord(finding: finding, sketch: sketch))
        }
    }
}

extension ScanState {
    /// How a session of which nothing but the scan knows is opened and closed; `nil` where nothing is kept.
    fileprivate var openingAtRest: Closing? {
        state.map { _ in
            Closing(journalKey: 0, profile: book.position, population: book.pooledPosition, reason: .scanAtRest)
        }
    }

    /// Lets the owner's profile forget what was learnt of a session before its recording changed.
    fileprivate mutating func withdraw(_ name: SessionName) throws(StateError) {
        try state?.sessions.withdraw(name, from: &book)
    }

    /// What somebody decided about a session; `nil` where nobody did.
    fileprivate func decision(about name: SessionName) -> Bool? {
        state?.sessions.decision(about: name)
    }

    /// Learns a session unless it is held back, and writes it into the ledger where there is one.
    fileprivate mutating func close(_ record: SessionRecord) {
        attempt { (scan) throws(StateError) in
            if let state = scan.state {
                try state.sessions.close(record, in: &scan.book)
                try scan.append(record)
            } else if record.finding.isLearnt {
                try scan.book.close(record.sketch, of: record.finding.name.user)
            }
        }
    }
}

extension SessionRecord.Finding {
    fileprivate init(_ report: SessionReport, name: SessionName, session: String, isLearnt: Bool) {
        self.init(
            name: name,
            session: session,
            path: report.path.description,
            fileSize: 0,
            fingerprint: 0,
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
        setQuarantined(!finding.isLearnt)
    }

    /// Says of a scored session whether it is held back from learning.
    fileprivate mutating func setQuarantined(_ isQuarantined: Bool) {
        guard case .scored(let assessment, var standing) = outcome else { return }
        standing.isQuarantined = isQuarantined
        outcome = .scored(assessment, standing)
    }
}
