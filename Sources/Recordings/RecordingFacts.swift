/// What a recording's bytes say about the recording itself, apart from its events.
public struct RecordingFacts: Sendable, Equatable {
    /// The format; nil until it is recognised.
    public var format: RecordingFormat?
    /// What times count from; nil until the format is recognised.
    public var clock: RecordingContents.Clock?
    /// What the recording says of itself.
    public var description = RecordingDescription()
    /// From when to when the recording is, where its rows say more of that than the pointer's events do.
    public var span: RecordedSpan?
    /// Whether any stream is compressed.
    public var isCompressed = false
    /// Bytes read, as they lie in the files.
    public var bytesRead: Int64 = 0
    /// Bytes after decompression. Equal to `bytesRead` for a plain recording.
    public var bytesDecoded: Int64 = 0
    /// Rows met and skipped.
    public var rows = RowCounts()
    /// Whether the recording has said itself that it is complete.
    public var isComplete = false
    /// Where compressed data stops in the middle of a member: the length of what there was. All rows before it count.
    public var endsEarlyAt: Int64?
    /// Where bytes begin that follow the compressed data and were ignored.
    public var trailingBytesAt: Int64?
    /// What is wrong with a recording that became corrupt midway: its compressed data, or its framing. All rows before
    /// that count, none behind it.
    public var damage: RecordingError?

    /// No facts yet.
    public init() {}
}
