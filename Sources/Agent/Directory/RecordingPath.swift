public import Configuration
import Recordings

/// Where a recording lies: the source, and components in the file system's bytes from the source's directory down.
///
/// It is printed as `user/session`, and as `NAME//user/session` in a source with a name. No path below a directory has an
/// empty component, so that no name of a directory can be taken for that of a source.
public struct RecordingPath: Sendable, Hashable, Comparable {
    /// The source; `nil` for the one without a name.
    public let source: SourceName?
    /// The components from the directory down; none for the directory itself.
    public let components: [FileName]

    /// A path of `components` below the directory of `source`.
    public init(_ components: [FileName], in source: SourceName? = nil) {
        self.source = source
        self.components = components
    }

    /// The components joined by `/`, without the source.
    public var bytes: [UInt8] {
        Array(components.map(\.bytes).joined(separator: [UInt8(ascii: "/")]))
    }

    /// Orders by source, the one without a name first, then by bytes, component by component.
    public static func < (a: RecordingPath, b: RecordingPath) -> Bool {
        guard a.source == b.source else {
            guard let first = a.source, let second = b.source else { return a.source == nil }
            return first < second
        }
        return a.components.lexicographicallyPrecedes(b.components)
    }

    // MARK: Paths beside it

    /// The path of the entry `name` in this directory.
    func appending(_ name: FileName) -> RecordingPath { RecordingPath(components + [name], in: source) }

    /// The path of the directory that this lies in.
    var parent: RecordingPath { RecordingPath(components.dropLast(), in: source) }

    /// Whether this is `path`, or below it.
    func isAtOrBelow(_ path: RecordingPath) -> Bool {
        source == path.source && components.starts(with: path.components)
    }
}

extension RecordingPath: CustomStringConvertible {
    /// The source's name and the joined components, safe to print.
    public var description: String { (source.map { "\($0)//" } ?? "") + escapedForTerminal(bytes) }

    /// The path that was printed as `text`.
    public init(printed text: String) {
        var parts = text.split(separator: "/", omittingEmptySubsequences: false)
        var source: SourceName?
        if parts.count > 1, parts[1].isEmpty { source = SourceName(parts[0]) }
        if source != nil { parts.removeFirst(2) }
        self.init(parts.filter { !$0.isEmpty }.map { FileName(printed: $0) }, in: source)
    }
}

extension FileName {
    /// The name that `escapedForTerminal` has made `text` of.
    fileprivate init(printed text: Substring) {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: #"\"#), let escaped = Self.takeEscaped(from: &rest) {
                bytes += escaped
            } else {
                bytes.append(byte)
            }
        }
        // No escape stands for these, whoever wrote one.
        self.init(bytes.filter { $0 != 0 && $0 != UInt8(ascii: "/") })
    }

    /// Takes what follows a backslash, and returns the bytes that it stands for; `nil` where it is no escape.
    private static func takeEscaped(from text: inout Substring.UTF8View) -> [UInt8]? {
        guard let first = text.first else { return nil }
        switch first {
        case UInt8(ascii: "x"):
            let digits = text.dropFirst().prefix(2)
            guard digits.count == 2, let byte = UInt8(Substring(digits), radix: 16) else { return nil }
            text.removeFirst(3)
            return [byte]
        case UInt8(ascii: "u"):
            let digits = text.dropFirst(2).prefix { $0 != UInt8(ascii: "}") }
            guard text.dropFirst().first == UInt8(ascii: "{"), digits.count < text.count - 2,
                let scalar = UInt32(Substring(digits), radix: 16).flatMap(Unicode.Scalar.init)
            else { return nil }
            text.removeFirst(digits.count + 3)
            return Array(String(Character(scalar)).utf8)
        default:
            guard let byte = letters[first] else { return nil }
            text.removeFirst()
            return [byte]
        }
    }

    /// What a letter behind a backslash stands for.
    private static let letters: [UInt8: UInt8] = [
        UInt8(ascii: #"\"#): UInt8(ascii: #"\"#),
        UInt8(ascii: "n"): UInt8(ascii: "\n"),
        UInt8(ascii: "t"): UInt8(ascii: "\t"),
        UInt8(ascii: "r"): UInt8(ascii: "\r"),
    ]
}
