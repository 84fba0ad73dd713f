/// A place in a JSON text (RFC 8259) that moves on as the text is read, which costs no memory.
///
/// Strings come out as `ShortText` only, and bytes beyond ASCII in them are not looked into.
struct JSONCursor {
    /// Why a text cannot be read on.
    enum Defect: Error {
        /// It is no JSON.
        case noJSON
        /// Values are nested deeper than `deepestNesting`.
        case nestedTooDeep
    }

    /// The most arrays and objects around a value that is skipped: as many as a word has bits.
    static let deepestNesting = UInt64.bitWidth

    private(set) var position = 0

    @inline(__always)
    mutating func skipWhiteSpace(_ text: Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): position += 1
            default: return
            }
        }
    }

    /// The next byte behind white space, which stays where it is; nil at the end.
    @inline(__always)
    mutating func peek(_ text: Span<UInt8>) -> UInt8? {
        skipWhiteSpace(text)
        return position < text.count ? text[position] : nil
    }

    /// Moves `count` bytes on.
    mutating func skip(_ count: Int) {
        position += count
    }

    /// Whether a value that begins with `byte` can only be a number.
    @inline(__always)
    static func beginsNumber(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-")
    }

    /// Moves behind `byte` where it comes next, after white space.
    @inline(__always)
    mutating func take(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
        guard peek(text) == byte else { return false }
        position += 1
        return true
    }

    /// Moves behind `byte`, which has to come next, after white space.
    @inline(__always)
    mutating func expect(_ byte: UInt8, _ text: Span<UInt8>) throws(Defect) {
        guard take(byte, text) else { throw .noJSON }
    }

    /// Moves behind the key of a member and its colon.
    @inline(__always)
    mutating func readKey(_ text: Span<UInt8>) throws(Defect) -> ShortText {
        let key = try readString(text)
        try expect(UInt8(ascii: ":"), text)
        return key
    }

    // MARK: Strings

    /// Moves behind the string that has to come next, after white space.
    @inline(__always)
    mutating func readString(_ text: Span<UInt8>) throws(Defect) -> ShortText {
        try expect(UInt8(ascii: "\""), text)
        var string = ShortText()
        while position < text.count {
            let byte = text[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return string
            case UInt8(ascii: "\\"): try readEscape(text, into: &string)
            case 0..<0x20: throw .noJSON
            default: string.append(byte)
            }
        }
        throw .noJSON
    }

    private mutating func readEscape(_ text: Span<UInt8>, into string: inout ShortText) throws(Defect) {
        guard position < text.count else { throw .noJSON }
        let letter = text[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): string.append(letter)
        case UInt8(ascii: "b"): string.append(0x08)
        case UInt8(ascii: "f"): string.append(0x0C)
        case UInt8(ascii: "n"): string.append(0x0A)
        case UInt8(ascii: "r"): string.append(0x0D)
        case UInt8(ascii: "t"): string.append(0x09)
        case UInt8(ascii: "u"): string.append(utf16: try readCodeUnit(text))
        default: throw .noJSON
        }
    }

    /// Moves behind four hexadecimal digits.
    private mutating func readCodeUnit(_ text: Span<UInt8>) throws(Defect) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < text.count else { throw .noJSON }
            let digit = text[position]
            position += 1
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(digit & 0x0F)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                unit = unit << 4 | (UInt16(digit & 0x0F) + 9)
            default: throw .noJSON
            }
        }
        return unit
    }

    // MARK: Numbers and words

    /// Moves behind the number that has to come next, and returns where it lies. It obeys JSON's grammar, which allows less
    /// than `DecimalNumeral`.
    @inline(__always)
    mutating func readNumber(_ text: Span<UInt8>) throws(Defect) -> Range<Int> {
        guard let first = peek(text) else { throw .noJSON }
        let start = position
        if first == UInt8(ascii: "-") { position += 1 }
        let whole = readDigits(text)
        guard whole == 1 || whole > 1 && text[position - whole] != UInt8(ascii: "0") else { throw .noJSON }
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            guard readDigits(text) > 0 else { throw .noJSON }
        }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
                position += 1
            }
            guard readDigits(text) > 0 else { throw .noJSON }
        }
        return start..<position
    }

    /// Moves behind digits and returns how many there are.
    @inline(__always)
    private mutating func readDigits(_ text: Span<UInt8>) -> Int {
        let start = position
        while position < text.count, text[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        return position - start
    }

    /// Moves behind `word`, which has to come next, after white space.
    mutating func readWord(_ word: StaticString, _ text: Span<UInt8>) throws(Defect) {
        skipWhiteSpace(text)
        guard RecordingFormat.verdict(on: text.extracting(position...), expecting: word) == .matches else {
            throw .noJSON
        }
        position += word.utf8CodeUnitCount
    }

    // MARK: Any value

    /// Moves behind any value.
    mutating func skipValue(_ text: Span<UInt8>) throws(Defect) {
        var containers = Containers()
        repeat {
            try skipToScalar(text, &containers)
            try skipEnds(text, &containers)
        } while !containers.isEmpty
    }

    /// Moves behind the scalar, or the empty array or object, that the next value begins with.
    private mutating func skipToScalar(_ text: Span<UInt8>, _ containers: inout Containers) throws(Defect) {
        while true {
            switch peek(text) {
            case UInt8(ascii: "{"):
                position += 1
                if take(UInt8(ascii: "}"), text) { return }
                guard containers.push(isObject: true) else { throw .nestedTooDeep }
                _ = try readKey(text)
            case UInt8(ascii: "["):
                position += 1
                if take(UInt8(ascii: "]"), text) { return }
                guard containers.push(isObject: false) else { throw .nestedTooDeep }
            case UInt8(ascii: "\""):
                _ = try readString(text)
                return
            case UInt8(ascii: "t"): return try readWord("true", text)
            case UInt8(ascii: "f"): return try readWord("false", text)
            case UInt8(ascii: "n"): return try readWord("null", text)
            default:
                _ = try readNumber(text)
                return
            }
        }
    }

    /// Moves from behind a value to the next one in the same array or object, closing those that end.
    private mutating func skipEnds(_ text: Span<UInt8>, _ containers: inout Containers) throws(Defect) {
        while !containers.isEmpty {
            if take(UInt8(ascii: ","), text) {
                if containers.isInObject { _ = try readKey(text) }
                return
            }
            try expect(containers.isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]"), text)
            containers.pop()
        }
    }

    /// The arrays and objects around a value, a bit each.
    private struct Containers {
        private var areObjects: UInt64 = 0
        private var count = 0

        var isEmpty: Bool { count == 0 }
        var isInObject: Bool { areObjects & 1 == 1 }

        /// False where there are too many.
        mutating func push(isObject: Bool) -> Bool {
            guard count < JSONCursor.deepestNesting else { return false }
            areObjects = areObjects << 1 | (isObject ? 1 : 0)
            count += 1
            return true
        }

        mutating func pop() {
            areObjects >>= 1
            count -= 1
        }
    }
}
