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

    private static let integerPowersOfTen: [UInt64] = sequence(first: 1) { $0 * 10 }.prefix(17).map { $0 }

    /// The value, where one correctly rounded operation gives it (Clinger, "How to read floating point numbers
    /// accurately", PLDI 1990): mantissa up to 2⁵³, exponent −22…22.
    var exactQuotient: Double? {
        guard isExact, mantissa <= 1 << 53, -22...22 ~= exponent else { return nil }
        let digits = Double(mantissa)
        let magnitude =
            exponent < 0 ? digits / Self.powersOfTen[-exponent] : digits * Self.powersOfTen[exponent]
        return isNegative ? -magnitude : magnitude
    }

    /// The value times 10^`shift`, rounded half to even, as it comes out of the nearest double; nil where integers alone
    /// cannot tell.
    ///
    /// The double and the product are each off by at most 2⁻⁵³ of the value. Further than that from halfway between two
    /// integers, the exact quotient rounds to the same.
    @inline(__always)
    func rounded(timesTenTo shift: Int) -> Int64? {
        guard isExact, -16 ... -1 ~= exponent + shift else { return nil }
        let divisor = Self.integerPowersOfTen[-exponent - shift]
        let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: divisor)
        let half = divisor / 2
        let distance = remainder > half ? remainder - half : half - remainder
        guard distance > mantissa >> 50 + 1 else { return nil }
        let magnitude = Int64(quotient) + (remainder > half ? 1 : 0)
        return isNegative ? -magnitude : magnitude
    }

    /// The value rounded half to even, as it comes out of the nearest double; nil where that takes more than one operation.
    @inline(__always)
    var rounded: Int64? {
        if exponent == 0, isExact, mantissa <= 1 << 53 {
            let magnitude = Int64(mantissa)
            return isNegative ? -magnitude : magnitude
        }
        if let quotient = exactQuotient, quotient.magnitude <= 0x1p53 {
            return Int64(quotient.rounded(.toNearestOrEven))
        }
        return rounded(timesTenTo: 0)
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
