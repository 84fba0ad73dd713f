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

/// A numeral taken apart: ±`mantissa` · 10^`exponent`.
struct DecimalNumeral {
    private(set) var isNegative = false
    /// The digits as one number; not the whole truth once `isExact` is false.
    private(set) var mantissa: UInt64 = 0
    private(set) var exponent = 0
    /// Whether `mantissa` holds all digits.
    private(set) var isExact = true

    /// Powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    /// The value, where one correctly rounded operation gives it (Clinger, "How to read floating point numbers
    /// accurately", PLDI 1990): mantissa up to 2⁵³, exponent −22…22.
    var exactQuotient: Double? {
        guard isExact, mantissa <= 1 << 53, -22...22 ~= exponent else { return nil }
        let digits = Double(mantissa)
        let magnitude =
            exponent < 0 ? digits / Self.powersOfTen[-exponent] : digits * Self.powersOfTen[exponent]
        return isNegative ? -magnitude : magnitude
    }

    /// Reads a numeral that fills the whole of `text`; false where it is none.
    mutating func read(_ text: Span<UInt8>) -> Bool {
        var position = 0
        if let sign = byte(at: position, of: text), sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            position += 1
        }
        let integerDigits = readDigits(text, &position, isFraction: false)
        var fractionDigits = 0
        if byte(at: position, of: text) == UInt8(ascii: ".") {
            position += 1
            fractionDigits = readDigits(text, &position, isFraction: true)
        }
        guard integerDigits + fractionDigits > 0 else { return false }
        if let mark = byte(at: position, of: text), mark | 0x20 == UInt8(ascii: "e") {
            position += 1
            guard readExponent(text, &position) else { return false }
        }
        return position == text.count
    }

    private func byte(at position: Int, of text: Span<UInt8>) -> UInt8? {
        position < text.count ? text[position] : nil
    }

    private mutating func readDigits(_ text: Span<UInt8>, _ position: inout Int, isFraction: Bool) -> Int {
        let start = position
        while let digit = byte(at: position, of: text).map({ $0 &- UInt8(ascii: "0") }), digit < 10 {
            if mantissa < .max / 10 {
                mantissa = mantissa * 10 + UInt64(digit)
                if isFraction { exponent -= 1 }
            } else {
                isExact = false
            }
            position += 1
        }
        return position - start
    }

    private mutating func readExponent(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
        var sign = 1
        if let mark = byte(at: position, of: text), mark == UInt8(ascii: "-") || mark == UInt8(ascii: "+") {
            sign = mark == UInt8(ascii: "-") ? -1 : 1
            position += 1
        }
        let start = position
        var value = 0
        while let digit = byte(at: position, of: text).map({ $0 &- UInt8(ascii: "0") }), digit < 10 {
            value = min(value * 10 + Int(digit), 1_000_000)
            position += 1
        }
        exponent += sign * value
        return position > start
    }
}
