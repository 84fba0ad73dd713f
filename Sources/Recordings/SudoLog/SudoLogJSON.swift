/// Takes what is used out of `log.json`, a JSON object of any length, as it is read.
///
/// Of the command's arguments and environment, which are in it too, nothing is kept.
struct SudoLogJSON {
    /// What comes next.
    enum State: UInt8 {
        case beforeObject
        case inObject
        case inString
        case inEscape
        /// Inside the four digits of an escaped code unit.
        case inCodeUnit
        case ended
    }

    /// The members that are used.
    enum Member: UInt8 {
        case other
        case timestamp
        case seconds
        case nanoseconds
        case user
        case host
        case account
        case columns
        case lines
    }

    /// A number of s and ns is an object within the object.
    private static let deepestMember = 2
    static let deepestNesting = 1 << 30
    static let longestText = RecordingDescription.longestName

    var state = State.beforeObject
    /// How many arrays and objects are open.
    var depth = 0
    /// Whether the object at `depth` 2 is that of the time.
    var isInTimestamp = false
    /// Whether the next string is a key.
    var awaitsKey = false
    /// The member whose value comes next.
    var member = Member.other
    /// The string or number so far, or its first `longestText` + 1 bytes.
    var text: [UInt8] = []
    var codeUnit: UInt16 = 0
    var digitsLeft = 0
    var seconds: Int64?
    var nanoseconds: Int64?
    var columns: Int64 = 0
    var lines: Int64 = 0
    var description = RecordingDescription()

    /// Whether the object is complete, or none.
    var hasEnded: Bool { state == .ended }

    /// What the object says, as far as it was read; nil where it says neither when nor whose.
    var result: SudoLogDescription? {
        guard seconds != nil || description.user != nil else { return nil }
        var result = SudoLogDescription()
        result.start = seconds.flatMap { TimingClock.Start(seconds: $0, nanoseconds: nanoseconds ?? 0) }
        result.description = description
        result.description.terminal = RecordingDescription.TerminalSize(columns: columns, lines: lines)
        return result
    }

    /// Takes bytes from the front, up to the object's end; returns how many.
    mutating func take(_ bytes: Span<UInt8>) -> Int {
        for index in bytes.indices {
            take(bytes[index])
            if hasEnded { return index + 1 }
        }
        return bytes.count
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .beforeObject:
            switch byte {
            case UInt8(ascii: "{"):
                state = .inObject
                open(isObject: true)
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): break
            default: state = .ended
            }
        case .inObject: takeOutsideString(byte)
        case .inString:
            switch byte {
            case UInt8(ascii: "\""):
                state = .inObject
                endString()
            case UInt8(ascii: "\\"): state = .inEscape
            default: append(byte)
            }
        case .inEscape: takeEscaped(byte)
        case .inCodeUnit: takeDigit(byte)
        case .ended: break
        }
    }

    private mutating func takeOutsideString(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""):
            text.removeAll(keepingCapacity: true)
            state = .inString
        case UInt8(ascii: "{"), UInt8(ascii: "["): open(isObject: byte == UInt8(ascii: "{"))
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            endNumber()
            close()
        case UInt8(ascii: ","):
            endNumber()
            member = .other
            awaitsKey = hasMembers
        case UInt8(ascii: ":"): text.removeAll(keepingCapacity: true)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): append(byte)
        default: break
        }
    }

    /// Whether the innermost array or object may have members that are used.
    private var hasMembers: Bool { depth == 1 || depth == Self.deepestMember && isInTimestamp }

    private mutating func open(isObject: Bool) {
        depth = min(depth + 1, Self.deepestNesting)
        if depth == Self.deepestMember { isInTimestamp = isObject && member == .timestamp }
        member = .other
        text.removeAll(keepingCapacity: true)
        awaitsKey = isObject && hasMembers
    }

    private mutating func close() {
        depth -= 1
        member = .other
        awaitsKey = false
        if depth == 0 { state = .ended }
    }

    private mutating func append(_ byte: UInt8) {
        guard hasMembers, awaitsKey || member != .other, text.count <= Self.longestText else { return }
        text.append(byte)
    }

    private mutating func endString() {
        guard hasMembers else { return }
        if awaitsKey {
            awaitsKey = false
            member = Member(key: text.span, isInTimestamp: depth == Self.deepestMember)
        } else {
            let name = RecordingName(bounded: text.span)
            switch member {
            case .user: description.user = name
            case .host: description.host = name
            case .account: description.account = name
            default: break
            }
            member = .other
        }
        text.removeAll(keepingCapacity: true)
    }

    private mutating func endNumber() {
        guard hasMembers, member != .other, !text.isEmpty else { return }
        var cursor = TimingCursor()
        let number = cursor.readCount(text.span)
        switch member {
        case .seconds: seconds = number
        case .nanoseconds: nanoseconds = number
        case .columns: columns = number ?? 0
        case .lines: lines = number ?? 0
        default: break
        }
        member = .other
        text.removeAll(keepingCapacity: true)
    }

    private mutating func takeEscaped(_ byte: UInt8) {
        state = .inString
        switch byte {
        case UInt8(ascii: "u"):
            state = .inCodeUnit
            codeUnit = 0
            digitsLeft = 4
        case UInt8(ascii: "b"): append(0x08)
        case UInt8(ascii: "f"): append(0x0C)
        case UInt8(ascii: "n"): append(0x0A)
        case UInt8(ascii: "r"): append(0x0D)
        case UInt8(ascii: "t"): append(0x09)
        default: append(byte)
        }
    }

    private mutating func takeDigit(_ byte: UInt8) {
        let value =
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte & 0x0F) + 9
            default: UInt16(0)
            }
        codeUnit = codeUnit << 4 | value
        digitsLeft -= 1
        guard digitsLeft == 0 else { return }
        state = .inString
        // sudo escapes control characters only; halves of a character come out as a replacement.
        let scalar = Unicode.Scalar(codeUnit) ?? "\u{FFFD}"
        for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(unit) }
    }
}

extension SudoLogJSON.Member {
    fileprivate init(key: Span<UInt8>, isInTimestamp: Bool) {
        let known: [(StaticString, SudoLogJSON.Member)] =
            isInTimestamp
            ? [("seconds", .seconds), ("nanoseconds", .nanoseconds)]
            : [
                ("timestamp", .timestamp), ("submituser", .user), ("submithost", .host), ("runuser", .account),
                ("columns", .columns), ("lines", .lines),
            ]
        self = known.first { $0.0.utf8CodeUnitCount == key.count && key.begins(with: $0.0) }?.1 ?? .other
    }
}

extension Span<UInt8> {
    /// Whether `text` comes first.
    func begins(with text: StaticString) -> Bool {
        RecordingFormat.verdict(on: self, expecting: text) == .matches
    }
}
