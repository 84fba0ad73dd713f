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
    }

    /// About so many bytes of other streams are read at once.
    private static let companionTurn = 256 * 1024

    /// Where in the file the next bytes lie.
    private(set) var position: Int64 = 0
    /// By what the file is known again up to where it was read.
    private(set) var trail: ContentTrail
    /// The score after the first window of 30 gestures, as long as there is a score at all.
    private(set) var firstScore: FirstScore?

    private var pipeline: SamplePipeline
    private var sketcher: SessionSketcher
    /// The windows that were completed since the last call of `takeSketch`.
    private var sketch: SessionSketch
    /// Windows of 30 gestures that were not scored yet.
    private var waiting: [SessionWindow] = []
    /// The scorer's snapshot; `nil` before it has had a window.
    private var scorer: [UInt8]?

    /// A session at its beginning.
    ///
    /// - Parameters:
    ///   - name: unique among its owner's.
    ///   - isContinuation: whether the recording goes on where another of that format was cut off.
    init(
        named name: String,
        format: RecordingFormat?,
        isContinuation: Bool,
        space: FeatureSpace,
        hash: SipHash
    ) {
        pipeline = SamplePipeline(format: format, isContinuation: isContinuation)
        sketcher = SessionSketcher(space: space)
        sketch = SessionSketch(session: name)
        trail = ContentTrail(hash: hash)
    }

    /// The recording's format; `nil` until it is recognised.
    var format: RecordingFormat? { facts.format }

    /// What the bytes said about the recording so far.
    var facts: RecordingFacts { pipeline.facts }

    /// How finely the recording samples, and from when to when.
    var signal: PointerSignal { pipeline.signal }

    /// How many gestures have ended.
    var gestureCount: Int { sketcher.gestureCount }

    /// Why there is no score yet, if there is no other reason.
    var tooShort: NotScored {
        .tooShort(gestures: sketcher.gestureCount, samples: sketcher.sampleCount)
    }

    /// Why there will be no score; `nil` where there can be one.
    var withoutPointer: NotScored? { facts.withoutPointer(pipeline.keys) }

    /// ms from the first event to the last so far.
    var duration: Int64 { pipeline.duration }

    /// Whether windows were completed that were not scored yet.
    var isScoreDue: Bool { !waiting.isEmpty }

    /// Whether so many windows wait for their score that they take much memory.
    var isScoreLongDue: Bool { waiting.count >= 64 }

    /// Whether windows were completed since the last call of `takeSketch`.
    var hasSketch: Bool { sketch.windowCount > 0 }

    /// The sketch of the windows that were completed since the last call; all of these together are that of the session.
    func takeSketch() -> SessionSketch {
        defer { sketch = SessionSketch(session: sketch.session) }
        return sketch
    }

    /// Lets the session take little memory until bytes come again.
    func pack() {
        pipeline.pack()
        sketcher.pack()
    }

    /// Bytes of memory that the session takes, about.
    var byteCount: Int { pipeline.byteCount + sketcher.byteCount + sketch.byteCount + (scorer?.count ?? 0) }

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
        try pipeline.endWantedStream(using: &memory) { samples in sketcher.add(samples) { take($0) } }
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
        ) { samples in
            sketcher.add(samples) { take($0) }
        }
        let known = Int(min(max(trail.offset - position, 0), Int64(used)))
        trail.append(bytes.extracting(known..<used))
        position += Int64(used)
        return obstacle
    }

    /// How unusual the session is up to its last complete window of 30 gestures; `nil` where `standard` gives no score,
    /// or before the first window.
    ///
    /// - Parameter standard: the same each time.
    /// - Throws: `SnapshotCorruption` where what was kept of the scorer is none.
    func score(against standard: OwnerBook.Standard) throws(SnapshotCorruption) -> Assessment? {
        guard case .success(var current) = try resumed(standard).scorer else {
            waiting = []
            return nil
        }
        for window in waiting {
            current.add(window)
            if firstScore == nil { firstScore = Self.firstScore(of: window, by: current) }
        }
        waiting = []
        guard current.windowCount > 0 else { return nil }
        var writer = SnapshotWriter()
        current.snapshot(into: &writer)
        scorer = writer.bytes.fitted
        let ended = sketcher.ended(size: SessionScorer.windowSize)
        return current.assess(ended.counts, gestureCount: ended.gestureCount)
    }

    /// Ends the session, and fills in what `report` says of its content.
    ///
    /// - Parameters:
    ///   - companions: the files of its recording's other streams.
    ///   - standard: what all its scores were given against.
    ///   - policy: whether it is held back from learning; `nil` where nothing is learnt.
    /// - Returns: the last part of what the session can be learnt from, and whether it stands out too much to be.
    /// - Throws: `UnreadableRecording` where the recording cannot be read as a whole.
    func finish(
        _ report: inout SessionReport,
        with companions: inout CompanionFiles,
        against standard: OwnerBook.Standard,
        policy: LearningPolicy?,
        using memory: inout PipelineMemory
    ) throws(UnreadableRecording) -> (sketch: SessionSketch, isHeldBack: Bool) {
        let summary = try pipeline.finish(with: &companions, using: &memory) { samples in
            sketcher.add(samples) { take($0) }
        }
        sketcher.finish { take($0) }
        report.take(summary)
        report.gestureCount = sketcher.gestureCount
        // A snapshot that this process took is one.
        let standard = (try? resumed(standard)) ?? standard
        if firstScore == nil, let first = waiting.first, case .success(var scorer) = standard.scorer {
            scorer.add(first)
            firstScore = Self.firstScore(of: first, by: scorer)
        }
        var trial = SessionTrial(of: sketch, against: standard, policy: policy)
        for window in waiting { trial.score(window) }
        waiting = []
        report.outcome = summary.notScored.map { .notScored($0) } ?? trial.outcome(of: sketcher)
        report.compare(with: standard.transports)
        return (trial.sketch, trial.isHeldBack)
    }

    /// The score of a session that has only its first window yet, which `scorer` has.
    private static func firstScore(of window: SessionWindow, by scorer: SessionScorer) -> FirstScore {
        FirstScore(
            score: scorer.score(window.cells, gestureCount: window.gestureCount),
            gestureCount: window.gestureCount
        )
    }

    private func take(_ window: SessionWindow) {
        sketch.add(window)
        if window.size == SessionScorer.windowSize { waiting.append(window) }
    }

    /// `standard` with its scorer as it was after the last window that was scored.
    private func resumed(_ standard: OwnerBook.Standard) throws(SnapshotCorruption) -> OwnerBook.Standard {
        guard let scorer, case .success(let fresh) = standard.scorer else { return standard }
        var reader = SnapshotReader(scorer)
        var resumed = standard
        resumed.scorer = .success(try fresh.resuming(from: &reader))
        try reader.finish()
        return resumed
    }

    // MARK: Snapshots

    /// Appends everything that the rest of the session depends on, but for what it is scored against and its sketch.
    ///
    /// - Precondition: no score is due, and the sketch was taken.
    func snapshot(into writer: inout SnapshotWriter) {
        precondition(!isScoreDue, "complete windows are scored before a snapshot")
        precondition(!hasSketch, "the sketch is taken before a snapshot")
        writer.append(text: sketch.session)
        pipeline.snapshot(into: &writer)
        sketcher.snapshot(into: &writer)
        writer.append(optional: firstScore) {
            $0.append(bitPattern: $1.score)
            $0.append(count: $1.gestureCount)
        }
        writer.append(optional: scorer) { $0.append(bytes: $1) }
        signal.snapshot(into: &writer)
        pipeline.keys.snapshot(into: &writer)
    }

    /// A session that goes on where one was when it took a snapshot.
    ///
    /// - Parameters:
    ///   - trail: the trail of the file up to where it was read.
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    init(
        from reader: inout SnapshotReader,
        space: FeatureSpace,
        trail: ContentTrail
    ) throws(SnapshotCorruption) {
        sketch = SessionSketch(session: try reader.text())
        pipeline = try SamplePipeline(from: &reader)
        sketcher = try SessionSketcher(from: &reader, space: space)
        firstScore = try reader.optional { reader throws(SnapshotCorruption) in
            FirstScore(score: try reader.double(), gestureCount: try reader.tally())
        }
        scorer = try reader.optional { reader throws(SnapshotCorruption) in try reader.bytes() }
        pipeline.measurer.signal = try PointerSignal(from: &reader)
        pipeline.measurer.keys = try KeySignal(from: &reader)
        self.trail = trail
        position = pipeline.resumeOffset
        try reader.finish()
    }
}
