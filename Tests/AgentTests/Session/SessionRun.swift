import Agent
import Gestures
import Profiles
import Recordings
import Scoring
import Snapshots

/// A session on its way from bytes to a score, that can be stopped between any two bytes and gone on with.
struct SessionRun: ~Copyable {
    /// What a session is scored against.
    struct Reference: Sendable {
        var owner: OwnerModel
        var population: OwnerInPopulation?
    }

    /// What came out of the stages before scoring, in order.
    struct Trace: Equatable {
        var windows: [SessionWindow] = []
        var gestureEnds: [SampleBuffer.GestureMark] = []
        var numberCount = 0
        var wholeCount = 0
        var cellCount = 0
        /// A hash of all samples to the last bit, in order; one for those of whole numbers.
        var digest = Digest()
        var wholeDigest = Digest()

        mutating func add(_ samples: borrowing SampleBuffer) {
            for mark in samples.marks {
                var mark = mark
                mark.numberCount += numberCount
                mark.wholeCount += wholeCount
                mark.cellCount += cellCount
                gestureEnds.append(mark)
            }
            for index in 0..<samples.numberCount {
                let sample = samples.number(at: index)
                digest.mix(UInt64(sample.feature), sample.value.bitPattern)
            }
            for index in 0..<samples.wholeCount {
                let sample = samples.whole(at: index)
                wholeDigest.mix(UInt64(sample.feature), UInt64(bitPattern: sample.value))
            }
            numberCount += samples.numberCount
            wholeCount += samples.wholeCount
            cellCount += samples.cellCount
        }
    }

    struct Digest: Equatable {
        private var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func mix(_ first: UInt64, _ second: UInt64) {
            value = (value ^ first) &* 0x0000_0100_0000_01B3
            value = (value ^ second) &* 0x9E37_79B9_7F4A_7C15
            value ^= value >> 29
        }
    }

    /// All that is known of a session at some moment.
    struct Outcome: Equatable {
        var trace: Trace
        var sketch: SessionSketch
        var total: [UInt32]
        var gestureCount: Int
        var sampleCount: Int
        var assessment: Assessment?
        var evidenceBits: UInt64?
        var facts: RecordingFacts
        var duration: Int64?
        var unusableEvents: Int?
        var clockLeaps: Int?
        var signs: [ScriptedSign]?
        var input: ReplaySketch?
    }

    /// What is made of the samples.
    private struct Measures {
        var trace = Trace()
        var sketcher = SessionSketcher(space: .pointer)
        var sketch = SessionSketch(session: "session/1")
        var scorer: SessionScorer?

        mutating func take(_ samples: borrowing SampleBuffer) {
            trace.add(samples)
            var windows: [SessionWindow] = []
            sketcher.add(samples) { windows.append($0) }
            take(windows)
        }

        mutating func finish() {
            var windows: [SessionWindow] = []
            sketcher.finish { windows.append($0) }
            take(windows)
        }

        private mutating func take(_ windows: [SessionWindow]) {
            for window in windows {
                trace.windows.append(window)
                sketch.add(window)
                scorer?.add(window)
            }
            sketch.gestureCount = sketcher.gestureCount
        }

        func outcome(_ facts: RecordingFacts) -> Outcome {
            let assessment = scorer?.assess(sketcher.total, gestureCount: sketcher.gestureCount)
            return Outcome(
                trace: trace,
                sketch: sketch,
                total: sketcher.total,
                gestureCount: sketcher.gestureCount,
                sampleCount: sketcher.sampleCount,
                assessment: assessment,
                evidenceBits: assessment?.evidence.bitPattern,
                facts: facts
            )
        }
    }

    private var pipeline = SamplePipeline()
    private var memory = PipelineMemory()
    private var measures = Measures()

    init(reference: Reference?) {
        measures.scorer = reference.map { SessionScorer(owner: $0.owner, population: $0.population) }
    }

    /// Where the bytes begin that are to be read next.
    var resumeOffset: Int { Int(pipeline.resumeOffset) }

    mutating func read(_ bytes: Span<UInt8>) throws {
        try Self.read(bytes, &pipeline, &memory, &measures)
    }

    private static func read(
        _ bytes: Span<UInt8>,
        _ pipeline: inout SamplePipeline,
        _ memory: inout PipelineMemory,
        _ measures: inout Measures
    ) throws {
        try pipeline.read(bytes, using: &memory) { measures.take($1) }
    }

    /// Lets the session take little memory.
    mutating func pack() {
        pipeline.pack()
        measures.sketcher.pack()
    }

    /// Ends the session.
    mutating func finish() throws -> Outcome {
        try Self.finish(&pipeline, &memory, &measures)
    }

    private static func finish(
        _ pipeline: inout SamplePipeline,
        _ memory: inout PipelineMemory,
        _ measures: inout Measures
    ) throws -> Outcome {
        let summary = try pipeline.finish(using: &memory) { measures.take($1) }
        measures.finish()
        var outcome = measures.outcome(summary.facts)
        outcome.duration = summary.duration
        outcome.unusableEvents = summary.unusableEvents
        outcome.clockLeaps = summary.clockLeaps
        outcome.signs = summary.signs
        outcome.input = summary.input
        return outcome
    }

    /// What is known while the session goes on.
    var outcomeSoFar: Outcome { measures.outcome(pipeline.facts) }

    /// The parts of a snapshot: pipeline, sketcher, scorer.
    var snapshot: [[UInt8]] {
        var parts = [SnapshotWriter](repeating: SnapshotWriter(), count: 3)
        pipeline.snapshot(into: &parts[0])
        measures.sketcher.snapshot(into: &parts[1])
        measures.scorer?.snapshot(into: &parts[2])
        return parts.map(\.bytes)
    }

    /// Becomes what a run was when it took a snapshot.
    mutating func restore(_ snapshot: [[UInt8]], reference: Reference?) throws(SnapshotCorruption) {
        var readers = snapshot.map(SnapshotReader.init)
        pipeline = try SamplePipeline(from: &readers[0])
        measures.sketcher = try SessionSketcher(from: &readers[1], space: .pointer)
        measures.scorer = nil
        if let reference {
            let scorer = SessionScorer(owner: reference.owner, population: reference.population)
            measures.scorer = try scorer.resuming(from: &readers[2])
        }
        for reader in readers { try reader.finish() }
    }
}
