import Agent
import RecordingWriters
import Snapshots
import Synthesis
import TestSupport
import Testing

/// Bytes that are no snapshot, or one that something has changed in, give an error or a value that can be used.
struct SnapshotCorruptionTests {
    private static let recording = SampleSessions.recording(gestures: 70)

    private func stopped(at cut: Int, in bytes: [UInt8]) throws -> SessionRun {
        var run = SessionRun(reference: SampleSessions.references[1])
        try run.read(bytes.span.extracting(..<cut))
        return run
    }

    /// Lets a restored run go on with `bytes` as far as it can.
    private func goOn(_ run: inout SessionRun, _ bytes: Span<UInt8>) {
        do {
            try run.read(bytes)
            _ = run.outcomeSoFar
            _ = run.snapshot
            _ = try run.finish()
        } catch {
            // A recording that cannot be read is what a changed snapshot may well claim.
        }
    }

    @Test(arguments: 0..<3)
    func noBeginningIsTakenForTheWhole(part: Int) throws {
        let reference = SampleSessions.references[1]
        let snapshot = try stopped(at: Self.recording.count / 2, in: Self.recording).snapshot
        var run = SessionRun(reference: nil)
        // All short beginnings, and some of the long ones.
        for length in snapshot[part].indices where length < 300 || length.isMultiple(of: 41) {
            var cut = snapshot
            cut[part].removeSubrange(length...)
            #expect(throws: SnapshotCorruption.self) { try run.restore(cut, reference: reference) }
        }
    }

    @Test(arguments: 0..<3, [false, true])
    func aChangedByteIsAnErrorOrAnotherValue(part: Int, isCompressed: Bool) throws {
        let reference = SampleSessions.references[1]
        let bytes = isCompressed ? gzip(Self.recording) : Self.recording
        let snapshot = try stopped(at: bytes.count / 2, in: bytes).snapshot
        let rest = bytes.span.extracting((isCompressed ? 0 : bytes.count / 2)..<bytes.count / 2 + 4000)
        var random = SplitMix64(seed: UInt64(part))
        var run = SessionRun(reference: nil)
        for _ in 0..<200 {
            var changed = snapshot
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                // Near the beginning more often than not, where the short parts are.
                let bound = min(Bool.random(using: &random) ? 64 : .max, changed[part].count)
                changed[part][Int.random(in: 0..<bound, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(SnapshotCorruption) {
                try run.restore(changed, reference: reference)
            } catch {
                continue
            }
            goOn(&run, rest)
        }
    }

    @Test func bytesOfAnythingAreNoTrap() {
        var random = SplitMix64(seed: 77)
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                // Small numbers are what counts and flags are made of.
                Bool.random(using: &random)
                    ? UInt8.random(in: 0...3, using: &random) : .random(in: 0...255, using: &random)
            }
            var reader = SnapshotReader(bytes)
            _ = try? SamplePipeline(from: &reader).resumeOffset
        }
    }
}
