import Gestures
import Profiles
public import Recordings
public import Scoring
import SystemPackage

/// Reads directories of recordings at rest: every session is scored on what was learnt before it, and then learnt.
///
/// Recordings are decoded on all threads, each into windows; scoring and learning happen strictly in the order of the
/// recordings, so that the result does not depend on the number of threads.
public struct SessionScanner: Sendable {
    /// How a directory is scanned.
    public struct Configuration: Sendable {
        /// How a recording's path names its user and session.
        public var layout: LayoutPattern
        /// The recordings' format; `nil` to recognise it.
        public var format: RecordingFormat?
        /// Whether others on the box take part in the evidence.
        public var mode: ScoringMode
        /// Which sessions are learnt.
        public var policy: LearningPolicy
        /// How a session's evidence is made of what its modalities say.
        public var combination = Combination()
        /// What is to be told of sessions.
        public var rules: [EventRule] = []
        /// How many threads decode.
        public var threads: Int

        /// A configuration.
        public init(
            layout: LayoutPattern,
            format: RecordingFormat? = nil,
            mode: ScoringMode = .own,
            policy: LearningPolicy = LearningPolicy(),
            threads: Int = 1
        ) {
            self.layout = layout
            self.format = format
            self.mode = mode
            self.policy = policy
            self.threads = threads
        }
    }

    /// How far a scan has come.
    public struct Progress: Sendable {
        /// Recordings that are done.
        public var done: Int
        /// All recordings.
        public var total: Int
    }

    private let configuration: Configuration
    private let system: any SystemCalls
    private let progress: @Sendable (Progress) -> Void

    /// A scanner.
    ///
    /// - Parameter progress: called after each recording, in their order, on any thread.
    public init(
        _ configuration: Configuration,
        system: any SystemCalls,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.system = system
        self.progress = progress
    }

    /// Scans `directory`, on what is learnt from it as it goes or on what is in `baseline`.
    ///
    /// - Parameters:
    ///   - directory: what is scored. Without a baseline it is learnt as well.
    ///   - baseline: what is learnt first, and then no more; `nil` to learn while scoring.
    /// - Throws: `UnreadableRecording` where a directory itself cannot be read.
    public func scan(
        _ directory: RecordingDirectory,
        baseline: RecordingDirectory? = nil
    ) throws(UnreadableRecording) -> ScanResult {
        let entries = try recordings(in: directory)
        let baselineEntries = try baseline.map(recordings(in:)) ?? []
        var book = OwnerBook(spaces: .shipped, mode: configuration.mode)
        book.combination = configuration.combination
        var state = ScanState(book: book)
        if let baseline {
            state = run(baseline, baselineEntries, from: state, purpose: .learning)
            state.settle()
            state.keepBaselineReports()
        }
        state = run(directory, entries, from: state, purpose: baseline == nil ? .scoringAndLearning : .scoring)
        return ScanResult(sessions: state.reports, baseline: state.baselineReports)
    }

    /// Scans `directory` on what `state` knows, learns what is new, and adds it to the state's ledger. A recording that
    /// the ledger knows is not read again as long as its size is the same.
    ///
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read, `StateError` where the ledger cannot be
    ///   written; what was committed before stays.
    public func scan(_ directory: RecordingDirectory, state: StateDirectory) throws -> ScanResult {
        let entries = try recordings(in: directory)
        var scan = ScanState(book: state.book)
        scan.state = state
        scan.book.combination = configuration.combination
        scan.known = try entries.map { try state.finding(at: $0.entry.path.description) }
        scan = run(directory, entries, from: scan, purpose: .scoringAndLearning)
        state.book = scan.book
        if let failure = scan.failure { throw failure }
        try state.commit()
        try state.checkpoint()
        return ScanResult(sessions: scan.reports, baseline: [])
    }

    /// All recordings in `directory`: first those that do not say when they were, in order of path, then the others in
    /// order of time.
    private func recordings(in directory: RecordingDirectory) throws(UnreadableRecording) -> [ScannedRecording] {
        var reader = RecordingFileReader(system: system)
        return try directory.recordings(format: configuration.format)
            .map { ScannedRecording($0, in: directory, configuration, &reader) }
            .sorted { ($0.start, $0.entry.path) < ($1.start, $1.entry.path) }
    }

