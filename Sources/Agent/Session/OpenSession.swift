import Gestures
import Profiles
import Recordings
import Scoring
import Snapshots
import Statistics

/// A session that is being recorded: how far its recording was read, and what was made of it.
///
/// The same for any chunking of the recording; nothing in it depends on a clock. The owner's model is lent to it when
/// windows are complete, so that sessions that wait for more take little memory.
final class OpenSession {
    /// The first score of a session, and how much of the session it was given for.
    struct FirstScore: Sendable, Equatable {
        /// The score, 0 to 100.
        var score: Double
        /// The gestures that it rests on.
        var gestureCount: Int
        /// When the last of them ended, in ms since the first event that counts in its modality.
        var end: Int64
    }

    /// What a recording has said of itself, and what was found in it.
    private struct Description: Equatable {
        var said = RecordingDescription()
        var hasClock = false
        var eventCount = 0
    }

    /// What is left of a session at its end.
    struct Ending {
        /// The last part of what it can be learnt from.
        var sketches: SessionSketches
        /// The modalities that have a say; what was kept of others is left out.
        var tellingModalities: [Modality]
        /// Whether it stands out too much to be learnt.
        var isHeldBack: Bool
        /// By what its input is known again.
        var input: ReplaySketch
    }

    /// About so many bytes of other streams are read at once.
    private static let companionTurn = 256 * 1024

    /// Where in the file the next bytes lie.
    private(set) var position: Int64 = 0
    /// By what the file is known again up to where it was read.
    private(set) var trail: ContentTrail
    /// The score of the first window of 30 gestures by itself, in the modality that has one first.
    private(set) var firstScore: FirstScore?

    private var pipeline: SamplePipeline
    private let key: NameKey
    private var progress = ModalityMap<Progress>()
    /// How many windows of commands were scored.
    private var scoredCommandWindows = 0
    /// The windows that were completed since the last call of `takeSketches`.
    private var sketches: SessionSketches

    /// What it had said at the last call of `noteDescription`.
    private var told = Description()

    /// What was made of a session in one modality.
    fileprivate struct Progress {
        var sketcher: SessionSketcher
        /// Windows of 30 gestures that were not scored yet.
        var waiting: [SessionWindow] = []
        /// The scorer's snapshot; `nil` before it has had a window.
        var scorer: [UInt8]?
        var firstScore: FirstScore?

        init(_ modality: Modality) {
            sketcher = SessionSketcher(space: modality.space)
        }
    }

    /// A session at its beginning.
    ///
    /// - Parameters:
    ///   - name: unique among its owner's.
    ///   - rules: what is to be told of the session.
    ///   - isContinuation: whether the recording goes on where another of that format was cut off.
    ///   - key: what hashes of names are keyed with.
    init(
        named name: String,
        format: RecordingFormat?,
        measuring modalities: [Modality],
        watchingFor rules: [EventRule],
        isContinuation: Bool,
        key: NameKey,
        hash: SipHash
    ) {
        self.key = key
        pipeline = SamplePipeline(
            format: format,
            measuring: modalities,
            watchingFor: rules,
            isContinuation: isContinuation,
            key: key
        )
        sketches = SessionSketches(session: name)
        trail = ContentTrail(hash: hash)
    }

    /// The recording's format; `nil` until it is recognised.
    var format: RecordingFormat? { facts.format }

    /// Takes note of what the recording has said of itself so far and of what was found that somebody wants to be told of; returns whether that is more than at the last call.
    func noteDescription() -> Bool {
        let hasClock = facts.clock != nil && duration > 0
        let known = Description(said: facts.description, hasClock: hasClock, eventCount: pipeline.eventCount)
        defer { told = known }
        return known != told
    }

    /// What the bytes said about the recording so far.
    var facts: RecordingFacts { pipeline.facts }

    /// How finely the recording samples, and from when to when.
    var signal: PointerSignal { pipeline.signal }

    /// What shows, as far as the recording was read, that a program may be at work.
    var signs: [ScriptedSign] { pipeline.signs }

    /// Goes on looking for other things that somebody wants to be told of; those that it looked for before keep what was found.
    func watch(for rules: [EventRule]) { pipeline.watch(for: rules) }

    /// What was found, as far as the recording was read, that somebody wants to be told of.
    var events: [InterestingEvent] { pipeline.events }

