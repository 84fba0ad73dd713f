import Recordings
import Snapshots

/// What comes of reading a recording of several streams in pieces, with a reader restored from a snapshot before every piece.
struct RestartedStreamsReading {
    var events: [PointerEvent] = []
    var keys: [KeyEvent] = []
    var commands: [CommandEvent] = []
    var titles: [TitleEvent] = []
    var facts = RecordingFacts()
    /// The length of the longest snapshot.
    var longestSnapshot = 0

    init(_ streams: [StreamName: [UInt8]], piece: Int, format: RecordingFormat? = nil) throws {
        var scratch = RecordingScratch()
        var reader = RecordingReader(format: format)
        var collected: [KeyEvent] = []
        var collectedEvents: [PointerEvent] = []
        var collectedCommands: [CommandEvent] = []
        var collectedTitles: [TitleEvent] = []
        func collect(_ batch: borrowing EventBatch) {
            collected += batch.keys
            collectedEvents += batch.pointer
            collectedCommands += batch.commands
            collectedTitles += batch.titles
        }
        // How much of a stream there has been: after a restart a compressed one is given again from its start.
        var reached: [StreamName: Int] = [:]
        var ended: Set<StreamName> = []
        // What is given again is no piece: a reader that is restarted before it is through with that never comes further.
        var hasProgressed = true
        while let wanted = reader.wantedStream {
            if hasProgressed {
                var writer = SnapshotWriter()
                reader.snapshot(into: &writer)
                longestSnapshot = max(longestSnapshot, writer.bytes.count)
                var snapshot = SnapshotReader(writer.bytes)
                reader = try RecordingReader(from: &snapshot)
                try snapshot.finish()
            }
            hasProgressed = false
            let bytes = streams[wanted] ?? []
            let start = Int(reader.resumeOffset(of: wanted))
            let known = max(start, reached[wanted] ?? 0)
            let end = min(known + piece, bytes.count)
            if start < end {
                let used = try reader.read(
                    bytes.span.extracting(start..<end),
                    of: wanted,
                    using: &scratch,
                    consume: collect
                )
                hasProgressed = start + used > known
                reached[wanted] = max(known, start + used)
            }
            if known == bytes.count, reader.wantedStream == wanted {
                if ended.insert(wanted).inserted { hasProgressed = true }
                try reader.endWantedStream(using: &scratch, consume: collect)
            }
        }
        facts = try reader.finish(using: &scratch, consume: collect)
        keys = collected
        events = collectedEvents
        commands = collectedCommands
        titles = collectedTitles
    }
}
