extension RecordingReader {
    /// So many bytes of a recording's beginning are looked at for what it says of itself.
    public static let descriptionLength = 4096

    /// What a recording says of itself, as far as its beginning tells.
    ///
    /// - Parameters:
    ///   - beginning: the first `descriptionLength` bytes of the main stream, or all that there are yet.
    ///   - format: the recording's format; nil to recognise it.
    ///   - scratch: memory that is used during the call only.
    ///   - companion: the first `descriptionLength` bytes of another stream of a recording of that format; none where there is
    ///     no such stream.
    /// - Returns: what is said; nothing of a recording that cannot be read.
    public static func description(
        from beginning: Span<UInt8>,
        format: RecordingFormat? = nil,
        using scratch: inout RecordingScratch,
        companion: (_ stream: StreamName, _ format: RecordingFormat?) -> [UInt8] = { _, _ in [] }
    ) -> RecordingDescription {
        var format = format
        if format == nil, case .recognised(let recognised) = RecordingFormat.recognise(beginning) {
            format = recognised
        }
        if let format, format.contents.describes.isEmpty { return RecordingDescription() }
        var reader = RecordingReader(format: format)
        do {
            var used = 0
            while used < beginning.count, let wanted = reader.wantedStream {
                if wanted == .main {
                    used += try reader.read(beginning.extracting(used...), using: &scratch) { _ in }
                } else {
                    try reader.read(companion(wanted, reader.format).span, of: wanted, using: &scratch) { _ in }
                    if reader.wantedStream == wanted { try reader.endWantedStream(using: &scratch) { _ in } }
                }
            }
        } catch {
            // What is wrong with it is said when it is read.
        }
        let description = reader.facts.description
        for stream in reader.streams { stream.returnInflater(to: &scratch) }
        return description
    }
}
