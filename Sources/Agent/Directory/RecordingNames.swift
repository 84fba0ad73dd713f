public import Recordings

/// What a recording, the name that its recorder gave it, and its path under a layout say of a session: the first of these that
/// says something is believed.
public struct RecordingNames: Sendable {
    /// Whose session it is; `nil` where nobody is named.
    public let user: RecordingName?
    /// The session's name, safe to print; the path where that names no session.
    public let session: String
    /// All that is known, and from where.
    public let circumstances: [Circumstance]
    /// When the recording says that it began, in ms since 1970; missing where it does not say it, or cannot be right.
    public internal(set) var start = Timestamp.missing

    private let layout: LayoutPattern

    /// The names that `path` holds, by the recorder's own way and under `layout`, and those that the recording itself says.
    ///
    /// - Parameter format: the recording's format; `nil` where it is not known, and its file's name says nothing.
    public init(
        _ path: RecordingPath,
        layout: LayoutPattern,
        format: RecordingFormat? = nil,
        description: RecordingDescription = .init()
    ) {
        let match = layout.match(bytes: path.bytes)
        let fileName = path.components.last.flatMap { format?.description(fromFileName: $0.bytes) } ?? .init()
        user = description.user ?? fileName.user ?? match?.user
        session = match?.session?.description ?? path.description
        self.layout = layout
        circumstances = Circumstance.Kind.allCases.compactMap { kind in
            if let said = description[kind] { return Circumstance(kind: kind, value: said, origin: .recording) }
            if let named = fileName[kind] { return Circumstance(kind: kind, value: named, origin: .fileName) }
            return match?[kind].map { Circumstance(kind: kind, value: $0.description, origin: .path) }
        }
    }

    /// Whose session it is, for those that can do nothing with a session of nobody.
    ///
    /// - Throws: `UnreadableRecording` where the path names nobody.
    public func requireUser() throws(UnreadableRecording) -> RecordingName {
        guard let user else {
            throw UnreadableRecording(
                "it names nobody: neither does it say whose it is, nor does its path fit the layout \(layout.text)"
            )
        }
        return user
    }
}

extension LayoutMatch {
    /// What the path says of `kind`.
    fileprivate subscript(kind: Circumstance.Kind) -> RecordingName? {
        switch kind {
        case .user: user
        case .host: host
        case .account: account
        case .address: address
        case .terminal: nil
        }
    }
}