    /// How many gestures have ended, in all modalities.
    var gestureCount: Int { progress.values.reduce(0) { $0 + $1.sketcher.gestureCount } }

    /// Why there is no score yet, if what is known of the owner is not why.
    var shortness: NotScored {
        facts.withoutPointer(pipeline.keys) ?? .tooShort(progress.compactMap { $1.sketcher })
    }

    /// The first modality in which there is enough of the session for a score, if what is known of the owner was; `nil` while
    /// there is none.
    var firstLongModality: Modality? {
        pipeline.tellingModalities.first { modality in
            progress[modality].map { $0.sketcher.sampleCount >= SessionReport.fewestSamples } ?? false
        }
    }

    /// ms from the first event to the last so far.
    var duration: Int64 { pipeline.duration }

    /// Whether windows were completed that were not scored yet.
    var isScoreDue: Bool {
        progress.values.contains { !$0.waiting.isEmpty } || pipeline.commands.windowCount > scoredCommandWindows
    }

    /// Whether so many windows wait for their score that they take much memory.
    var isScoreLongDue: Bool { progress.values.contains { $0.waiting.count >= 64 } }

    /// Whether windows were completed since the last call of `takeSketches`.
    var hasSketches: Bool { sketches.windowCount > 0 }

    /// The sketches of the windows that were completed since the last call; all of these together are those of the session.
    func takeSketches() -> SessionSketches {
        defer { sketches = SessionSketches(session: sketches.session) }
        return sketches
    }

    /// Lets the session take little memory until bytes come again.
    func pack() {
        pipeline.pack()
        progress.update { $1.sketcher.pack() }
    }

    /// Bytes of memory that the session takes, about.
    var byteCount: Int {
        progress.values.reduce(pipeline.byteCount + sketches.byteCount) {
            $0 + $1.sketcher.byteCount + ($1.scorer?.count ?? 0)
        }
    }

    /// Where in the file the bytes lie that are to be supplied before `read`; `nil` where none are.
    var missing: Range<Int64>? { trail.missing }

    /// Supplies the bytes that are missing; returns whether these are those that had been read.
    func supply(_ bytes: [UInt8]) -> Bool { trail.supply(bytes) }

    /// How many bytes of all streams were read.
    var bytesRead: Int64 { facts.bytesRead }

    /// Whether bytes of another stream than the main one come next.
    var wantsCompanion: Bool { pipeline.wantedStream.map { $0 != .main } ?? false }

    /// Whether nothing more is read, whatever comes.
    var hasEnded: Bool { pipeline.wantedStream == nil }

    /// Whether bytes of the main stream come next.
    var wantsMain: Bool { pipeline.wantedStream == .main }

    /// Takes note that the main stream has ended, because the recording goes on in another part.
    ///
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    func endMainStream(using memory: inout PipelineMemory) throws(RecordingError) {
        try pipeline.endWantedStream(using: &memory) { take($1, of: $0) }
    }

    /// Takes the main stream's bytes at `position`, and in between those of other streams that are wanted.
    ///
    /// - Precondition: none are missing.
    /// - Returns: what keeps all from being used, if anything does.
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    func read(
        _ bytes: Span<UInt8>,
        with companions: inout CompanionFiles,
        using memory: inout PipelineMemory
    ) throws(RecordingError) -> ReadingObstacle? {
        let (used, obstacle) = try pipeline.read(
            bytes,
            with: &companions,
            atMost: Self.companionTurn,
            using: &memory
        ) { modality, samples in
            take(samples, of: modality)
        }
        let known = Int(min(max(trail.offset - position, 0), Int64(used)))
        trail.append(bytes.extracting(known..<used))
        position += Int64(used)
        return obstacle
    }

    /// How unusual the session is up to its last complete windows of 30 gestures; `nil` where `standard` gives no score,
    /// or before the first window.
    ///
    /// - Parameters:
    ///   - standard: the same each time.
    ///   - circumstances: what is known of the session's circumstances so far.
    /// - Throws: `SnapshotCorruption` where what was kept of the scorer is none.
    func score(
        against standard: OwnerBook.Standard,
        _ circumstances: SessionCircumstances?
    ) throws(SnapshotCorruption) -> OwnerBook.Verdict? {
        var assessments = ModalityMap<Assessment>()
        try progress.update { (modality, progress) throws(SnapshotCorruption) in
            assessments[modality] = try progress.score(against: standard[modality])
        }
        assessments = assessments.only(pipeline.tellingModalities)
        assessments.begin(after: { pipeline.lead(of: $0) })
        let commands = pipeline.commands
        scoredCommandWindows = commands.windowCount
        let context = SessionContext(circumstances, commands: commands.complete)
        var verdict = standard.verdict(on: assessments, context)
        verdict?.assessment.beginCommands(at: pipeline.start)
        takeFirstScore(of: verdict?.assessment)
        return verdict
    }

