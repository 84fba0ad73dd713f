import Recordings
import Snapshots

@testable import Gestures

/// A session that is watched for signs of a program.
struct WatchedSession {
    private var extractor = PointerExtractor()
    private var detector = ScriptDetector()

    /// What is found in events.
    init(_ pointer: [PointerEvent], _ keys: [KeyEvent] = []) {
        add(pointer)
        add(keys)
        finish()
    }

    /// What is found in events that come in pieces, after each of which it is packed, or stopped and goes on from a snapshot.
    init(_ pointer: [PointerEvent], _ keys: [KeyEvent], inPiecesOf size: Int) throws {
        for start in stride(from: 0, to: pointer.count, by: size) {
            add(Array(pointer[start..<min(start + size, pointer.count)]))
            if start.isMultiple(of: 2) { self = try restarted() }
            pack()
        }
        for start in stride(from: 0, to: keys.count, by: size) {
            add(Array(keys[start..<min(start + size, keys.count)]))
            if start.isMultiple(of: 2) { self = try restarted() }
            pack()
        }
        finish()
    }

    mutating func add(_ events: [PointerEvent]) {
        guard !events.isEmpty else { return }
        detector.add(events.span)
        var samples = SampleBuffer(capacity: PointerExtractor.mostSamples)
        for start in stride(from: 0, to: events.count, by: EventBatch.capacity) {
            samples.removeAll()
            let end = min(start + EventBatch.capacity, events.count)
            extractor.extract(events.span.extracting(start..<end), into: &samples)
        }
    }

    mutating func add(_ events: [KeyEvent]) {
        if !events.isEmpty { detector.add(events.span) }
    }

    private mutating func finish() {
        var samples = SampleBuffer(capacity: PointerExtractor.mostSamples)
        extractor.finish(into: &samples)
    }

    mutating func pack() {
        extractor.pack()
        detector.pack()
    }

    /// What was found.
    var signs: [ScriptedSign] { detector.signs(paths: extractor.paths) }
    /// The tests that found something.
    var tests: Set<ScriptedTest> { Set(signs.map(\.test)) }
    var input: ReplaySketch { detector.input }
    /// Bytes that the detector takes beside itself.
    var byteCount: Int { detector.byteCount }

    /// One that goes on from a snapshot.
    func restarted() throws -> WatchedSession {
        var reader = SnapshotReader(bytes)
        let restarted = try WatchedSession(from: &reader)
        try reader.finish()
        return restarted
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        extractor = try PointerExtractor(from: &reader)
        detector = try ScriptDetector(from: &reader)
    }

    /// The bytes of a snapshot.
    var bytes: [UInt8] {
        var writer = SnapshotWriter()
        extractor.snapshot(into: &writer)
        detector.snapshot(into: &writer)
        return writer.bytes
    }
}
