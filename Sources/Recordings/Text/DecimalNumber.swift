/// What a decimal numeral says.
enum DecimalNumber: Equatable {
    case finite(Double)
    case infinite
    /// Written as not a number, or left empty.
    case missing
    /// Not a numeral.
    case malformed

    /// Reads `[+-]digits[.digits][e[+-]digits]`, `nan`, `inf` or `infinity` in any case, to the nearest double.
    init(_ text: Span<UInt8>) {
        guard text.count > 0 else {
            self = .missing
            return
        }
        var numeral = DecimalNumeral()
        if numeral.read(text) {
            self = Self.nearest(to: numeral, text)
        } else {
            self = Self.special(text)
        }
    }

    private static func nearest(to numeral: DecimalNumeral, _ text: Span<UInt8>) -> DecimalNumber {
        if let exact = numeral.exactQuotient { return .finite(exact) }
        let string = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        guard let value = Double(string) else { return .malformed }
        return value.isFinite ? .finite(value) : .infinite
    }

    private static func special(_ text: Span<UInt8>) -> DecimalNumber {
        let isSigned = text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+")
        let word = isSigned ? text.extracting(droppingFirst: 1) : text
        if equalsIgnoringCase(word, "nan") { return .missing }
        return equalsIgnoringCase(word, "inf") || equalsIgnoringCase(word, "infinity") ? .infinite : .malformed
    }

    private static func equalsIgnoringCase(_ word: Span<UInt8>, _ lowercase: StaticString) -> Bool {
        guard word.count == lowercase.utf8CodeUnitCount else { return false }
        return word.indices.allSatisfy { unsafe word[$0] | 0x20 == lowercase.utf8Start[$0] }
    }
}
