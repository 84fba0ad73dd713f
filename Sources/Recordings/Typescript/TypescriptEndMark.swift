import Snapshots

/// Looks for an end mark in what comes behind all records.
struct TypescriptEndMark {
    private static let marks: [StaticString] = ["\nScript done on ", "\n[END TYPESCRIPT]\n"]

    /// The mark that it can be.
    private var mark = 0
    /// How many of its bytes have been met.
    private var progress = 0
    /// Whether there is something else before it.
    private var isDisplaced = false

    private var isMet: Bool { progress == Self.marks[mark].utf8CodeUnitCount }
    /// Whether all of a mark has been met, and nothing before it.
    var isComplete: Bool { isMet && !isDisplaced }
    /// Whether that of `script` has been met behind something else, so that the records are not those of what was read.
    var isElsewhere: Bool { isMet && isDisplaced && mark == 0 }

    /// Takes the next bytes.
    mutating func take(_ bytes: Span<UInt8>) {
        for index in bytes.indices {
            guard !isMet else { return }
            // All marks have the same first byte, and another second one.
            if progress == 1 {
                mark = Self.marks.firstIndex { unsafe $0.utf8Start[1] == bytes[index] } ?? 0
            }
            let text = Self.marks[mark]
            if unsafe text.utf8Start[progress] == bytes[index] {
                progress += 1
            } else {
                isDisplaced = true
                progress = bytes[index] == UInt8(ascii: "\n") ? 1 : 0
            }
        }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: mark)
        writer.append(count: progress)
        writer.append(flag: isDisplaced)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        mark = try reader.count(atMost: Self.marks.count - 1)
        progress = try reader.count(atMost: Self.marks[mark].utf8CodeUnitCount)
        isDisplaced = try reader.flag()
    }
}
