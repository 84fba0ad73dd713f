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

    /// The joined bytes as text; what is no UTF-8 is replaced.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Orders by bytes, component by component.
    public static func < (a: RecordingPath, b: RecordingPath) -> Bool {
        a.components.lexicographicallyPrecedes(b.components)
    }
}
