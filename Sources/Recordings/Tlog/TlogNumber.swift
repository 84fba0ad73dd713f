/// A decimal number without a sign that is read byte by byte.
struct TlogNumber {
    /// A larger one is none.
    static let limit: Int64 = 1 << 50

    var whole: Int64 = 0
    var thousandths: Int64 = 0
    /// How many digits are behind the point; nil before it.
    var fractionLength: UInt8?
    var hasDigits = false
    var isBad = false

    mutating func take(_ byte: UInt8) {
        guard let digit = byte.decimalDigit else {
            if byte == UInt8(ascii: "."), hasDigits, fractionLength == nil {
                fractionLength = 0
            } else {
                isBad = true
            }
            return
        }
        if let length = fractionLength {
            switch length {
            case 0: thousandths += Int64(digit) * 100
            case 1: thousandths += Int64(digit) * 10
            case 2: thousandths += Int64(digit)
            case 3: thousandths += digit >= 5 ? 1 : 0
            default: return
            }
            fractionLength = length + 1
        } else {
            whole = whole * 10 + Int64(digit)
            hasDigits = true
            if whole > Self.limit {
                whole = Self.limit
                isBad = true
            }
        }
    }

    /// The number; nil where there is none.
    var integer: Int64? { hasDigits && !isBad && fractionLength == nil ? whole : nil }

    /// Its thousandfold to the nearest whole number; nil where there is no number.
    var inThousandths: Int64? {
        guard hasDigits, !isBad, whole <= Self.limit / 1000 else { return nil }
        return whole * 1000 + thousandths
    }
}
