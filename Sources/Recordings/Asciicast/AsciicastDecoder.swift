/// Decodes the events of an asciicast.
///
/// Texts of any length are passed on as they come: input goes to `TerminalInput`, the output to
/// `TerminalOutput`, and all else nowhere. Times are added up in µs, so that the roundings of relative ones do not add up.
///
/// In versions 2 and 3 a line that breaks the grammar is skipped. In version 1 nothing can be read behind such a place.
struct AsciicastDecoder: RecordingDecoder {
    /// What the next byte belongs to.
    enum Part: UInt8 {
        /// The first object, which in version 1 is all there is.
        case header
        /// White space between the events of two lines.
        case lineStart
        /// The event of a line.
        case event
        /// The rest of a line of which nothing more is read.
        case restOfLine
        /// Behind the end.
        case nothing
    }

    var rows = RowCounts()
    var span: RecordedSpan?
    var isComplete = false
    var damage: RecordingError?
    var hasEnded = false
    var part = Part.header
    /// The offset of the first byte of the bytes that are being decoded.
    var offset: Int64 = 0
    /// The number of the present line, counted from 1; without those of `json` while an object or event is being read.
    var line: Int64 = 1
    var json = JSONStream()
    var header = AsciicastHeader()
    /// Whether version 1's events have begun.
    var hasOutput = false
    /// The event that is being read.
    var row: AsciicastRow?
    /// What the text is read as that is being read; nil where none is.
    var text: AsciicastRow.Text?
    var code = AsciicastCode()
    /// µs from the recording's start to the last event.
    var elapsed: Int64 = 0
    var time = Timestamp.missing
    var input = TerminalInput()
    var output = TerminalOutput()
    /// What the two were before the present event, lest half of a broken one stays.
    var formerInput = TerminalInput()
    var formerEcho = TerminalEcho()

    var showsTerminal: Bool { true }
    var holdsShownText: Bool { output.holdsText }
    mutating func giveUpShownText() { output.giveUpText() }

    var wantedStream: StreamName? { hasEnded ? nil : .main }

    var description: RecordingDescription { header.description }

    var clock: RecordingContents.Clock? {
        guard part != .header || hasOutput else { return nil }
        return header.start == nil ? .session : .wall
    }

    mutating func decode(_ bytes: Span<UInt8>, into batch: inout EventBatch) throws(RecordingError) -> Int {
        var position = 0
        while position < bytes.count, !batch.isFull {
            switch part {
            case .header: try readHeader(bytes, at: &position, into: &batch)
            case .lineStart: beginLine(bytes, at: &position)
            case .event: readLine(bytes, at: &position, into: &batch)
            case .restOfLine:
                guard let length = bytes.extracting(position...).firstIndex(of: UInt8(ascii: "\n")) else {
                    position = bytes.count
                    break
                }
                // The line feed itself is white space before the next line.
                position += length
                part = .lineStart
            case .nothing: position = bytes.count
            }
        }
        offset += Int64(position)
        return position
    }

    mutating func endStream(isCut: Bool, into batch: inout EventBatch) throws(RecordingError) {
        hasEnded = true
        output.giveUpText()
        if part == .header, !hasOutput { throw wrongHeader }
    }

    // MARK: The header

    private var wrongHeader: RecordingError { RecordingError(.wrongHeader(expected: Asciicast.example), byte: 0) }

    private mutating func readHeader(
        _ bytes: Span<UInt8>,
        at position: inout Int,
        into batch: inout EventBatch
    ) throws(RecordingError) {
        do throws(JSONStream.Defect) {
            guard try readText(bytes, at: &position) else { return }
            // The array of the events is the second level; further members may follow it.
            let isInEvents = hasOutput && header.member == .output
            if isInEvents, beginPlainEvent(bytes, at: &position) { return }
            guard let token = try json.next(bytes, at: &position) else { return }
            if isInEvents, json.depth > 1 {
                take(token, eventDepth: 3, endingAt: position, into: &batch)
            } else {
                takeInHeader(token)
            }
        } catch {
            guard hasOutput else { throw wrongHeader }
            damage = RecordingError(
                .unframed(missing: "JSON value"),
                line: line + json.lineFeeds,
                byte: offset + Int64(position)
            )
            part = .nothing
        }
        if json.place == .nothing { try endHeader() }
    }

    private mutating func takeInHeader(_ token: JSONStream.Token) {
        switch token {
        case .key: header.take(json.key, depth: json.depth)
        // What the times count from is fixed with the first of them.
        case .number where !hasOutput || header.member != .timestamp: header.take(json.number)
        case .string: text = header.beginName() ? .name : .ignored
        case .arrayBegins where json.depth == 2 && header.member == .output && header.version ?? 1 == 1:
            hasOutput = true
            beginSpan()
        default: break
        }
    }

    private mutating func endHeader() throws(RecordingError) {
        guard let version = header.version, !hasOutput || version == 1 else { throw wrongHeader }
        guard Asciicast.isKnown(version) else {
            throw RecordingError(
                .unsupported(
                    what: "of another version of asciicast than 1, 2 and 3",
                    remedy: "Let the recorder write one of these, or install a Gait that knows the other"
                ),
                byte: 0
            )
        }
        beginSpan()
        line += json.lineFeeds
        isComplete = version == 1
        part = version == 1 ? .nothing : .lineStart
    }

    private mutating func beginSpan() {
        guard span == nil else { return }
        span = RecordedSpan()
        output.width = Int(header.description.terminal?.columns ?? 0)
        span?.include(Timestamp(roundingMicroseconds: header.start ?? 0))
    }
}
