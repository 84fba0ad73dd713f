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
    private let reporting: SessionScanner.Reporting

    /// What the ledger knows of the recording.
    var known: SessionRecord.Finding?
    /// Whether what is found out is written down.
    var hasLedger = false
    /// What hashes of names are keyed with.
    var key = NameKey.open

    private var names: RecordingNames
    private var user: String? { names.user?.description }
    private var session: String { names.session }
    private var waiting: [(modality: Modality, window: SessionWindow)] = []
    /// Begun in the session's turn, of a session that has an owner.
    private var trial: SessionTrial?
    private var hasTurn = false
    /// What the turn began with, taken back if the recording cannot be read after all.
    private var mark: OwnerBook.Pooled?
    private var closing: Closing?
    private var standard = OwnerBook.Standard.nobody
    private var laterParts: LaterParts?
    private var input = ReplaySketch.none

    init(
        _ number: Int,
        _ entry: RecordingDirectory.Entry,
        _ configuration: SessionScanner.Configuration,
        _ purpose: SessionScanner.Purpose,
        _ turns: Turns<ScanState>,
        _ reporting: @escaping SessionScanner.Reporting
    ) {
        self.number = number
        self.configuration = configuration
        self.purpose = purpose
        self.turns = turns
        self.reporting = reporting
        self.entry = entry
        names = RecordingNames(entry.path, layout: configuration.layout)
    }

    /// Reads, scores and learns the session, and leaves its report.
    mutating func run(in directory: RecordingDirectory, _ system: any SystemCalls, _ reader: inout RecordingFileReader)
    {
        var report = SessionReport(path: entry.path, user: user, session: session, outcome: .notScored(.namesNobody))
        do throws(UnreadableRecording) {
            try directory.withRecording(entry) { file throws(UnreadableRecording) in
                if let said = try? reader.names(of: file, layout: configuration.layout, format: configuration.format) {
                    names = said
                    report.user = user
                    report.session = session
                }
                let fingerprint = hasLedger ? try fingerprint(of: file, system) : 0
                if let known, known.name.user == user, known.fileSize == file.size, known.fingerprint == fingerprint,
                    known.laterParts == directory.laterParts(than: entry.path, among: entry.parts)
                {
                    report.restore(known)
                } else {
                    try read(file, &reader, &report)
                    mark = nil
                    close(&report, fileSize: file.size, fingerprint: fingerprint)
                }
            }
        } catch {
            if let mark {
                turns.take(number) { $0.book.restore(mark) }
            }
            report.outcome = .unreadable(error)
            guard !error.isCompanion else { return turns.take(number) { _ in } }
        }
        turns.take(number) { _ in reporting(report) }
    }

    private mutating func read(
        _ file: OpenRecording,
        _ reader: inout RecordingFileReader,
        _ report: inout SessionReport
    ) throws(UnreadableRecording) {
        var sketchers = ModalityMap<SessionSketcher>()
        let pipeline = SamplePipeline(
            format: configuration.format,
            measuring: configuration.combination.measured,
            watchingFor: configuration.rules,
            key: key
        )
        let (summary, remarks, laterParts) = try reader.read(file, through: pipeline) { modality, samples in
            sketchers[modality, default: SessionSketcher(space: modality.space)].add(samples) { take($0, of: modality) }
        }
        self.laterParts = laterParts
        sketchers.update { modality, sketcher in sketcher.finish { take($0, of: modality) } }
        sketchers = sketchers.only(summary.tellingModalities)
        report.take(summary)
        input = summary.input
        report.remarks = remarks
        report.gestureCount = sketchers.values.reduce(0) { $0 + $1.gestureCount }
        let last = entry.parts?.last.flatMap { file.directory.status(of: $0)?.modified } ?? file.modified
        report.take(summary.signal, summary.facts, names, changed: max(file.changed, last), modified: last)
        report.circumstances = names.circumstances
        beginTurn()
        report.outcome =
            trial?.outcome(of: sketchers, SessionCircumstances(report, isOver: true, key), summary)
            ?? .notScored(.namesNobody)
        report.explainShortness(by: summary.notScored)
        report.handMissing = trial?.handMissing?.explained(by: summary.notScored)
        report.compare(with: standard)
    }

    private mutating func take(_ window: SessionWindow, of modality: Modality) {
        if hasTurn {
            trial?.add(window, of: modality)
        } else {
            waiting.append((modality, window))
            if waiting.count >= Self.mostWaiting { beginTurn() }
        }
    }

    /// Waits for the session's turn, and catches up with the windows that waited for it.
    private mutating func beginTurn() {
        guard !hasTurn else { return }
        hasTurn = true
        turns.take(number) { state in
            guard let user else { return }
            let name = SessionName(user: user, path: entry.path)
            if purpose != .learning {
                state.attempt { (state) throws(StateError) in
                    mark = state.book.mark
                    // What the recording was before it changed does not speak for what it is now.
                    standard = try state.book.standard(for: user, without: hasLedger ? name.session : nil)
                    closing = state.openingAtRest
                }
            }
            trial = SessionTrial(of: name.session, against: standard, policy: policy)
        }
        for (modality, window) in waiting { trial?.add(window, of: modality) }
        waiting = []
    }

    private var policy: LearningPolicy? {
        switch purpose {
        case .scoring: nil
        case .learning: .everything
        case .scoringAndLearning: configuration.policy
        }
    }

    /// Learns the session, or holds it back, and writes it into the ledger.
    private func close(_ report: inout SessionReport, fileSize: Int64, fingerprint: UInt64) {
        guard let user, let trial else { return }
        let name = SessionName(user: user, path: entry.path)
        let trace = report.trace(input)
        turns.take(number) { state in
            state.attempt { (scan) throws(StateError) in
                report.tags += try scan.book.signs(of: trace, of: name).map { SessionTag($0) }
                guard purpose != .scoring else { return try scan.book.remember(trace, of: name) }
                let isLearnt = try scan.state?.decision(about: name) ?? !trial.isHeldBack
                report.setQuarantined(!isLearnt)
                var finding = SessionRecord.Finding(report, name: name, session: session, isLearnt: isLearnt)
                finding.fileSize = fileSize
                finding.laterParts = laterParts
                finding.fingerprint = fingerprint
                finding.closing = closing
                var sketches = trial.sketches
                sketches.trace = trace
                try scan.close(SessionRecord(finding: finding, sketches: sketches, key: key))
            }
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

    /// Learns a session unless it is held back, remembers what it has left, and writes it into the ledger where there is one.
    fileprivate mutating func close(_ record: SessionRecord) throws(StateError) {
        if let state {
            try state.close(record, nil, in: &book)
        } else {
            try book.remember(record.sketches.trace, of: record.finding.name)
            guard record.finding.isLearnt else { return }
            try book.close(OriginalSketch(record.sketches, origin: 0), of: record.finding.name.user)
        }
    }
}
