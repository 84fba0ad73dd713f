/// Takes a JSON object apart byte by byte, so that nothing of it has to be kept but the beginning of a key.
///
/// Numbers, words, and what is nested are not looked into more closely than it takes to find their end.
struct TlogObject {
    enum Token: Equatable {
        case nothing
        /// A key is complete, and with it the value before it.
        case key
        /// The next byte of a string, a number or a word, or the next element of an array of bytes.
        case byte(UInt8)
        /// The next character of a string, which was escaped.
        case scalar(UInt32)
        /// The object is complete, and with it its last value.
        case end
        /// It is no JSON object.
        case defect
    }

    enum State: UInt8 {
        case start
        case firstKey
        case nextKey
        case key
        case keyEscape
        case colon
        case value
        case string
        case escape
        case codeUnit
        case scalar
        case nested
        case nestedString
        case nestedEscape
        case afterValue
        case done
    }

    /// No key that matters is longer.
    static let longestKey = 8

    var state = State.start
    /// The key's first bytes, the first one lowest.
    var key: UInt64 = 0
    var keyLength: UInt8 = 0
    /// Whether the key is written as the journal writes the names of fields.
    var isFieldName = true
    /// Whether the value is a string.
    var isString = false
    /// The digits of an escaped code unit so far, or the number in an array.
    var number: UInt32 = 0
    var digitCount: UInt8 = 0
    /// The first half of a surrogate pair; 0 where there is none.
    var highSurrogate: UInt32 = 0
    /// How many arrays and objects are open around what is skipped.
    var depth: UInt32 = 0

    /// Whether the key is this one.
    @inline(__always)
    func hasKey(_ name: StaticString) -> Bool {
        key == Self.packed(name) && Int(keyLength) == name.utf8CodeUnitCount
    }

    /// The bytes of a key of at most `longestKey`.
    @inline(__always)
    static func packed(_ name: StaticString) -> UInt64 {
        var word: UInt64 = 0
        for index in 0..<name.utf8CodeUnitCount { unsafe word |= UInt64(name.utf8Start[index]) << UInt64(8 * index) }
        return word
    }

    /// Takes the next byte.
    mutating func take(_ byte: UInt8) -> Token {
        switch state {
        case .string:
            if byte.isPlainInJSON { return .byte(byte) }
            if byte < 0x20 { return .defect }
            state = byte == UInt8(ascii: "\"") ? .afterValue : .escape
            return .nothing
        case .escape: return takeEscaped(byte)
        case .codeUnit: return takeDigit(byte)
        case .scalar: return takeScalar(byte)
        case .nested: return takeNested(byte)
        case .nestedString:
            if byte < 0x20 { return .defect }
            if byte == UInt8(ascii: "\"") { state = .nested }
            if byte == UInt8(ascii: "\\") { state = .nestedEscape }
            return .nothing
        case .nestedEscape:
            state = .nestedString
            return .nothing
        case .key: return takeKey(byte)
        case .keyEscape:
            state = .key
            return .nothing
        default: return takeBetween(byte)
        }
    }

    /// Takes a byte that is white space or a mark between strings and numbers.
    private mutating func takeBetween(_ byte: UInt8) -> Token {
        switch (byte, state) {
        case (UInt8(ascii: " "), _), (UInt8(ascii: "\t"), _), (UInt8(ascii: "\r"), _): break
        case (UInt8(ascii: "{"), .start): state = .firstKey
        case (UInt8(ascii: "\""), .firstKey), (UInt8(ascii: "\""), .nextKey):
            state = .key
            key = 0
            keyLength = 0
            isFieldName = true
        case (UInt8(ascii: ":"), .colon):
            state = .value
            return .key
        case (_, .value): return beginValue(byte)
        case (UInt8(ascii: ","), .afterValue): state = .nextKey
        case (UInt8(ascii: "}"), .afterValue), (UInt8(ascii: "}"), .firstKey):
            state = .done
            return .end
        default: return .defect
        }
        return .nothing
    }

