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
    /// How many bytes in front of where a snapshot was taken have to be given again, now that it was restored.
    private(set) var rewound: Int64 = 0
    /// The offset at which the snapshot was taken.
    private var farthest: Int64 = 0

    /// Whether what every recording begins with is still to come.
    var awaitsHeader: Bool { !hasHeader && !mayLackHeader }

    /// The offset of the first byte of the unfinished line, or of the next where none is, while no bytes are being decoded.
    var start: Int64 { offset - unfinished.length }

    /// What there is of an unfinished line is not in the snapshot, because a line may have what people typed: it is read
    /// again.
    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(flag: hasEnded)
        writer.append(flag: hasHeader)
        writer.append(flag: mayLackHeader)
        writer.append(count: number)
        // While bytes are still being given again, it is what it was.
        let end = max(offset, farthest)
        writer.append(count: end)
        writer.append(count: end - start)
        writer.append(bytes: [])
    }

    mutating func restore(from reader: inout SnapshotReader, lineLimit: Int) throws(SnapshotCorruption) {
        hasEnded = try reader.flag()
        hasHeader = try reader.flag()
        mayLackHeader = try reader.flag()
        number = Int64(try reader.tally())
        offset = Int64(try reader.tally())
        let length = try reader.unsigned(atMost: UInt64(offset))
        let text = try reader.bytes(atMost: lineLimit)
        if length > UInt64(lineLimit) {
            unfinished = UnfinishedLine(text: [], length: Int64(length))
        } else if text.isEmpty {
            farthest = offset
            rewound = Int64(length)
            offset -= rewound
        } else {
            // Formerly the line was there.
            guard text.count == Int(length) else { throw reader.corruption }
            unfinished = UnfinishedLine(text: text, length: Int64(length))
        }
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
