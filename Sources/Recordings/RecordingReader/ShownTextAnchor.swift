import Snapshots

/// A decoder as it was when it kept nothing of what a terminal showed. From there on bytes are given again after a restart,
/// because what it keeps now is in no snapshot.
struct ShownTextAnchor {
    /// So many bytes are decoded before the anchor is moved, lest that takes long.
    static let interval: Int64 = 16 * 1024
    /// Each time it is left behind by so many bytes, it is looked for where it can be moved.
    static let farthest: Int64 = 128 * 1024

    let decoder: any RecordingDecoder
    /// How many events have come out since.
    var events: EventCounts
    /// How many bytes were taken since.
    var bytes: Int64 = 0
}

/// How many events there are of each kind.
struct EventCounts: Equatable {
    var pointer = 0
    var keys = 0
    var commands = 0
    var titles = 0

    /// None.
    init() {}

    /// Those of a batch.
    init(of batch: borrowing EventBatch) {
        pointer = batch.pointer.count
        keys = batch.keys.count
        commands = batch.commands.count
        titles = batch.titles.count
    }

    static func += (sum: inout EventCounts, other: EventCounts) {
        sum.pointer += other.pointer
        sum.keys += other.keys
        sum.commands += other.commands
        sum.titles += other.titles
    }

    static prefix func - (counts: EventCounts) -> EventCounts {
        var negative = EventCounts()
        negative.pointer = -counts.pointer
        negative.keys = -counts.keys
        negative.commands = -counts.commands
        negative.titles = -counts.titles
        return negative
    }
}

/// What is known of the bytes that are given again after a restart, until they have been.
struct Repetition {
    /// How many of them are still to come.
    var bytes: Int64
    /// How many of the next events came out before the restart.
    var events: EventCounts
    /// What the recording had said before.
    let facts: RecordingFacts
}

extension RecordingReader {
    /// Takes note of where a decoder is that is about to decode more.
    mutating func moveAnchor(to decoder: any RecordingDecoder, _ batch: borrowing EventBatch) {
        guard decoder.showsTerminal, (anchor?.bytes ?? .max) >= ShownTextAnchor.interval else { return }
        guard !decoder.holdsShownText else { return }
        anchor = ShownTextAnchor(decoder: decoder, events: -EventCounts(of: batch))
        for stream in streams { stream.takenSinceAnchor = 0 }
    }

    /// Takes note that so many bytes of a stream were decoded.
    mutating func countTaken(_ count: Int, of stream: ByteStream) {
        if anchor != nil {
            stream.takenSinceAnchor += Int64(count)
            anchor?.bytes += Int64(count)
        }
        guard repetition != nil else { return }
        repetition?.bytes -= Int64(count)
        endRepetition()
    }

    /// Takes note of events that are about to be handed out, and removes those that had been before a restart.
    mutating func countEvents(_ batch: inout EventBatch) {
        anchor?.events += EventCounts(of: batch)
        guard let known = repetition?.events else { return }
        let removed = batch.removeFirst(known)
        repetition?.events -= removed
        endRepetition()
    }

    private mutating func endRepetition() {
        if let repetition, repetition.bytes <= 0, repetition.events == EventCounts() { self.repetition = nil }
    }
}

extension EventCounts {
    static func -= (rest: inout EventCounts, other: EventCounts) { rest += -other }

    func snapshot(into writer: inout SnapshotWriter) {
        for count in [pointer, keys, commands, titles] { writer.append(count: count) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        pointer = try reader.tally()
        keys = try reader.tally()
        commands = try reader.tally()
        titles = try reader.tally()
    }
}

extension Repetition {
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: max(0, bytes))
        events.snapshot(into: &writer)
        facts.rows.snapshot(into: &writer)
        writer.append(flag: facts.isComplete)
        writer.append(optional: facts.clock) { $0.append(text: $1.rawValue) }
        facts.description.snapshot(into: &writer)
        writer.append(optional: facts.span) { $1.snapshot(into: &$0) }
        writer.append(optional: facts.damage) { $1.snapshot(into: &$0) }
    }

    init(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        bytes = Int64(try reader.tally())
        events = try EventCounts(from: &reader)
        var facts = RecordingFacts()
        facts.rows = try RowCounts(from: &reader)
        facts.isComplete = try reader.flag()
        facts.clock = try reader.optional { reader throws(SnapshotCorruption) in
            guard let clock = RecordingContents.Clock(rawValue: try reader.text()) else { throw reader.corruption }
            return clock
        }
        facts.description = try RecordingDescription(from: &reader)
        facts.span = try reader.optional { reader throws(SnapshotCorruption) in try RecordedSpan(from: &reader) }
        facts.damage = try reader.optional { reader throws(SnapshotCorruption) in try RecordingError(from: &reader) }
        self.facts = facts
    }
}