    private func takeFirstScore(of assessment: SessionAssessment?) {
        let modalities = assessment?.modalities.map(\.modality) ?? []
        let first = modalities.filter { progress[$0]?.firstScore != nil }
            .min { end(ofFirstWindowIn: $0) < end(ofFirstWindowIn: $1) }
        if let first { firstScore = progress[first]?.firstScore }
    }

    /// When the first window in `modality` ended that has a score, in ms since the recording's first event.
    private func end(ofFirstWindowIn modality: Modality) -> Int64 {
        (progress[modality]?.firstScore?.end ?? 0) + pipeline.lead(of: modality)
    }

    /// Ends the session, and fills in what `report` says of its content.
    ///
    /// - Parameters:
    ///   - describe: fills in when the session was, and what else is known of it beside its content.
    ///   - companions: the files of its recording's other streams.
    ///   - standard: what all its scores were given against.
    ///   - policy: whether it is held back from learning; `nil` where nothing is learnt.
    /// - Throws: `UnreadableRecording` where the recording cannot be read as a whole.
    func finish(
        _ report: inout SessionReport,
        describedBy describe: (inout SessionReport) -> Void,
        with companions: inout CompanionFiles,
        against standard: OwnerBook.Standard,
        policy: LearningPolicy?,
        using memory: inout PipelineMemory
    ) throws(UnreadableRecording) -> Ending {
        let summary = try pipeline.finish(with: &companions, using: &memory) { take($1, of: $0) }
        progress.update { modality, progress in progress.finish { sketches.add($0, of: modality) } }
        progress = progress.only(summary.tellingModalities)
        report.take(summary)
        report.gestureCount = gestureCount
        describe(&report)
        // A snapshot that this process took is one.
        let resumed = standard.with(progress.compactMap { (try? $1.resumed(standard[$0])) ?? standard[$0] })
        var trial = SessionTrial(of: sketches, against: resumed, policy: policy)
        progress.update { modality, progress in
            progress.takeFirstScore(against: resumed[modality])
            for window in progress.waiting { trial.score(window, of: modality) }
            progress.waiting = []
        }
        report.outcome = trial.outcome(
            of: progress.compactMap { $1.sketcher },
            SessionCircumstances(report, isOver: true, key),
            summary
        )
        if case .scored(let assessment, _) = report.outcome { takeFirstScore(of: assessment) }
        report.explainShortness(by: summary.notScored)
        report.handMissing = trial.handMissing?.explained(by: summary.notScored)
        report.compare(with: standard)
        return Ending(
            sketches: trial.sketches,
            tellingModalities: summary.tellingModalities,
            isHeldBack: trial.isHeldBack,
            input: summary.input
        )
    }

    private func take(_ samples: borrowing SampleBuffer, of modality: Modality) {
        progress[modality, default: Progress(modality)].add(samples) { sketches.add($0, of: modality) }
    }

    // MARK: Snapshots

    /// Appends everything that the rest of the session depends on, but for what it is scored against and its sketch.
    ///
    /// - Precondition: no score is due, and the sketch was taken.
    func snapshot(into writer: inout SnapshotWriter) {
        precondition(!isScoreDue, "complete windows are scored before a snapshot")
        precondition(!hasSketches, "the sketches are taken before a snapshot")
        writer.append(text: sketches.session)
        pipeline.snapshot(into: &writer)
        writer.append(optional: firstScore) { $1.snapshot(into: &$0) }
        writer.append(count: scoredCommandWindows)
        writer.append(count: progress.modalities.count)
        progress.forEach { modality, progress in
            writer.append(text: modality.rawValue)
            progress.snapshot(into: &writer)
        }
    }

