import Snapshots

/// The first line of what a terminal was sent or showed, which the timing does not count:
/// `Script started on 2026-01-31 23:59:59+01:00 [COMMAND="…" TERM="…" TTY="…" COLUMNS="80" LINES="24"]` in the language of the
/// user, or guacd's `[BEGIN TYPESCRIPT]`.
///
/// Of a line of any length, the beginning and the end are kept.
struct TypescriptHeader {
    private static let beginningLength = 96
    private static let endLength = 64

    private var beginning: [UInt8] = []
    /// The last bytes.
    private var end: [UInt8] = []

    /// Takes the next bytes of the line.
    mutating func append(_ bytes: Span<UInt8>) {
        let missing = min(bytes.count, Self.beginningLength - beginning.count)
        for index in 0..<missing { beginning.append(bytes[index]) }
        for index in max(0, bytes.count - Self.endLength)..<bytes.count { end.append(bytes[index]) }
        if end.count > Self.endLength { end.removeFirst(end.count - Self.endLength) }
    }

    /// When the session began; nil where the line does not say, or not in numbers.
    var start: TimingClock.Start? { TimingClock.Start(firstIn: beginning.span) }

    /// The terminal's size; nil where the line does not say.
    var terminal: RecordingDescription.TerminalSize? {
        guard let columns = number(behind: #" COLUMNS=""#), let lines = number(behind: #" LINES=""#) else { return nil }
        return RecordingDescription.TerminalSize(columns: columns, lines: lines)
    }

    /// The number behind the last `key` in the end of the line.
    private func number(behind key: StaticString) -> Int64? {
        let text = end.span
        for start in text.indices.reversed() where text.extracting(start...).begins(with: key) {
            var cursor = TimingCursor(at: start + key.utf8CodeUnitCount)
            return cursor.readCount(text)
        }
        return nil
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(bytes: beginning)
        writer.append(bytes: end)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        beginning = try reader.bytes(atMost: Self.beginningLength)
        end = try reader.bytes(atMost: Self.endLength)
    }
}
