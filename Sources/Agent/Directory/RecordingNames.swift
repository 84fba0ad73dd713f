public import Recordings

/// What a recording, the file beside it, the name that its recorder gave it, and its path under a layout say of a session: the
/// first of these that says something is believed.
public struct RecordingNames: Sendable {
    /// Whose session it is; `nil` where nobody is named.
    public let user: RecordingName?
    /// The session's name, safe to print; the path where that names no session.
    public let session: String
    /// All that is known, and from where.
    public let circumstances: [Circumstance]
    /// When the recording says that it began, in ms since 1970, or where it knows no more than the time since the machine's
    /// start, when its file was modified last; missing where neither is known, or cannot be right.
    public internal(set) var start = Timestamp.missing
    /// When the recording began, in ms since 1970, where that is said apart from the times of its rows; missing where it is not.
    let statedStart: Timestamp
    /// Where `statedStart` is known from.
    let statedDating: SessionReport.Dating

    private let layout: LayoutPattern

    /// The names that `path` holds, by the recorder's own way and under `layout`, and those that the recording says.
    ///
    /// - Parameters:
    ///   - format: the recording's format; `nil` where it is not known, and its file's name says nothing.
    ///   - description: what the recording itself says.
    ///   - sideFile: what the file beside it says.
    public init(
        _ path: RecordingPath,
        layout: LayoutPattern,
        format: RecordingFormat? = nil,
        description: RecordingDescription = .init(),
        sideFile: RecordingDescription = .init()
    ) {
        let match = layout.match(bytes: path.bytes)
        let fileName = path.components.last.flatMap { format?.description(fromFileName: $0.bytes) } ?? .init()
        user = description.user ?? sideFile.user ?? fileName.user ?? match?.user
        session = match?.session?.description ?? path.description
        self.layout = layout
        statedStart = description.start.isMissing ? sideFile.start : description.start
        statedDating = description.start.isMissing ? .sideFile : .recording
        circumstances = Circumstance.Kind.allCases.compactMap { kind in
            if let said = description[kind] { return Circumstance(kind: kind, value: said, origin: .recording) }
            if let said = sideFile[kind] { return Circumstance(kind: kind, value: said, origin: .sideFile) }
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
        case .terminal, .command: nil
        }
    }
}
