import Gestures
import Profiles
import Recordings
import Scoring
import Snapshots
import Statistics

/// A session that is being recorded: how far its recording was read, and what was made of it.
///
/// The same for any chunking of the recording; nothing in it depends on a clock.
final class OpenSession {
    /// The first score of a session, and how much of the session it was given for.
    struct FirstScore: Sendable, Equatable {
        /// The score, 0 to 100.
        var score: Double
        /// The gestures that it rests on.
        var gestureCount: Int
    }

    /// Where in the file the next bytes lie.
    private(set) var position: Int64 = 0
    /// By what the file is known again up to where it was read.
    private(set) var trail: ContentTrail
    /// The score after the first window of 30 gestures, as long as there is a score at all.
    private(set) var firstScore: FirstScore?

    private var pipeline: SamplePipeline
    private var sketcher: SessionSketcher
    private var trial: SessionTrial
    /// The samples of all complete windows of 30 gestures: what the current score is given for.
    private var windowTotal: [UInt32]
    private var windowGestures = 0

    /// A session at its beginning.
    init(format: RecordingFormat?, space: FeatureSpace, trial: SessionTrial, hash: SipHash) {
        pipeline = SamplePipeline(format: format)
        sketcher = SessionSketcher(space: space)
        self.trial = trial
        trail = ContentTrail(hash: hash)
        windowTotal = [UInt32](repeating: 0, count: space.cellCount)
    }

    /// How many gestures have ended.
    var gestureCount: Int { sketcher.gestureCount }

    /// What a score stands on.
    var standing: SessionReport.Standing { trial.standing }

    /// How unusual the session is up to its last complete window of 30 gestures; `nil` while there is no score.
    var assessment: Assessment? {
        windowGestures > 0 ? trial.assessment(of: windowTotal, gestureCount: windowGestures) : nil
    }

    /// Why there is no score yet.
    var notScored: NotScored {
        if case .failure(let reason) = trial.scorer { return reason }
        return .tooShort(gestures: sketcher.gestureCount, samples: sketcher.sampleCount)
    }

    /// Is learnt by another policy, unless it is not learnt whatever comes of it.
    func adopt(_ policy: LearningPolicy) { trial.adopt(policy) }

    /// Takes the bytes at `position`.
    ///
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    func read(_ bytes: Span<UInt8>, using memory: inout PipelineMemory) throws(RecordingError) {
        let known = Int(min(max(trail.offset - position, 0), Int64(bytes.count)))
        trail.append(bytes.extracting(known..<bytes.count))
        position += Int64(bytes.count)
        try pipeline.read(bytes, using: &memory) { samples in
            sketcher.add(samples) { take($0) }
        }
    }

    /// Ends the session, and fills in what `report` says of its content.
    ///
    /// - Returns: what the session can be learnt from, and whether it stands out too much to be.
    /// - Throws: `RecordingError` where the recording cannot be read as a whole.
    func finish(
        _ report: inout SessionReport,
        using memory: inout PipelineMemory
    ) throws(RecordingError) -> (sketch: SessionSketch, isHeldBack: Bool) {
        let summary = try pipeline.finish(using: &memory) { samples in
            sketcher.add(samples) { take($0) }
        }
        sketcher.finish { take($0) }
        report.remarks = summary.remarks
        report.gestureCount = sketcher.gestureCount
        report.duration = summary.duration
        report.bytesRead = summary.facts.bytesRead
        report.eventCount = summary.facts.rows.total
        report.outcome = trial.outcome(of: sketcher)
        return (trial.sketch, trial.isHeldBack)
    }

    private func take(_ window: SessionWindow) {
        trial.add(window)
        guard window.size == SessionScorer.windowSize else { return }
        windowTotal.addSaturating(window.cells)
        windowGestures += window.gestureCount
        guard firstScore == nil, let assessment else { return }
        firstScore = FirstScore(score: assessment.score, gestureCount: windowGestures)
    }

    // MARK: Snapshots

    /// Appends everything that the rest of the session depends on, but for what it is scored against.
    func snapshot(into writer: inout SnapshotWriter) {
        pipeline.snapshot(into: &writer)
        sketcher.snapshot(into: &writer)
        trial.sketch.snapshot(into: &writer)
        writer.append(bytes: SparseHistogram(windowTotal).bytes)
        writer.append(count: windowGestures)
        writer.append(optional: firstScore) {
            $0.append(bitPattern: $1.score)
            $0.append(count: $1.gestureCount)
        }
        if case .success(let scorer) = trial.scorer { scorer.snapshot(into: &writer) }
    }

    /// A session that goes on where one was when it took a snapshot.
    ///
    /// - Parameters:
    ///   - trial: a trial against what the session was scored against then.
    ///   - trail: the trail of the file up to where it was read.
    /// - Throws: `SnapshotCorruption` where the bytes are no such snapshot.
    init(
        from reader: inout SnapshotReader,
        space: FeatureSpace,
        trial: SessionTrial,
        trail: ContentTrail
    ) throws(SnapshotCorruption) {
        pipeline = try SamplePipeline(from: &reader)
        sketcher = try SessionSketcher(from: &reader, space: space)
        let sketch = try SessionSketch(from: &reader, cellCount: space.cellCount)
        let total = try reader.bytes()
        do throws(SparseHistogram.Corruption) {
            windowTotal = try SparseHistogram(bytes: total, cellCount: space.cellCount).counts()
        } catch {
            throw reader.corruption
        }
        windowGestures = try reader.tally()
        firstScore = try reader.optional { reader throws(SnapshotCorruption) in
            FirstScore(score: try reader.double(), gestureCount: try reader.tally())
        }
        self.trail = trail
        self.trial = trial
        position = pipeline.resumeOffset
        var scorer: SessionScorer?
        if case .success(let fresh) = trial.scorer { scorer = try fresh.resuming(from: &reader) }
        self.trial.restore(sketch, scorer)
        try reader.finish()
    }
}
