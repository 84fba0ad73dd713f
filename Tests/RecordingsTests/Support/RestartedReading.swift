import Recordings
import Snapshots

/// What comes of reading a recording up to a byte, and going on with a reader restored from a snapshot taken there.
struct RestartedReading {
    var events: [PointerEvent] = []
    var keys: [KeyEvent] = []
    var commands: [CommandEvent] = []
    var titles: [TitleEvent] = []
    var facts = RecordingFacts()
    /// Whether the restored reader said at once of the recording what the first one did.
    var isRestoredWhole = false

    init(_ bytes: [UInt8], at cut: Int) throws {
        var scratch = RecordingScratch()
        var collected: [PointerEvent] = []
        var collectedKeys: [KeyEvent] = []
        var collectedCommands: [CommandEvent] = []
        var collectedTitles: [TitleEvent] = []
        func collect(_ batch: borrowing EventBatch) {
            collected += batch.pointer
            collectedKeys += batch.keys
            collectedCommands += batch.commands
            collectedTitles += batch.titles
        }
        var first = RecordingReader()
        try first.read(bytes.span.extracting(..<cut), using: &scratch, consume: collect)
        var writer = SnapshotWriter()
        first.snapshot(into: &writer)
        var snapshot = SnapshotReader(writer.bytes)
        var second = try RecordingReader(from: &snapshot)
        try snapshot.finish()
        isRestoredWhole = second.facts == first.facts
        let rest = bytes.span.extracting(Int(second.resumeOffset())...)
        try second.read(rest, using: &scratch, consume: collect)
        facts = try second.finish(using: &scratch, consume: collect)
        events = collected
        keys = collectedKeys
        commands = collectedCommands
        titles = collectedTitles
    }
}
