/// Which files beside that of a recording's main stream hold its other streams, by their names.
public struct RecordingCompanions: Sendable {
    /// A file that holds another stream than the main one.
    public struct File: Sendable, Equatable {
        /// The stream.
        public var stream: StreamName
        /// The file's name, in the folder of the main stream's file.
        public var name: [UInt8]
        /// Whether all of it is written before the main stream's first byte is, as a header is.
        public var isWrittenFirst: Bool

        /// Describes a file.
        public init(stream: StreamName, name: [UInt8], isWrittenFirst: Bool) {
            self.stream = stream
            self.name = name
            self.isWrittenFirst = isWrittenFirst
        }
    }

    /// The files that may lie beside that of a main stream called `name`.
    public let files: @Sendable (_ name: [UInt8]) -> [File]
    /// How the file of the main stream may be called, if `name` is that of another stream's.
    public let mainNames: @Sendable (_ name: [UInt8]) -> [[UInt8]]

    /// Describes the files of a format; each of the two functions tells what the other one does.
    package init(
        files: @escaping @Sendable (_ name: [UInt8]) -> [File],
        mainNames: @escaping @Sendable (_ name: [UInt8]) -> [[UInt8]]
    ) {
        self.files = files
        self.mainNames = mainNames
    }

    /// A format whose recordings are one file.
    public static let none = RecordingCompanions(files: { _ in [] }, mainNames: { _ in [] })
}
