/// What the beginning of a recording tells of it.
public struct RecordingBeginning: Sendable, Equatable {
    /// The recording's format; nil where it is not recognised.
    public var format: RecordingFormat?
    /// What the recording says of itself.
    public var description = RecordingDescription()
    /// When the recording says that it began, in ms since 1970; missing where it does not say it, or not so early.
    public var start = Timestamp.missing
}

extension RecordingReader {
    /// So many bytes of a recording's beginning are looked at.
    public static let beginningLength = 4096

    /// What the beginning of a recording tells of it; nothing of one that cannot be read.
    ///
    /// - Parameters:
    ///   - bytes: the first `beginningLength` bytes of the main stream, or all that there are yet.
    ///   - format: the recording's format; nil to recognise it.
    ///   - scratch: memory that is used during the call only.
    ///   - companion: the first bytes of another stream of a recording of that format, the more the better; none where there
    ///     is no such stream.
    public static func beginning(
        _ bytes: Span<UInt8>,
        format: RecordingFormat? = nil,
        using scratch: inout RecordingScratch,
        companion: (_ stream: StreamName, _ format: RecordingFormat?) -> [UInt8] = { _, _ in [] }
    ) -> RecordingBeginning {
        var format = format
        if format == nil, case .recognised(let recognised) = RecordingFormat.recognise(bytes) { format = recognised }
        if let contents = format?.contents, contents.describes.isEmpty, contents.clock != .wall {
            return RecordingBeginning(format: format)
        }
        var reader = RecordingReader(format: format)
        var first = Timestamp.missing
        func take(_ batch: borrowing EventBatch) {
            guard first.isMissing else { return }
            first = batch.pointer.first?.recorderTime ?? batch.keys.first?.time ?? .missing
        }
        do {
            var used = 0
            while used < bytes.count, let wanted = reader.wantedStream {
                if wanted == .main {
                    used += try reader.read(bytes.extracting(used...), using: &scratch, consume: take)
                } else {
                    let other = companion(wanted, reader.format)
                    try reader.read(other.span, of: wanted, using: &scratch, consume: take)
                    if reader.wantedStream == wanted { try reader.endWantedStream(using: &scratch, consume: take) }
                }
            }
        } catch {
            // What is wrong with it is said when it is read.
        }
        let facts = reader.facts
        for stream in reader.streams { stream.returnInflater(to: &scratch) }
        let start = facts.span?.first ?? first
        return RecordingBeginning(
            format: facts.format,
            description: facts.description,
            start: facts.clock == .wall ? start : .missing
        )
    }
}
