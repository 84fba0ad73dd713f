import Recordings

/// Where a recording lies below the directory that is read: components in the file system's bytes.
public struct RecordingPath: Sendable, Hashable, Comparable {
    /// The components from the directory down.
    public let components: [FileName]

    /// A path of `components`.
    public init(_ components: [FileName]) {
        self.components = components
    }

    /// The components joined by `/`.
    public var bytes: [UInt8] {
        Array(components.map(\.bytes).joined(separator: [UInt8(ascii: "/")]))
    }

    /// Orders by bytes, component by component.
    public static func < (a: RecordingPath, b: RecordingPath) -> Bool {
        a.components.lexicographicallyPrecedes(b.components)
    }
}

extension RecordingPath: CustomStringConvertible {
    /// The joined components, safe to print.
    public var description: String { escapedForTerminal(bytes) }
}
