public import Recordings

/// Everything that came of reading one recording.
public struct Reading {
    /// All pointer events, in order.
    public var events: [PointerEvent] = []
    /// All key events, in order.
    public var keys: [KeyEvent] = []
    /// What the reader said at the end.
    public var facts = RecordingFacts()
    /// Why it could not be read.
    public var error: RecordingError?

    /// Nothing read.
    init() {}

    /// Reads a recording in pieces whose lengths `nextLength` gives, and checks the laws that hold for one reading.
    public init(
        _ bytes: Span<UInt8>,
        format: RecordingFormat?,
        limits: RecordingReader.Limits,
        using scratch: inout RecordingScratch,
        nextLength: () -> Int
    ) {
        var reader = RecordingReader(format: format, limits: limits)
        var collected: [PointerEvent] = []
        var collectedKeys: [KeyEvent] = []
        func take(_ batch: borrowing EventBatch) {
            precondition(!batch.isEmpty, "a batch is never empty")
            precondition(max(batch.pointer.count, batch.keys.count) <= EventBatch.capacity, "nor is it too large")
            collected += batch.pointer
            collectedKeys += batch.keys
        }
        let streams = Streams(bytes, format: format)
        var positions: [StreamName: Int] = [:]
        do {
            while let stream = reader.wantedStream {
                let range = streams.range(of: stream)
                let start = range.lowerBound + positions[stream, default: 0]
                let length = min(max(1, nextLength()), range.upperBound - start)
                guard length > 0 else {
                    try reader.endWantedStream(using: &scratch, consume: take)
                    continue
                }
                let chunk = bytes.extracting(start..<start + length)
                let used = try reader.read(chunk, of: stream, using: &scratch, consume: take)
                precondition(used == length || reader.wantedStream != stream, "all bytes of a wanted stream are taken")
                positions[stream, default: 0] += used
            }
            facts = try reader.finish(using: &scratch, consume: take)
            precondition(facts.bytesRead == positions.values.reduce(0, +), "all bytes are accounted for")
        } catch {
            self.error = error
            precondition(!error.description.isEmpty)
            facts = reader.facts
        }
        events = collected
        keys = collectedKeys
        let rows = facts.rows
        let usable = rows.total - rows.malformed - rows.unplaced
        precondition(usable >= 0, "no row is bad in two ways")
        if facts.format == .sessionCSV { precondition(usable == events.count, "every row is accounted for") }
        // A row about keys may give none, such as a release without its press, and what a terminal was sent several.
        if facts.format == .jsonLines {
            precondition(usable >= events.count, "no row is two events of the pointer")
            precondition(keys.count <= 3 * (usable - Int64(events.count)), "every key has its row")
        }
        precondition((rows.firstMalformed != nil) == (rows.malformed > 0), "the first malformed row is kept")
        let allowed = facts.bytesRead * limits.expansion + limits.expansionAllowance
        precondition(
            !facts.isCompressed || facts.bytesDecoded <= min(limits.decodedBytes, allowed),
            "no more is decompressed than allowed"
        )
    }

    /// Whether both gave the same. How far an unreadable recording was read before that was seen does not count, nor
    /// where exactly a limit was met.
    public func agrees(with other: Reading) -> Bool {
        guard let error, let otherError = other.error else {
            return self.error == other.error && events == other.events && keys == other.keys && facts == other.facts
        }
        return switch (error.problem, otherError.problem) {
        case (.tooLarge, .tooLarge), (.expandsTooMuch, .expandsTooMuch): true
        default: error == otherError
        }
    }
}
