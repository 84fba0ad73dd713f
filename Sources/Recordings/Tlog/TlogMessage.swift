/// What of a message is known while it is being read.
///
/// tlog writes its keys in a fixed order: what tells where the message belongs, then `timing`, then the texts. So these turn
/// into events while they are read, and none of them is kept.
struct TlogMessage {
    /// The keys that matter.
    enum Field: UInt8 {
        case none
        case version
        case host
        case recording
        case user
        case id
        case position
        case time
        case timing
        case input
        case output
    }

    /// Whether the first key says that this is a message of tlog's.
    var isMessage = false
    /// Whether nothing more of it matters, because it is no message or a bad one.
    var isIgnored = false
    /// What is wrong with it.
    var defect: MalformedRow.Reason?
    var field = Field.none
    var number = TlogNumber()
    /// The number before the first point of the version.
    var version: Int64?
    var id: Int64?
    var position: Int64?
    /// ms since 1970.
    var time: Int64?
    /// A digest of what identifies the recording.
    var recording: UInt64 = Self.emptyDigest
    /// The name that is being read; nothing where it is too long.
    var name: [UInt8] = []
    var isNameTooLong = false
    var user: RecordingName?
    var host: RecordingName?
    var timing = TlogTiming()
    /// Whether the timing was read, understood, and is the next of this recording.
    var isTimed = false
    /// When the message begins, in ms of the recording's clock.
    var start: Int64 = 0
    /// Where in the timing the text at hand is.
    var cursor = TlogTiming.Cursor()
    /// The record that the text at hand is in.
    var record: TlogTiming.Record?
    /// How many of its characters are still to come; apart from it, because it changes with each of them.
    var rest: UInt32 = 0
    /// When the present record was.
    var recordTime: Int64 = 0
    /// Whether the text of that direction was there.
    var hasInput = false
    var hasOutput = false

    /// FNV-1a of nothing.
    static let emptyDigest: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Goes on with the next message, and keeps the memory of this one.
    mutating func reset() {
        var next = TlogMessage()
        swap(&next.name, &name)
        swap(&next.timing, &timing)
        next.name.removeAll(keepingCapacity: true)
        next.timing.removeAll()
        self = next
    }

    /// The field that a key names.
    static func field(of object: TlogObject) -> Field {
        if object.hasKey("out_txt") { return .output }
        if object.hasKey("in_txt") { return .input }
        if object.hasKey("timing") { return .timing }
        if object.hasKey("ver") { return .version }
        if object.hasKey("host") { return .host }
        if object.hasKey("rec") { return .recording }
        if object.hasKey("user") { return .user }
        if object.hasKey("id") { return .id }
        if object.hasKey("pos") { return .position }
        return object.hasKey("time") ? .time : .none
    }

    /// Takes a byte of a value that is no text of the terminal's.
    mutating func takeHead(_ byte: UInt8) {
        switch field {
        case .none, .input, .output: break
        case .version, .id, .position, .time: number.take(byte)
        case .recording: recording = (recording ^ UInt64(byte)) &* 0x100_0000_01B3
        case .user, .host:
            if name.count < RecordingDescription.longestName { name.append(byte) } else { isNameTooLong = true }
        case .timing:
            if timing.text.count < TlogTiming.limit {
                timing.text.append(byte)
            } else {
                defect = defect ?? .tooLong(limit: TlogTiming.limit)
            }
        }
    }

    /// Takes bytes of a value that is no text of the terminal's.
    mutating func takeHead(_ bytes: Span<UInt8>) {
        guard field == .timing, bytes.count <= TlogTiming.limit - timing.text.count else {
            for index in bytes.indices { takeHead(bytes[index]) }
            return
        }
        unsafe bytes.withUnsafeBufferPointer { unsafe timing.text.append(contentsOf: $0) }
    }

    /// Takes note that a value that is no text of the terminal's is complete.
    mutating func endHead() {
        switch field {
        case .none, .input, .output, .timing, .recording: break
        case .version:
            version = number.hasDigits ? number.whole : nil
        case .id:
            id = number.integer
            if id == nil { defect = defect ?? .number(field: "id") }
        case .position:
            position = number.integer
            if position == nil { defect = defect ?? .number(field: "pos") }
        case .time:
            time = number.inThousandths
            if time == nil { defect = defect ?? .number(field: "time") }
        case .user: user = takeName()
        case .host: host = takeName()
        }
        number = TlogNumber()
    }

    private mutating func takeName() -> RecordingName? {
        defer {
            name.removeAll(keepingCapacity: true)
            isNameTooLong = false
        }
        return isNameTooLong ? nil : RecordingName(bounded: name.span)
    }
}
