/// A file beside a recording in which its recorder says whose it is, and that holds nothing of the recording itself.
public struct RecordingSideFile: Sendable {
    /// The most bytes of such a file; of a longer one nothing is taken.
    public static let longest = 64 * 1024

    /// How it may be called beside the file of a main stream called `name`, the one that is believed first in front.
    public let names: @Sendable (_ name: [UInt8]) -> [[UInt8]]
    /// What it says; nil where it is none, or not complete.
    package let describe: @Sendable (_ content: Span<UInt8>) -> RecordingDescription?

    /// Describes such a file.
    ///
    /// - Parameters:
    ///   - names: how it may be called beside the file of a main stream.
    ///   - describe: what it says; nil where it is none, or not complete.
    package init(
        names: @escaping @Sendable (_ name: [UInt8]) -> [[UInt8]],
        describe: @escaping @Sendable (_ content: Span<UInt8>) -> RecordingDescription?
    ) {
        self.names = names
        self.describe = describe
    }
}
