import Snapshots

/// Looks for an end mark in what comes behind all records.
struct TypescriptEndMark {
    private static let marks: [StaticString] = ["\nScript done on ", "\n[END TYPESCRIPT]\n"]

    /// The mark that it can be.
    private var mark = 0
    /// How many of its bytes have been met.
    private var progress = 0
    /// Whether there is something else instead.
    private var isAbsent = false

    /// Whether all of a mark has been met.
    var isComplete: Bool { !isAbsent && progress == Self.marks[mark].utf8CodeUnitCount }

    /// Takes the next bytes.
    mutating func take(_ bytes: Span<UInt8>) {
        for index in bytes.indices {
            guard !isAbsent, !isComplete else { return }
            // All marks have the same first byte, and another second one.
            if progress == 1 {
                mark = Self.marks.firstIndex { unsafe $0.utf8Start[1] == bytes[index] } ?? 0
            }
            let text = Self.marks[mark]
            isAbsent = unsafe text.utf8Start[progress] != bytes[index]
            progress += 1
        }
    }

    func snapshot(into writer: inout SnapshotWriter) {
        writer.append(count: mark)
        writer.append(count: progress)
        writer.append(flag: isAbsent)
    }

    mutating func restore(from reader: inout SnapshotReader) throws(SnapshotCorruption) {
        mark = try reader.count(atMost: Self.marks.count - 1)
        progress = try reader.count(atMost: Self.marks[mark].utf8CodeUnitCount)
        isAbsent = try reader.flag()
    }
}
