/// What one line behind the header says.
enum JSONLinesRow: Equatable {
    case event(PointerEvent)
    /// A pointer event without a usable position.
    case unplaced
    case press(JSONLinesKey, at: Timestamp)
    case release(JSONLinesKey, at: Timestamp)
    /// A terminal was sent a key.
    case typed(Key, at: Timestamp)
    /// A terminal was sent the text that lies there.
    case input(Range<Int>, at: Timestamp)
    /// A terminal showed the text that lies there.
    case output(Range<Int>, at: Timestamp)
    /// A command was entered, as the text says that lies there.
    case command(Range<Int>, at: Timestamp)
    /// A window had the title that lies there.
    case title(Range<Int>, at: Timestamp)
    /// Nothing comes behind this line.
    case end
    /// Something of another kind, in grammatical JSON.
    case other
    case malformed(MalformedRow.Reason)

    /// Parses a line without its line end.
    static func parse(_ text: Span<UInt8>) -> JSONLinesRow {
        do throws(JSONCursor.Defect) {
            var members = JSONLinesMembers()
            try members.read(text)
            return members.row
        } catch {
            switch error {
            case .noJSON: return .malformed(.missing("JSON object"))
            case .nestedTooDeep:
                return .malformed(.missing("JSON object of at most \(JSONCursor.deepestNesting) levels"))
            }
        }
    }
}

/// The members of a line's object that concern an event.
struct JSONLinesMembers {
    private enum Word {
        case absent
        case text(ShortText)
        case noText
    }

    private var kind = Word.absent
    private var button = Word.absent
    private var time = WholeNumber.absent
    private var clientTime = WholeNumber.absent
    private var x = WholeNumber.absent
    private var y = WholeNumber.absent
    private var key = Word.absent
    private var code = WholeNumber.absent
    /// Where the text lies between its quotation marks; empty where there is none.
    private var text = 0..<0
    private var hasText = false
    private var command: Range<Int>?
    private var title: Range<Int>?

    /// Takes the members of the object that has to fill `text`. Of two with the same key the later one counts, and one that
    /// is null is absent.
    mutating func read(_ text: Span<UInt8>) throws(JSONCursor.Defect) {
        var cursor = JSONCursor()
        try cursor.expect(UInt8(ascii: "{"), text)
        if !cursor.take(UInt8(ascii: "}"), text) {
            repeat {
                let key = try cursor.readKey(text)
                if key == ShortText("t") {
                    time = try Self.number(text, &cursor)
                } else if key == ShortText("x") {
                    x = try Self.number(text, &cursor)
                } else if key == ShortText("y") {
                    y = try Self.number(text, &cursor)
                } else if key == ShortText("kind") {
                    kind = try Self.word(text, &cursor)
                } else if key == ShortText("button") {
                    button = try Self.word(text, &cursor)
                } else if key == ShortText("client") {
                    clientTime = try Self.number(text, &cursor)
                } else if key == ShortText("key") {
                    self.key = try Self.word(text, &cursor)
                } else if key == ShortText("text") {
                    let place = try Self.place(text, &cursor)
                    hasText = place != nil
                    self.text = place ?? 0..<0
                } else if key == ShortText("command") {
                    command = try Self.place(text, &cursor)
                } else if key == ShortText("title") {
                    title = try Self.place(text, &cursor)
                } else if key == ShortText("code") {
                    code = try Self.number(text, &cursor)
                } else {
                    try cursor.skipValue(text)
                }
            } while cursor.take(UInt8(ascii: ","), text)
            try cursor.expect(UInt8(ascii: "}"), text)
        }
        guard cursor.peek(text) == nil else { throw .noJSON }
    }

    /// Moves behind the value that comes next, and returns where a string lies between its quotation marks; nil where it is
    /// none.
    private static func place(
        _ text: Span<UInt8>,
        _ cursor: inout JSONCursor
    ) throws(JSONCursor.Defect) -> Range<Int>? {
        let isText = cursor.peek(text) == UInt8(ascii: "\"")
        let start = cursor.position
        try cursor.skipValue(text)
        return isText ? start + 1..<cursor.position - 1 : nil
    }

    @inline(__always)
    private static func word(_ text: Span<UInt8>, _ cursor: inout JSONCursor) throws(JSONCursor.Defect) -> Word {
        switch cursor.peek(text) {
        case UInt8(ascii: "\""): return .text(try cursor.readString(text))
        case UInt8(ascii: "n"):
            try cursor.readWord("null", text)
            return .absent
        default:
            try cursor.skipValue(text)
            return .noText
        }
    }

    @inline(__always)
    private static func number(
        _ text: Span<UInt8>,
        _ cursor: inout JSONCursor
    ) throws(JSONCursor.Defect) -> WholeNumber {
        guard let first = cursor.peek(text) else { throw .noJSON }
        if JSONCursor.beginsNumber(first) {
            let place = try cursor.readNumber(text)
            return WholeNumber(rounding: text.extracting(place))
        }
        if first == UInt8(ascii: "n") {
            try cursor.readWord("null", text)
            return .absent
        }
        try cursor.skipValue(text)
        return .noNumber
    }
}

