import Glibc
import SystemPackage

/// The list as it is published at some moment.
struct PublishedList {
    /// What a row says.
    struct Row {
        var key: String
        var isOpen: Bool
        var gestures: Int
        var isScored: Bool
    }

    private let content: [UInt8]
    /// When it was published, in s since 1970; 0 before the first time.
    let time: Double

    /// The list in the state directory; an empty one where none has been published yet.
    init(in state: FilePath) throws {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(state.appending("priority.json"), .readOnly)
        } catch Errno.noSuchFileOrDirectory {
            content = []
            time = 0
            return
        }
        (content, time) = try file.closeAfter {
            var status = stat()
            unsafe fstat(file.rawValue, &status)
            return (
                try Bytes.read(file), Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1e9
            )
        }
    }

    /// How many sessions there have been that are over.
    var closedCount: Int {
        let rows = lines.count { !Self.isOpen($0) }
        return rows + Int(number("\"leftOut\"") ?? 0)
    }

    /// Bytes of the list.
    var size: Int { content.count }

    /// How many sessions are open.
    var openCount: Int { lines.count(where: Self.isOpen) }

    /// Whether there is a row of this key.
    func has(_ key: String) -> Bool { content[...].firstEnd(of: Self.keyField + Array("\(key)\"".utf8)) != nil }

    /// Calls `body` for each session, or each open session.
    func forEachRow(openOnly: Bool = false, _ body: (Row) -> Void) {
        for line in lines {
            let isOpen = Self.isOpen(line)
            if openOnly, !isOpen { continue }
            guard let key = line.firstEnd(of: Self.keyField) else { continue }
            // The first ones may be those of a segment.
            var gestures = 0.0
            var rest = line
            while let end = rest.firstEnd(of: Self.gesturesField) {
                rest = rest[end...]
                gestures = rest.leadingNumber
            }
            body(
                Row(
                    key: line[key...].leadingText,
                    isOpen: isOpen,
                    gestures: Int(gestures),
                    isScored: line.firstEnd(of: Self.rankField) != nil
                )
            )
        }
    }

    private static let keyField = Array("\"key\":\"".utf8)
    private static let gesturesField = Array("\"gestures\":".utf8)
    private static let rankField = Array(",\"rank\":".utf8)
    private static let openState = Array("\"state\":\"open\"".utf8)

    private static func isOpen(_ line: ArraySlice<UInt8>) -> Bool { line.firstEnd(of: openState) != nil }

    /// The lines that are sessions.
    private var lines: some Sequence<ArraySlice<UInt8>> {
        content.split(separator: UInt8(ascii: "\n")).lazy.filter { $0.firstEnd(of: Self.keyField) != nil }
    }

    private func number(_ key: String) -> Double? {
        guard let end = content[...].firstEnd(of: Array(key.utf8)) else { return nil }
        return content[end...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":") }.leadingNumber
    }
}
