public import Recordings

/// What the path of a recording says of it under a layout.
public struct RecordingNames: Sendable {
    /// Whose session it is; `nil` where the path names nobody.
    public let user: RecordingName?
    /// The session's name, safe to print; the path where that names no session.
    public let session: String

    private let layout: LayoutPattern

    /// The names that `path` holds under `layout`.
    public init(_ path: RecordingPath, layout: LayoutPattern) {
        let match = layout.match(bytes: path.bytes)
        user = match?.user
        session = match?.session?.description ?? path.description
        self.layout = layout
    }

    /// Whose session it is, for those that can do nothing with a session of nobody.
    ///
    /// - Throws: `UnreadableRecording` where the path names nobody.
    public func requireUser() throws(UnreadableRecording) -> RecordingName {
        guard let user else {
            throw UnreadableRecording("it names nobody, because its path does not fit the layout \(layout.text)")
        }
        return user
    }
}