    enum Purpose: Sendable {
        case learning
        case scoring
        case scoringAndLearning
    }

    private func run(
        _ directory: RecordingDirectory,
        _ entries: [ScannedRecording],
        from state: ScanState,
        purpose: Purpose
    ) -> ScanState {
        let total = entries.count
        let system = system
        let configuration = configuration
        // What is found out meanwhile concerns other recordings.
        let known = state.known
        let hasLedger = state.state != nil
        let key = state.state?.key ?? .open
        let turns = Turns(state.expecting(reports: total))
        runConcurrently(count: total, threads: configuration.threads) {
            RecordingFileReader(system: system)
        } work: { number, reader in
            var visit = SessionVisit(number, entries[number], configuration, purpose, turns)
            visit.known = known.isEmpty ? nil : known[number]
            visit.hasLedger = hasLedger
            visit.key = key
            visit.run(in: directory, system, &reader)
            progress(Progress(done: number + 1, total: total))
            turns.finish(number)
        }
        return turns.finalValue()
    }
}

/// A recording before it is read, and what its beginning tells.
struct ScannedRecording: Sendable {
    let entry: RecordingDirectory.Entry
    let names: RecordingNames

    /// What is known before the recording at `entry` is read; of one that cannot be opened, what its path tells.
    init(
        _ entry: RecordingDirectory.Entry,
        in directory: RecordingDirectory,
        _ configuration: SessionScanner.Configuration,
        _ reader: inout RecordingFileReader
    ) {
        self.entry = entry
        let found = try? directory.withRecording(entry) { file throws(UnreadableRecording) in
            try reader.names(of: file, layout: configuration.layout, format: configuration.format)
        }
        names = found ?? RecordingNames(entry.path, layout: configuration.layout)
    }

    /// ms since 1970; the smallest number where that is not known.
    var start: Int64 { names.start.milliseconds }
}

/// What a scan knows so far: changed by one session at a time, in their order.
struct ScanState {
    var book: OwnerBook
    var reports: [SessionReport] = []
    private(set) var baselineReports: [SessionReport] = []
    /// Where closed sessions are written; `nil` where nothing is kept.
    var state: StateDirectory?
    /// What the state knows of each recording; empty without one.
    var known: [SessionRecord.Finding?] = []
    /// The first failure of the state directory.
    private(set) var failure: StateError?

    init(book: OwnerBook) {
        self.book = book
    }

    /// The same, with room for so many more reports, which no other copy of it holds: else all of it would be copied once more.
    func expecting(reports count: Int) -> ScanState {
        var state = self
        state.reports.reserveCapacity(count)
        return state
    }

    /// Refits every owner on all that was learnt.
    mutating func settle() {
        attempt { (state) throws(StateError) in try state.book.settle() }
    }

    /// Does what can fail with the state directory. Once that has failed, nothing is done any more.
    mutating func attempt(_ body: (inout ScanState) throws(StateError) -> Void) {
        guard failure == nil else { return }
        do throws(StateError) {
            try body(&self)
        } catch {
            failure = error
        }
    }

    mutating func keepBaselineReports() {
        swap(&baselineReports, &reports)
    }
}

/// What a scan found.
public struct ScanResult: Sendable {
    /// One report for every entry of the directory, in the order of the recordings.
    public var sessions: [SessionReport]
    /// One report for every entry of the baseline directory; empty without one.
    public var baseline: [SessionReport]

    /// The priority list: scored sessions first, the most unusual at the top; then those without a score, then those
    /// that could not be read; ties in order of path.
    ///
    /// The numbers of `sessions` instead of the reports, which are large.
    public var ranking: [Int] {
        sessions.indices.sorted {
            (sessions[$0].priority, sessions[$1].path) > (sessions[$1].priority, sessions[$0].path)
        }
    }
}

extension SessionReport {
    /// Larger for what is to be looked at sooner.
    fileprivate var priority: Double {
        switch outcome {
        case .scored(let assessment, _): assessment.evidence
        case .notScored: -.greatestFiniteMagnitude
        case .unreadable: -.infinity
        }
    }
}
