import Snapshots

/// The way to the line of a log with which the session begins that the timing tells of.
///
/// Mostly that is the first. Where `script --append` wrote several sessions into one log, it is told by its time from those of
/// the sessions before: `script` begins its timing anew then, and says there when the session began.
struct TypescriptHeaderSearch {
    /// The line and the timing say it one after the other: no more than so many ms lie between.
    private static let tolerance: Int64 = 5000

    /// What there is of the line at hand.
    private var line = UnfinishedLine()
    /// Whether a line is behind that was another's.
    private var isBehindFirst = false
    /// Whether the header is behind.
    private(set) var isFound = false

    /// Whether nothing has been met of the log.
    var isUnbegun: Bool { !isFound && !isBehindFirst && line.length == 0 }

    /// How many bytes are to be given again after a snapshot.
    var bytesToRepeat: Int64 { Int64(line.text.count) }

    /// Takes bytes of the line at hand.
    mutating func append(_ bytes: Span<UInt8>) { line.append(bytes, limit: TypescriptDecoder.lineLimit) }

    /// Takes note that the line at hand is whole; returns it if it is the header.
    ///
    /// - Parameters:
    ///   - session: when the session began, by the timing; nil where that does not say it.
    ///   - isLast: whether there is no further line, so that it has to be this one.
    mutating func endLine(of session: TimingClock.Start?, isLast: Bool) -> TypescriptHeader? {
        let header = TypescriptHeader(text: line.take().text)
        isFound = isLast || isHeader(header, of: session)
        isBehindFirst = true
        return isFound ? header : nil
    }

    private func isHeader(_ header: TypescriptHeader, of session: TimingClock.Start?) -> Bool {
        guard let session else { return true }
        // What comes later may be what a terminal showed.
        guard !isBehindFirst || header.text.span.begins(with: Typescript.scriptHeader) else { return false }
        guard let start = header.start else { return !isBehindFirst }
        return abs(start.milliseconds - session.milliseconds) <= Self.tolerance
    }

    /// Looks for the header of a further session.
    mutating func beginSession() { isFound = false }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(flag: isBehindFirst)
        writer.append(flag: isFound)
        writer.append(count: line.length - Int64(line.text.count))
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        isBehindFirst = try reader.flag()
        isFound = try reader.flag()
        let length = Int64(try reader.tally())
        guard length == 0 || length > Int64(TypescriptDecoder.lineLimit) else { throw reader.corruption }
        line = UnfinishedLine(length: length)
    }
}
