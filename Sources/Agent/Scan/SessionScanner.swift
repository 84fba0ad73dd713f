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

    /// Takes reports, one for every recording of a directory and everything else there that is none, in the order of the recordings,
    /// on any thread but never on two at once.
    public typealias Reporting = @Sendable (SessionReport) -> Void

    /// Scans `directory`, on what is learnt from it as it goes or on what is in `baseline`.
    ///
    /// - Parameters:
    ///   - directory: what is scored. Without a baseline it is learnt as well.
    ///   - baseline: what is learnt first, and then no more; `nil` to learn while scoring.
    ///   - reportLearnt: takes what was found out about the baseline.
    ///   - report: takes what was found out about `directory`.
    /// - Throws: `UnreadableRecording` where a directory itself cannot be read.
    public func scan(
        _ directory: RecordingDirectory,
        baseline: RecordingDirectory? = nil,
        reportingLearnt reportLearnt: @escaping Reporting = { _ in },
        reporting report: @escaping Reporting
    ) throws(UnreadableRecording) {
        let entries = try recordings(in: directory)
        let baselineEntries = try baseline.map(recordings(in:)) ?? []
        var book = OwnerBook(spaces: .shipped, mode: configuration.mode)
        book.combination = configuration.combination
        var state = ScanState(book: book)
        if let baseline {
            state = run(baseline, baselineEntries, from: state, purpose: .learning, reportLearnt)
            state.settle()
        }
        _ = run(directory, entries, from: state, purpose: baseline == nil ? .scoringAndLearning : .scoring, report)
    }

    /// Scans `directory` on what `state` knows, learns what is new, and adds it to the state's ledger. A recording that
    /// the ledger knows is not read again, but for its beginning, as long as it is the same.
    ///
    /// - Throws: `UnreadableRecording` where the directory itself cannot be read, `StateError` where the ledger cannot be
    ///   written; what was committed before stays.
    public func scan(
        _ directory: RecordingDirectory,
        state: StateDirectory,
        reporting report: @escaping Reporting
    ) throws {
        let entries = try recordings(in: directory)
        var scan = ScanState(book: state.book)
        scan.state = state
        scan.book.combination = configuration.combination
        scan.known = try entries.map { try state.finding(at: $0.entry.path.description) }
        scan = run(directory, entries, from: scan, purpose: .scoringAndLearning, report)
        state.book = scan.book
        if let failure = scan.failure { throw failure }
        try state.commit()
        try state.checkpoint()
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
        purpose: Purpose,
        _ report: @escaping Reporting
    ) -> ScanState {
        let total = entries.count
        let system = system
        let configuration = configuration
        // What is found out meanwhile concerns other recordings.
        let known = state.known
        let hasLedger = state.state != nil
        let key = state.state?.key ?? .open
        let turns = Turns(state)
        runConcurrently(count: total, threads: configuration.threads) {
            RecordingFileReader(system: system)
        } work: { number, reader in
            var visit = SessionVisit(number, entries[number].entry, configuration, purpose, turns, report)
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

/// A recording before it is read, and when it began. All else that its beginning tells is read again with the
/// rest: a directory may hold very many.
struct ScannedRecording: Sendable {
    let entry: RecordingDirectory.Entry
    /// ms since 1970; the smallest number where that is not known.
    let start: Int64

    /// The recording at `entry`.
    init(
        _ entry: RecordingDirectory.Entry,
        in directory: RecordingDirectory,
        _ configuration: SessionScanner.Configuration,
        _ reader: inout RecordingFileReader
    ) {
        self.entry = entry
        let names = try? directory.withRecording(entry) { file throws(UnreadableRecording) in
            try reader.names(of: file, layout: configuration.layout, format: configuration.format)
        }
        start = (names?.start ?? .missing).milliseconds
    }
}

/// What a scan knows so far: changed by one session at a time, in their order.
struct ScanState {
    var book: OwnerBook
    /// Where closed sessions are written; `nil` where nothing is kept.
    var state: StateDirectory?
    /// What the state knows of each recording; empty without one.
    var known: [SessionRecord.Finding?] = []
    /// The first failure of the state directory.
    private(set) var failure: StateError?

    init(book: OwnerBook) {
        self.book = book
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
}
