/// What one line of a session CSV says, whatever its shape.
enum SessionCSVRow: Equatable {
    case event(PointerEvent)
    /// A row without a usable position.
    case unplaced
    case malformed(MalformedRow.Reason)

    private static let fieldCount = 6

    /// Parses a line without its line end.
    static func parse(_ text: Span<UInt8>) -> SessionCSVRow {
        guard let commas = commas(in: text) else { return .malformed(.fieldCount) }
        let button = button(text.extracting(commas[1] + 1..<commas[2]))
        guard let recorderTime = timestamp(text.extracting(..<commas[0])) else {
            return .malformed(.number(field: "record timestamp"))
        }
        guard let clientTime = timestamp(text.extracting(commas[0] + 1..<commas[1])) else {
            return .malformed(.number(field: "client timestamp"))
        }
        guard let kind = kind(text.extracting(commas[2] + 1..<commas[3])) else {
            return .malformed(.word(field: "state"))
        }
        let x = DecimalNumber(text.extracting(commas[3] + 1..<commas[4]))
        let y = DecimalNumber(text.extracting((commas[4] + 1)...))
        if x == .malformed { return .malformed(.number(field: "x")) }
        if y == .malformed { return .malformed(.number(field: "y")) }
        guard let x = pixel(x), let y = pixel(y) else { return .unplaced }
        return .event(
            PointerEvent(recorderTime: recorderTime, clientTime: clientTime, x: x, y: y, kind: kind, button: button)
        )
    }

    /// The places of the commas; nil unless they make six fields.
    private static func commas(in text: Span<UInt8>) -> InlineArray<5, Int>? {
        var commas = InlineArray<5, Int>(repeating: 0)
        var count = 0
        for index in text.indices where text[index] == UInt8(ascii: ",") {
            guard count < fieldCount - 1 else { return nil }
            commas[count] = index
            count += 1
        }
        return count == fieldCount - 1 ? commas : nil
    }

    /// Seconds in decimal as whole ms: the double nearest to the numeral, times 1,000, rounded half to even.
    private static func timestamp(_ text: Span<UInt8>) -> Timestamp? {
        var numeral = DecimalNumeral()
        if numeral.read(text), let milliseconds = numeral.rounded(timesTenTo: 3) {
            return Timestamp(milliseconds: milliseconds)
        }
        switch DecimalNumber(text) {
        case .finite(let seconds):
            let milliseconds = (seconds * 1000).rounded(.toNearestOrEven)
            return Int64(exactly: milliseconds).map(Timestamp.init(milliseconds:)) ?? .missing
        case .missing: return .missing
        case .infinite, .malformed: return nil
        }
    }

    /// The nearest whole pixel, brought into the range of Int32.
    private static func pixel(_ number: DecimalNumber) -> Int32? {
        guard case .finite(let value) = number else { return nil }
        let whole = value.rounded(.toNearestOrEven)
        return Int32(max(Double(Int32.min), min(Double(Int32.max), whole)))
    }

    private static func button(_ word: Span<UInt8>) -> PointerEvent.Button {
        if equal(word, "Left") { return .left }
        if equal(word, "Right") { return .right }
        if equal(word, "Middle") { return .middle }
        return equal(word, "Scroll") ? .wheel : .none
    }

    private static func kind(_ word: Span<UInt8>) -> PointerEvent.Kind? {
        if equal(word, "Move") { return .move }
        if equal(word, "Drag") { return .drag }
        if equal(word, "Pressed") { return .press }
        if equal(word, "Released") { return .release }
        if equal(word, "Down") { return .wheelDown }
        return equal(word, "Up") ? .wheelUp : nil
    }

    private static func equal(_ word: Span<UInt8>, _ expected: StaticString) -> Bool {
        word.count == expected.utf8CodeUnitCount
            && RecordingFormat.verdict(on: word, expecting: expected) == .matches
    }
}