    private mutating func takeKey(_ byte: UInt8) -> Token {
        switch byte {
        case UInt8(ascii: "\""):
            state = .colon
            return .nothing
        case UInt8(ascii: "\\"):
            state = .keyEscape
            isFieldName = false
        case 0..<0x20: return .defect
        default: break
        }
        appendToKey(byte)
        return .nothing
    }

    /// Takes bytes of a key that go into it as they are.
    mutating func takeKey(_ bytes: Span<UInt8>, at position: inout Int) {
        while position < bytes.count, bytes[position].isPlainInJSON {
            appendToKey(bytes[position])
            position += 1
        }
    }

    @inline(__always)
    private mutating func appendToKey(_ byte: UInt8) {
        isFieldName = isFieldName && byte.isOfFieldName
        if keyLength < Self.longestKey {
            key |= UInt64(byte) << UInt64(8 * keyLength)
            keyLength += 1
        } else {
            keyLength = UInt8(Self.longestKey) + 1
        }
    }

    private mutating func beginValue(_ byte: UInt8) -> Token {
        isString = byte == UInt8(ascii: "\"")
        highSurrogate = 0
        number = 0
        digitCount = 0
        switch byte {
        case UInt8(ascii: "\""): state = .string
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            state = .nested
            depth = 1
        default:
            guard byte.isOfNumberOrWord else { return .defect }
            state = .scalar
            return .byte(byte)
        }
        return .nothing
    }

    private mutating func takeScalar(_ byte: UInt8) -> Token {
        if byte.isOfNumberOrWord { return .byte(byte) }
        state = .afterValue
        return takeBetween(byte)
    }

    private mutating func takeNested(_ byte: UInt8) -> Token {
        switch byte {
        case UInt8(ascii: "\""): state = .nestedString
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            guard depth < .max else { return .defect }
            depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            depth -= 1
            if depth == 0 { state = .afterValue }
            return endElement()
        case UInt8(ascii: ","): return endElement()
        case 0..<0x20 where byte != UInt8(ascii: "\t") && byte != UInt8(ascii: "\r"): return .defect
        default:
            guard let digit = byte.decimalDigit else { break }
            number = min(number * 10 + UInt32(digit), 256)
            digitCount = 1
        }
        return .nothing
    }

    /// Gives the number that has come to its end, if it is a byte.
    private mutating func endElement() -> Token {
        defer {
            number = 0
            digitCount = 0
        }
        return digitCount > 0 && number < 256 ? .byte(UInt8(number)) : .nothing
    }

    private mutating func takeEscaped(_ letter: UInt8) -> Token {
        state = .string
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return .byte(letter)
        case UInt8(ascii: "b"): return .byte(0x08)
        case UInt8(ascii: "f"): return .byte(0x0C)
        case UInt8(ascii: "n"): return .byte(0x0A)
        case UInt8(ascii: "r"): return .byte(0x0D)
        case UInt8(ascii: "t"): return .byte(0x09)
        case UInt8(ascii: "u"):
            state = .codeUnit
            number = 0
            digitCount = 0
            return .nothing
        default: return .defect
        }
    }

    private mutating func takeDigit(_ byte: UInt8) -> Token {
        guard let digit = byte.hexadecimalDigit else { return .defect }
        number = number << 4 | UInt32(digit)
        digitCount += 1
        guard digitCount == 4 else { return .nothing }
        state = .string
        let unit = number
        let high = highSurrogate
        number = 0
        digitCount = 0
        highSurrogate = 0
        switch unit {
        case 0xD800...0xDBFF:
            highSurrogate = unit
            return .nothing
        case 0xDC00...0xDFFF:
            return .scalar(high == 0 ? 0xFFFD : 0x1_0000 + (high & 0x3FF) << 10 + (unit & 0x3FF))
        default: return .scalar(unit)
        }
    }
}

extension UInt8 {
    /// Whether the journal's names of fields may hold this byte.
    var isOfFieldName: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }

    fileprivate var isOfNumberOrWord: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
