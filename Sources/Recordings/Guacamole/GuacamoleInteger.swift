/// A decimal integer that is read byte by byte, so that none of its text is kept.
struct GuacamoleInteger: Equatable {
    /// The largest magnitude; a larger one is brought to it. It is beyond every coordinate and every believable time.
    static let limit: Int64 = 1 << 59

    var magnitude: Int64 = 0
    var isNegative = false
    var hasDigits = false

    /// The integer; nil where there is no digit.
    var value: Int64? { hasDigits ? isNegative ? -magnitude : magnitude : nil }

    /// Takes the next byte; false where the text is no integer with it.
    @inline(__always)
    mutating func append(_ byte: UInt8) -> Bool {
        if let digit = byte.decimalDigit {
            // Within Int64: ten times the limit and nine are less than 2⁶³.
            magnitude = min(magnitude &* 10 &+ Int64(digit), Self.limit)
            hasDigits = true
            return true
        }
        guard byte == UInt8(ascii: "-"), !hasDigits, !isNegative else { return false }
        isNegative = true
        return true
    }
}
