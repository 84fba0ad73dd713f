public import Recordings
import Snapshots

extension Reading {
    /// Reads a recording with a reader that is restored from a snapshot before every piece of `piece` bytes.
    public init(
        restarting bytes: Span<UInt8>,
        every piece: Int,
        format: RecordingFormat?,
        limits: RecordingReader.Limits,
        using scratch: inout RecordingScratch
    ) {
        self.init()
        var reader = RecordingReader(format: format, limits: limits)
        var collected: [PointerEvent] = []
        var collectedKeys: [KeyEvent] = []
        func take(_ batch: borrowing EventBatch) {
            collected += batch.pointer
            collectedKeys += batch.keys
        }
        let streams = Streams(bytes, format: format)
        // How much of a stream there has been: after a restart some of it is given again.
        var reached: [StreamName: Int] = [:]
        var ended: Set<StreamName> = []
        // What is given again is no piece: a reader that is restarted before it is through with that never comes further.
        var hasProgressed = true
        do {
            while let wanted = reader.wantedStream {
                if hasProgressed { reader = restored(snapshot(of: reader), limits: limits) }
                hasProgressed = false
                let range = streams.range(of: wanted)
                let start = Int(reader.resumeOffset(of: wanted))
                precondition(start <= reached[wanted, default: 0], "nothing is passed over")
                let known = max(start, reached[wanted, default: 0])
                let end = min(known + piece, range.count)
                if start < end {
                    let chunk = bytes.extracting(range.lowerBound + start..<range.lowerBound + end)
                    let used = try reader.read(chunk, of: wanted, using: &scratch, consume: take)
                    hasProgressed = start + used > known
                    reached[wanted] = max(known, start + used)
                }
                if known == range.count, reader.wantedStream == wanted {
                    if ended.insert(wanted).inserted { hasProgressed = true }
                    try reader.endWantedStream(using: &scratch, consume: take)
                }
            }
            facts = try reader.finish(using: &scratch, consume: take)
        } catch {
            self.error = error
            facts = reader.facts
        }
        events = collected
        keys = collectedKeys
    }
}

/// What is saved of `reader`.
func snapshot(of reader: borrowing RecordingReader) -> [UInt8] {
    var writer = SnapshotWriter()
    reader.snapshot(into: &writer)
    return writer.bytes
}

/// The reader of which that is a snapshot.
func restored(_ snapshot: [UInt8], limits: RecordingReader.Limits) -> RecordingReader {
    var source = SnapshotReader(snapshot)
    do throws(SnapshotCorruption) {
        let reader = try RecordingReader(from: &source, limits: limits)
        try source.finish()
        return reader
    } catch {
        preconditionFailure("what was saved is restored: \(error)")
    }
}