extension JSONLinesMembers {
    /// What the line says with these members.
    var row: JSONLinesRow {
        let word: ShortText
        switch kind {
        case .absent: return .malformed(.missing("kind"))
        case .noText: return .malformed(.word(field: "kind"))
        case .text(let text): word = text
        }
        if word == ShortText("move") { return event(.move) }
        if word == ShortText("drag") { return event(.drag) }
        if word == ShortText("press") { return event(.press) }
        if word == ShortText("release") { return event(.release) }
        if word == ShortText("wheel-down") { return event(.wheelDown) }
        if word == ShortText("wheel-up") { return event(.wheelUp) }
        return word == ShortText("end") ? .end : rowWithoutPointer(word)
    }

    private func rowWithoutPointer(_ kind: ShortText) -> JSONLinesRow {
        let isPress = kind == ShortText("key-press")
        let isInput = kind == ShortText("input")
        let isCommand = kind == ShortText("command")
        let isTitle = kind == ShortText("title")
        guard
            isPress || isInput || isCommand || isTitle || kind == ShortText("key-release")
                || kind == ShortText("output")
        else { return .other }
        guard var time = time.timestamp else { return .malformed(.number(field: "t")) }
        guard let clientTime = clientTime.timestamp else { return .malformed(.number(field: "client")) }
        if self.time == .absent { time = clientTime }
        guard !time.isMissing else {
            return .malformed(
                self.time != .absent
                    ? .number(field: "t") : self.clientTime == .absent ? .missing("t") : .number(field: "client")
            )
        }
        if isCommand { return command.map { .command($0, at: time) } ?? .malformed(.missing("command")) }
        if isTitle { return title.map { .title($0, at: time) } ?? .malformed(.missing("title")) }
        if hasText, isInput { return .input(text, at: time) }
        if kind == ShortText("output") { return hasText ? .output(text, at: time) : .malformed(.missing("text")) }
        switch key {
        case .absent: return .malformed(.missing(isInput ? "text" : "key"))
        case .noText: return .malformed(.word(field: "key"))
        case .text(let name):
            guard name != ShortText() else { return .malformed(.word(field: "key")) }
            guard let code = code.code else { return .malformed(.number(field: "code")) }
            let key = JSONLinesKey(name, code: code)
            return isInput ? .typed(key.key, at: time) : isPress ? .press(key, at: time) : .release(key, at: time)
        }
    }

    @inline(__always)
    private func event(_ kind: PointerEvent.Kind) -> JSONLinesRow {
        guard let recorderTime = time.timestamp else { return .malformed(.number(field: "t")) }
        guard let clientTime = clientTime.timestamp else { return .malformed(.number(field: "client")) }
        if time == .absent, self.clientTime == .absent { return .malformed(.missing("t")) }
        if x == .noNumber { return .malformed(.number(field: "x")) }
        if y == .noNumber { return .malformed(.number(field: "y")) }
        guard let button = button(of: kind) else { return .malformed(.word(field: "button")) }
        guard let x = x.pixel, let y = y.pixel else { return .unplaced }
        return .event(
            PointerEvent(recorderTime: recorderTime, clientTime: clientTime, x: x, y: y, kind: kind, button: button)
        )
    }

    /// The button, where there is one at all; nil where what should name it is no text.
    private func button(of kind: PointerEvent.Kind) -> PointerEvent.Button? {
        switch button {
        case .noText: return nil
        case _ where kind == .wheelUp || kind == .wheelDown: return .wheel
        case .absent: return PointerEvent.Button.none
        case .text(let word):
            if word == ShortText("left") { return .left }
            if word == ShortText("right") { return .right }
            return word == ShortText("middle") ? .middle : PointerEvent.Button.none
        }
    }
}

/// A number of a line, rounded to a whole one, half to even.
private enum WholeNumber: Equatable {
    case absent
    /// Brought into ±2⁶².
    case finite(Int64)
    /// Beyond the range of a double.
    case infinite
    case noNumber

    private static let limit: Int64 = 1 << 62

    /// Reads a JSON number as the nearest double.
    @inline(__always)
    init(rounding text: Span<UInt8>) {
        var numeral = DecimalNumeral()
        if numeral.read(text), let value = numeral.rounded {
            self = .finite(value)
        } else {
            self.init(roundingLong: text)
        }
    }

    private init(roundingLong text: Span<UInt8>) {
        switch DecimalNumber(text) {
        case .finite(let value):
            let whole = value.rounded(.toNearestOrEven)
            self = .finite(Int64(max(-Double(Self.limit), min(Double(Self.limit), whole))))
        case .infinite: self = .infinite
        case .missing, .malformed: self = .noNumber
        }
    }

    /// Whole ms, missing where absent or beyond what is believed; nil where this says no time.
    var timestamp: Timestamp? {
        switch self {
        case .absent: .missing
        case .finite(let value): Timestamp(milliseconds: value)
        case .infinite, .noNumber: nil
        }
    }

    /// A number from 0 to 2³² − 1, or that there is none; nil where this says something else.
    var code: UInt32?? {
        switch self {
        case .absent: .some(nil)
        case .finite(let value): UInt32(exactly: value).map { .some($0) }
        case .infinite, .noNumber: nil
        }
    }

    /// A pixel, brought into the range of Int32; nil where there is none.
    var pixel: Int32? {
        guard case .finite(let value) = self else { return nil }
        return Int32(clamping: value)
    }
}
