/// A name as the file system has it: bytes, which need not be text.
///
/// Names are equal where their bytes are; no normalisation makes two persons one.
public struct RecordingName: Sendable, Hashable {
    /// The name's bytes, never none.
    public let bytes: [UInt8]

    /// A name of these bytes.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A name of this text's UTF-8.
    public init(_ text: String) {
        self.init(bytes: Array(text.utf8))
    }
}

extension RecordingName: Comparable {
    /// Orders by bytes.
    public static func < (one: RecordingName, other: RecordingName) -> Bool {
        one.bytes.lexicographicallyPrecedes(other.bytes)
    }
}

extension RecordingName: CustomStringConvertible {
    /// The name, safe to print.
    public var description: String { escapedForTerminal(bytes) }
}
