import Snapshots

/// How far the lines of a stream have been taken.
struct LineProgress {
    /// The number of the line that comes next or is unfinished, counted from 1.
    var number: Int64 = 1
    /// The offset of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    var unfinished = UnfinishedLine()
    /// Whether the stream has no more lines.
    var hasEnded = false
    /// Whether the first line was taken, which is the header.
    var hasHeader = false
    /// Whether the first line may be a row, because another part has the header.
    var mayLackHeader = false

    /// Whether what every recording begins with is still to come.
    var awaitsHeader: Bool { !hasHeader && !mayLackHeader }

    /// The offset of the first byte of the unfinished line, or of the next where none is, while no bytes are being decoded.
    var start: Int64 { offset - unfinished.length }

    /// How many bytes there are of an unfinished line that is not too long, and not of the last one.
    var unfinishedCount: Int64 { hasEnded ? 0 : Int64(unfinished.text.count) }

    /// Appends how far the lines have been taken.
    ///
    /// - Parameter mayKeep: whether the text of an unfinished line is appended, too. Otherwise the bytes of
    ///   `unfinishedCount` are to be given again.
    func snapshot(into writer: inout SnapshotWriter, mayKeep: (Span<UInt8>) -> Bool) {
        let text = mayKeep(unfinished.text.span) ? unfinished.text : []
        let dropped = Int64(unfinished.text.count - text.count)
        writer.append(flag: hasEnded)
        writer.append(flag: hasHeader)
        writer.append(flag: mayLackHeader)
        writer.append(count: number)
        writer.append(count: offset - dropped)
        writer.append(count: unfinished.length - dropped)
        writer.append(bytes: text)
    }

    mutating func restore(
        from reader: inout SnapshotReader,
        lineLimit: Int,
        mayKeep: (Span<UInt8>) -> Bool
    ) throws(SnapshotCorruption) {
        hasEnded = try reader.flag()
        hasHeader = try reader.flag()
        mayLackHeader = try reader.flag()
        number = Int64(try reader.tally())
        offset = Int64(try reader.tally())
        let length = try reader.unsigned(atMost: UInt64(offset))
        let text = try reader.bytes(atMost: lineLimit)
        let isTooLong = length > UInt64(lineLimit)
        guard isTooLong || text.count == Int(length) && (text.isEmpty || mayKeep(text.span)) else {
            throw reader.corruption
        }
        unfinished = UnfinishedLine(text: isTooLong ? [] : text, length: Int64(length))
    }
}

/// The beginning of a line whose end is still to come, in bounded memory.
struct UnfinishedLine {
    /// What there is of the line; nothing once it is longer than the limit, when what it says does not matter any more.
    private(set) var text: [UInt8] = []
    /// The bytes so far, kept or not.
    private(set) var length: Int64 = 0

    mutating func append(_ bytes: Span<UInt8>, limit: Int) {
        length += Int64(bytes.count)
        guard length <= Int64(limit) else {
            text.removeAll(keepingCapacity: true)
            return
        }
        unsafe bytes.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
    }

    /// Hands the line over and starts the next.
    mutating func take() -> (text: [UInt8], length: Int64) {
        let taken = (text, length)
        text = []
        length = 0
        return taken
    }

    /// Takes back the memory of a line that was handed over.
    mutating func reuse(_ memory: consuming [UInt8]) {
        memory.removeAll(keepingCapacity: true)
        text = memory
    }
}