    /// A session that goes on where one was when it took a snapshot.
    ///
    /// - Parameters:
    ///   - rules: what is to be told of the session.
    ///   - key: what hashes of names are keyed with; the same as before.
    ///   - trail: the trail of the file up to where it was read.
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    init(
        from reader: inout SnapshotReader,
        watchingFor rules: [EventRule],
        key: NameKey,
        trail: ContentTrail
    ) throws(SnapshotCorruption) {
        self.key = key
        sketches = SessionSketches(session: try reader.text())
        pipeline = try SamplePipeline(from: &reader, watchingFor: rules, key: key)
        self.trail = trail
        position = pipeline.resumeOffset
        firstScore = try reader.optional { reader throws(SnapshotCorruption) in try FirstScore(from: &reader) }
        scoredCommandWindows = try reader.tally()
        for _ in 0..<(try reader.count(atMost: Modality.allCases.count)) {
            guard let modality = Modality(rawValue: try reader.text(atMost: 32)), progress[modality] == nil else {
                throw reader.corruption
            }
            progress[modality] = try Progress(from: &reader, modality)
        }
        try reader.finish()
    }
}

extension OpenSession.FirstScore {
    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        writer.append(bitPattern: score)
        writer.append(count: gestureCount)
        writer.append(signed: end)
    }

    fileprivate init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        score = try reader.double()
        gestureCount = try reader.tally()
        end = try reader.signed(in: -4 * Timestamp.limit...4 * Timestamp.limit)
    }
}

extension OpenSession.Progress {
    /// Takes samples, and calls `emit` with each window that is complete.
    fileprivate mutating func add(_ samples: borrowing SampleBuffer, emit: (SessionWindow) -> Void) {
        var completed: [SessionWindow] = []
        sketcher.add(samples) { completed.append($0) }
        take(completed, emit)
    }

    /// Ends the session, and calls `emit` with what remains.
    fileprivate mutating func finish(emit: (SessionWindow) -> Void) {
        var completed: [SessionWindow] = []
        sketcher.finish { completed.append($0) }
        take(completed, emit)
    }

    private mutating func take(_ windows: [SessionWindow], _ emit: (SessionWindow) -> Void) {
        for window in windows {
            emit(window)
            if window.size == SessionScorer.windowSize { waiting.append(window) }
        }
    }

    /// How unusual the session is up to its last complete window; `nil` where `standard` gives no score, or before the first.
    fileprivate mutating func score(
        against standard: OwnerBook.ModalityStandard
    ) throws(SnapshotCorruption) -> Assessment? {
        defer { waiting = [] }
        guard case .success(var current) = try resumed(standard).scorer else { return nil }
        takeFirstScore(against: standard)
        for window in waiting { current.add(window) }
        guard current.windowCount > 0 else { return nil }
        var writer = SnapshotWriter()
        current.snapshot(into: &writer)
        scorer = writer.bytes.fitted
        let ended = sketcher.ended(size: SessionScorer.windowSize)
        return current.assess(ended.counts, gestureCount: ended.gestureCount)
    }

    /// Takes note of the score after the first window, if that is among those that wait.
    fileprivate mutating func takeFirstScore(against standard: OwnerBook.ModalityStandard) {
        guard firstScore == nil, let first = waiting.first, case .success(var scorer) = standard.scorer else { return }
        scorer.add(first)
        firstScore = OpenSession.FirstScore(
            score: scorer.score(first.cells, gestureCount: first.gestureCount),
            gestureCount: first.gestureCount,
            end: first.end
        )
    }

    /// `standard` with its scorer as it was after the last window that was scored.
    fileprivate func resumed(
        _ standard: OwnerBook.ModalityStandard
    ) throws(SnapshotCorruption) -> OwnerBook.ModalityStandard {
        guard let scorer, case .success(let fresh) = standard.scorer else { return standard }
        var reader = SnapshotReader(scorer)
        var resumed = standard
        resumed.scorer = .success(try fresh.resuming(from: &reader))
        try reader.finish()
        return resumed
    }

    fileprivate func snapshot(into writer: inout SnapshotWriter) {
        sketcher.snapshot(into: &writer)
        writer.append(optional: firstScore) { $1.snapshot(into: &$0) }
        writer.append(optional: scorer) { $0.append(bytes: $1) }
    }

    fileprivate init(from reader: inout SnapshotReader, _ modality: Modality) throws(SnapshotCorruption) {
        sketcher = try SessionSketcher(from: &reader, space: modality.space)
        firstScore = try reader.optional { reader throws(SnapshotCorruption) in
            try OpenSession.FirstScore(from: &reader)
        }
        scorer = try reader.optional { reader throws(SnapshotCorruption) in try reader.bytes() }
    }
}
