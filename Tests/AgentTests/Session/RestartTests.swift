import Agent
import Profiles
import RecordingWriters
import Recordings
import Scoring
import Snapshots
import Synthesis
import TestSupport
import Testing

/// A session that is packed, stopped and restored any number of times gives what it gives without a stop.
struct RestartTests {
    /// Reads `bytes` in pieces of up to `largestPiece`.
    ///
    /// - Parameter restarts: whether the run is replaced by a restored one after every piece.
    private func run(
        _ bytes: [UInt8],
        largestPiece: Int,
        restarts: Bool,
        reference: SessionRun.Reference? = nil,
        seed: UInt64 = 1
    ) throws -> SessionRun.Outcome {
        var random = SplitMix64(seed: seed)
        var run = SessionRun(reference: reference)
        var end = 0
        while end < bytes.count {
            let start = run.resumeOffset
            end = min(end + Int.random(in: 1...largestPiece, using: &random), bytes.count)
            try run.read(bytes.span.extracting(start..<end))
            guard restarts else { continue }
            let soFar = run.outcomeSoFar
            run.pack()
            let snapshot = run.snapshot
            try run.restore(snapshot, reference: reference)
            #expect(run.snapshot == snapshot)
            #expect(run.outcomeSoFar == soFar)
        }
        if restarts, run.resumeOffset < end { try run.read(bytes.span.extracting(run.resumeOffset...)) }
        return try run.finish()
    }

    @Test(arguments: [0, 1], [false, true])
    func restartsDoNotMatter(reference: Int, isCompressed: Bool) throws {
        let recording = SampleSessions.recording(gestures: 200)
        let bytes = isCompressed ? gzip(recording) : recording
        let reference = SampleSessions.references[reference]
        let piece = bytes.count / 12
        let whole = try run(bytes, largestPiece: bytes.count, restarts: false, reference: reference)
        #expect(whole.trace.windows.count > 6)
        #expect(whole.assessment?.segment != nil)
        for seed: UInt64 in 1...3 {
            #expect(try run(bytes, largestPiece: piece, restarts: true, reference: reference, seed: seed) == whole)
        }
    }

    /// A restart after every few bytes, so that every kind of place is one where it happens.
    @Test(arguments: [false, true])
    func restartsInEveryRowDoNotMatter(isCompressed: Bool) throws {
        let recording = Array(SampleSessions.recording(gestures: 12).prefix(40_000))
        let bytes = isCompressed ? gzip(recording) : recording
        let whole = try run(bytes, largestPiece: bytes.count, restarts: false)
        #expect(try run(bytes, largestPiece: isCompressed ? 20 : 70, restarts: true) == whole)
    }

    @Test(arguments: [false, true])
    func restartsInAHostileRecordingDoNotMatter(isCompressed: Bool) throws {
        let recording = SampleSessions.hostileRecording(gestures: 40)
        let bytes = isCompressed ? gzip(recording) : recording
        let whole = try run(bytes, largestPiece: bytes.count, restarts: false)
        #expect(whole.facts.rows.malformed > 0)
        #expect(whole.facts.rows.unplaced > 0)
        #expect((whole.clockLeaps ?? 0) > 0)
        for seed: UInt64 in 1...2 {
            #expect(try run(bytes, largestPiece: bytes.count / 40, restarts: true, seed: seed) == whole)
        }
    }

    /// Members one after the other, of which the last is cut: as a compressing recorder leaves them when it is killed.
    @Test func restartsInSeveralMembersDoNotMatter() throws {
        let recording = SampleSessions.recording(gestures: 30)
        let third = recording.count / 3
        let members = [recording[..<third], recording[third..<2 * third], recording[(2 * third)...]]
        let bytes = Array(members.flatMap { gzip(Array($0)) }.dropLast(500))
        let whole = try run(bytes, largestPiece: bytes.count, restarts: false)
        #expect(whole.facts.endsEarlyAt == Int64(bytes.count))
        #expect(try run(bytes, largestPiece: bytes.count / 20, restarts: true) == whole)
    }

    /// A compressed file that grows waits at a half-written block; what is known so far can be had at any time.
    @Test func aGrowingCompressedRecordingWaits() throws {
        let bytes = gzip(SampleSessions.recording(gestures: 130))
        var run = SessionRun(reference: SampleSessions.references[1])
        var gestures = 0
        var evidence: Double?
        for start in stride(from: 0, to: bytes.count, by: 997) {
            try run.read(bytes.span.extracting(start..<min(start + 997, bytes.count)))
            let soFar = run.outcomeSoFar
            #expect(soFar.gestureCount >= gestures)
            #expect(soFar.facts.endsEarlyAt == nil)
            gestures = soFar.gestureCount
            evidence = soFar.assessment?.evidence
        }
        #expect(gestures > 60)
        #expect(try #require(evidence).isFinite)
    }

    /// A session of the usual length while it is recorded.
    @Test func aSnapshotIsSmall() throws {
        var run = SessionRun(reference: SampleSessions.references[1])
        try run.read(SampleSessions.recording(gestures: 200).span)
        #expect(run.snapshot.reduce(0) { $0 + $1.count } < 24 << 10)
    }
}
